"""How sure it is that the first sources answer the question: whether an answer is marked as one to be checked. Pure.

The floor refuses what has nothing to do with the question. Among the rest, a question whose subject is there without
its answer looks much like one that is answered; what tells them apart best is that the answer stands out: its document
scores well above the next one. By `bench/certainty.py`, which fits the shares below and tries them on sets that they
were not fitted on, this tells right from wrong better on three of four sets than the measure of the floor, and as well
on the fourth. Refusing by it gains too little to give up a measure that can
be read: the floor keeps its own.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

from rag.retrieval.floor import LOOKED_AT, lift

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.records import Hit

# Of `Signs`, in their order, and what is added to them: logistic regression over four sets.
SHARES: Final = (2.3, 0.8, 4.9, 0.8)
BASE: Final = -4.8
SURE: Final = 0.5  # more likely than not; below it an answer is marked as one to be checked
DOUBTED: Final = 0.4  # at most, where a word of the question stands in no document: below `SURE`


class Signs(NamedTuple):
    """What speaks for the best sources of a question."""

    words: float  # the most of the question's weight that stands in one of them, 0–1
    lift: float  # the most that the likeness of one rises above that of texts that have nothing in common, 0–1
    lead: float  # of the best source over the best of another document, as a share of its score, 0–1
    mass: float  # logarithm of 1 + the weight of the words that are held: two rare words say more than two common ones


def signs(found: Sequence[Hit], floor_likeness: float, weight: float) -> Signs:
    """What speaks for them.

    Args:
        found: sources, best first, of more than one document where the library holds more.
        floor_likeness: of the search model's card.
        weight: of all words of the question (idf).
    """
    if not found:
        return Signs(0.0, 0.0, 0.0, 0.0)
    best = found[:LOOKED_AT]
    words = max(hit.words for hit in best)
    first = found[0]
    other = next((hit.score for hit in found if hit.document.id != first.document.id), 0.0)
    lead = max(0.0, 1 - other / first.score) if first.score > 0 else 0.0
    return Signs(words, max(lift(hit, floor_likeness) for hit in best), lead, math.log1p(words * weight))


def certainty(seen: Signs) -> float:
    """The chance that one of the first three documents answers, if half of the questions have an answer at all, 0–1."""
    if not any(seen):
        return 0.0
    total = BASE + math.fsum(share * sign for share, sign in zip(SHARES, seen, strict=True))
    return 1 / (1 + math.exp(-total))
