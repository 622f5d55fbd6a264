"""Whether what was found says anything about the question. Pure.

Refusing belongs to the search, not to the prompt of a model: a strict prompt refused 0 of 120 unanswerable questions.
Two measures speak for a passage and are added: how much of the question's weight stands in it word by word, and how far
its likeness rises above that of texts that have nothing to do with each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.records import Hit

LOOKED_AT: Final = 3  # best hits; what is further down was not found for its relevance
# By bench/floor.py, 0 to 12 % of the questions of four sets fall below it in their own library, 43 to 80 % in another.
# Of near misses, whose subject is there without the answer, only 3 to 38 %: counting words does not tell them apart.
ENOUGH: Final = 0.5


def is_relevant(hits: Sequence[Hit], floor_likeness: float, strictness: float) -> bool:
    """Whether any of the best hits is evidence.

    Args:
        hits: best first.
        floor_likeness: of the search model's card.
        strictness: 0 takes everything, 1 is as measured, 2 asks for twice as much.
    """
    return any(evidence(hit, floor_likeness) >= strictness * ENOUGH for hit in hits[:LOOKED_AT])


def evidence(hit: Hit, floor_likeness: float) -> float:
    """How much speaks for a hit, 0–2."""
    return hit.words + lift(hit, floor_likeness)


def lift(hit: Hit, floor_likeness: float) -> float:
    """How far a hit's likeness rises above that of texts that have nothing to do with each other, 0–1."""
    return max(0.0, (hit.likeness - floor_likeness) / (1 - floor_likeness))
