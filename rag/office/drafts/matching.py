"""Which row of the price list is meant by the words of a request; two that fit are both told, none is guessed. Pure."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rapidfuzz.distance import OSA

from rag.words import fold, stem, telling_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rag.office.drafts.record import Price

ENOUGH: Final = 0.6  # of the weight of the words asked for, that stand in the row. Guess
CLEAR: Final = 0.12  # by which the best row has to lead. Guess
MOST: Final = 6  # rows told when several fit
UNKNOWN: Final = 0.5  # of the weight of a rare word: one that no row has
FUZZY: Final = 5  # letters from which one slip is forgiven


@dataclass(frozen=True, slots=True)
class Match:
    """Rows that may be meant; one when it is clear."""

    rows: tuple[Price, ...]

    @property
    def clear(self) -> Price | None:
        """The row that is meant."""
        return self.rows[0] if len(self.rows) == 1 else None


class Matcher:
    """The rows of a price list, to be found by their words."""

    def __init__(self, prices: Sequence[Price], language: str = "fr") -> None:
        self._prices = tuple(prices)
        self._language = language
        self._words = [self._stems(f"{price.designation}") for price in prices]
        self._count = Counter(word for words in self._words for word in words)
        self._references = {_plain(price.reference): price for price in prices if price.reference}

    def find(self, what: str) -> Match:
        """The rows that the words may mean, best first; none when too little of them stands in any row."""
        if whole := self._references.get(_plain(what)):
            return Match((whole,))
        for piece in what.split():
            named = self._references.get(_plain(piece))
            if named and any(sign.isdigit() for sign in piece):
                return Match((named,))
        wanted = self._stems(what)
        if not wanted:
            return Match(())
        scored = sorted(
            ((*self._fit(wanted, words), place) for place, words in enumerate(self._words)),
            key=lambda one: (-one[0], -one[1], one[2]),
        )
        fit = [(said, whole, place) for said, whole, place in scored if said >= ENOUGH]
        if not fit:
            return Match(())
        best_said, best_whole, best = fit[0]
        rivals = [one for one in fit[1:] if best_said - one[0] < CLEAR]
        if rivals and best_whole == 1 and all(one[1] < 1 for one in rivals):
            rivals = []  # all words of this row are said, and of no other
        return Match(tuple(self._prices[place] for place in (best, *(one[2] for one in rivals))[:MOST]))

    def told(self, answer: str, form: Callable[[Price], str]) -> Price | None:
        """The row that an answer repeats as it was told."""
        return next((price for price in self._prices if form(price) == answer.strip()), None)

    def _fit(self, wanted: frozenset[str], words: frozenset[str]) -> tuple[float, float]:
        """How much of what is said stands in a row, and how much of the row is said; both 0–1."""
        shared = {word: other for word in wanted if (other := _same(word, words))}
        said = sum(self._weight(other) for other in shared.values())
        every = sum(self._weight(shared.get(word, word)) for word in wanted)
        row = sum(self._weight(word) for word in words)
        reached = sum(self._weight(word) for word in set(shared.values()))
        return said / every if every else 0.0, reached / row if row else 0.0

    def _weight(self, word: str) -> float:
        count = self._count.get(word, 0)
        rare = math.log1p(len(self._prices))
        return math.log1p(len(self._prices) / count) if count else UNKNOWN * rare

    def _stems(self, text: str) -> frozenset[str]:
        return frozenset(stem(word, self._language) for word in telling_words(text.replace("×", " ")))


def _same(word: str, words: frozenset[str]) -> str:
    """The word itself or one that a slip of the keyboard makes of it; empty when the row has neither."""
    if word in words:
        return word
    if len(word) < FUZZY or not word.isalpha():
        return ""
    near = [one for one in words if one[0] == word[0] and OSA.distance(one, word, score_cutoff=1) <= 1]
    return near[0] if near else ""


def _plain(reference: str) -> str:
    return "".join(sign for sign in fold(reference) if sign.isalnum())
