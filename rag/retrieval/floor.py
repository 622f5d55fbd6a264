"""Whether what was found says anything about the question. Pure.

Refusing belongs to the search, not to the prompt of a model: a strict prompt refused 0 of 120 unanswerable questions.
Two measures speak for a passage and are added: how much of the question's weight stands in it word by word, and how far
its likeness rises above that of texts that have nothing to do with each other.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.records import Hit

LOOKED_AT: Final = 3  # best hits; what is further down was not found for its relevance
# Questions in other words than the documents' fall between both as often as those that have no answer: refusing below
# `ENOUGH` took 14 % of 272 answered questions of the sample company, and was right 58 times of 100; so it takes 4 %,
# and is right 79 times (bench/README.md). In between an answer is told to be weak, unless a word of it stands nowhere.
FAINT: Final = 0.35
ENOUGH: Final = 0.5


class Standing(Enum):
    """What the best hits are worth."""

    NONE = "none"  # "not found" is said
    WEAK = "weak"  # no more than near: the answer may not be there
    GOOD = "good"


def standing(hits: Sequence[Hit], floor_likeness: float, strictness: float, *, lacks_a_word: bool = False) -> Standing:
    """What the best of the hits is worth as evidence.

    Args:
        hits: best first.
        floor_likeness: of the search model's card.
        strictness: 0 takes everything, 1 is as measured, 2 asks for twice as much.
        lacks_a_word: a word of the question stands nowhere in the library; then weak is not enough.
    """
    best = max((evidence(hit, floor_likeness) for hit in hits[:LOOKED_AT]), default=-1.0)
    if best >= strictness * ENOUGH:
        return Standing.GOOD
    return Standing.WEAK if best >= strictness * FAINT and not lacks_a_word else Standing.NONE


def evidence(hit: Hit, floor_likeness: float) -> float:
    """How much speaks for a hit, 0–2."""
    return hit.words + lift(hit, floor_likeness)


def lift(hit: Hit, floor_likeness: float) -> float:
    """How far a hit's likeness rises above that of texts that have nothing to do with each other, 0–1."""
    return max(0.0, (hit.likeness - floor_likeness) / (1 - floor_likeness))
