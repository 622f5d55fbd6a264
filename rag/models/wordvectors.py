"""French word vectors: what words mean, learnt from much French text, for a search model that reads English only.

The table is fastText's by Explosion (CC0), made small by `data/wordvectors.py`. Words go by their stems, as in
the word search.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from rag.models.batches import Matrix, unit
from rag.words import stem, telling_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FILE: Final = Path(__file__).with_name("french.npz")
VERSION: Final = 1  # one more whenever the table, or a text's vector, would be another
MEMBERS: Final = 4  # vectors of words that share a stem
NOBODY: Final = 65_535
RARE_RANK: Final = 40_000  # taken for words beyond the table's 20,000 most frequent
# A word counts for a / (a + p) where p is how often it is said (Arora et al. 2017, "smooth inverse frequency"), and
# p falls with the word's rank (Zipf).
SMOOTHING: Final = 5e-4
ZIPF: Final = 0.08


class WordVectors:
    """One table, shared by all threads; it never changes."""

    def __init__(self, file: Path = FILE) -> None:
        with np.load(file) as table:
            self._rows: Matrix = unit(table["rows"].astype(np.float32))
            names = table["stems"].tobytes().decode("ascii").split("\n")
            self._own = table["own"]
            self._members = table["members"]
            self._counts = table["counts"]
            self._lengths: Matrix = table["lengths"]  # of the weighted sum of a stem's members
        self._places = {name: place for place, name in enumerate(names)}
        self.dimensions = int(self._rows.shape[1])

    def text(self, text: str) -> Matrix:
        """The weighted mean of a text's words, at length 1; zeros when none is known. Shape (dimensions,)."""
        return self.mean(stem(word, "fr") for word in telling_words(text))

    def mean(self, stems: Iterable[str]) -> Matrix:
        """As `text`, of stems."""
        found = [place for name in stems if (place := self._places.get(name)) is not None]
        if not found:
            return np.zeros(self.dimensions, dtype=np.float32)
        own = self._own[found].astype(np.int64)
        rows = np.where(own == NOBODY, self._members[found, 0], own)
        rank = np.where(own == NOBODY, RARE_RANK, own)
        weights = (SMOOTHING / (SMOOTHING + ZIPF / (rank + 10))).astype(np.float32)
        return unit(weights @ self._rows[rows])

    def is_common(self, name: str) -> bool:
        """Whether a word of this stem is among the 20,000 that are said most."""
        place = self._places.get(name)
        return place is not None and int(self._own[place]) != NOBODY

    def likeness(self, stems: Sequence[str], others: Sequence[str]) -> Matrix:
        """How near in meaning each stem is to each of the others; cosines, 0 for unknown ones. Shape (stems, others).

        A stem means what the words that share it mean: the weighted sum of at most `MEMBERS` vectors of the table, each
        of which is compared once, however many stems it belongs to.
        """
        places = np.array([self._places.get(name, -1) for name in others], dtype=np.int64)
        counts = self._counts[places].astype(np.float32) / self._lengths[places, None]
        counts[places < 0] = 0
        members = np.where(counts > 0, self._members[places], 0)
        used, which = np.unique(members, return_inverse=True)
        alike = self._means(stems) @ self._rows[used].T
        which = which.reshape(members.shape)
        total = np.zeros((len(stems), len(others)), dtype=np.float32)
        for column in range(MEMBERS):
            total += counts[:, column] * alike[:, which[:, column]]
        return total

    def _means(self, stems: Sequence[str]) -> Matrix:
        known = np.array([self._places.get(name, -1) for name in stems], dtype=np.int64)
        counts = self._counts[known].astype(np.float32)
        counts[known < 0] = 0
        members = np.where(counts > 0, self._members[known], 0)
        return unit((counts[:, :, None] * self._rows[members]).sum(axis=1))


@cache
def french() -> WordVectors:
    """The table, read once (a fifth of a second, 30 MB)."""
    return WordVectors()
