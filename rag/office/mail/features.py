"""Mails as numbers: their words, what they mean, and what they do; three views side by side. Pure."""

from __future__ import annotations

import math
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from rag.commonness import commonness
from rag.office.mail.cues import acts
from rag.words import folded_words, stem

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rag.models.batches import Matrix

LONGEST: Final = 2_000  # characters of a mail that are looked at: what it wants stands at its beginning
PAIR_WEIGHT: Final = 0.7  # of two words side by side, beside one. Guess
RAREST: Final = 1e-4  # share of texts from which a word counts as entirely rare
# How much each view weighs; chosen on the part `dev` of data/questions/mails.jsonl, which no figure is measured on.
WORDS: Final = 1.0
MEANING: Final = 1.0
ACTS: Final = 1.0


class Space:
    """The words of some mails; other mails are seen through them."""

    def __init__(self, texts: Sequence[str], embed: Callable[[Sequence[str]], Matrix]) -> None:
        """Take the words of `texts`; `embed` makes unit vectors of texts, shape (n, dimensions)."""
        self._embed = embed
        places: dict[str, int] = {}
        for text in texts:
            for term in _terms(text):
                places.setdefault(term, len(places))
        self._places = places
        self.terms = tuple(places)

    def seen(self, texts: Sequence[str]) -> tuple[Any, Matrix]:
        """The words of each text, sparse (n, terms), and its meaning and acts, dense (n, dimensions + acts)."""
        from scipy.sparse import csr_matrix

        rows: list[int] = []
        columns: list[int] = []
        values: list[float] = []
        for row, text in enumerate(texts):
            for term, value in _weighted(text[:LONGEST]).items():
                if (place := self._places.get(term)) is not None:
                    rows.append(row)
                    columns.append(place)
                    values.append(WORDS * value)
        words = csr_matrix((values, (rows, columns)), shape=(len(texts), max(len(self._places), 1)))
        meaning = self._embed([text[:LONGEST] for text in texts])
        doing = np.array([acts(text[:LONGEST]) for text in texts])
        return words, np.hstack([MEANING * meaning, ACTS * doing])


def _weighted(text: str) -> dict[str, float]:
    """Each term with its weight, at length 1: rare words say more than common ones, whatever the few examples hold."""
    found = {term: weight_of(term) * (1 + math.log(count)) for term, count in _terms(text).items()}
    length = math.sqrt(sum(value * value for value in found.values())) or 1.0
    return {term: value / length for term, value in found.items()}


def _terms(text: str) -> Counter[str]:
    stems = [stem(word, "fr") for word in folded_words(text)]
    return Counter([*stems, *(f"{one} {other}" for one, other in pairwise(stems))])


@lru_cache(maxsize=100_000)
def weight_of(term: str) -> float:
    """0 for what every text says, 1 for what hardly any does."""
    share = min(commonness(word) for word in term.split(" "))
    weight = math.log(share + RAREST) / math.log(RAREST)
    return max(weight, 0.0) * (PAIR_WEIGHT if " " in term else 1.0)
