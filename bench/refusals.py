"""What speaks for the hits of a question, and how well that tells what is answered from what is not. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from rag.evaluation.cases import names_of
from rag.evaluation.metrics import refusal
from rag.retrieval.floor import FAINT, LOOKED_AT, evidence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from rag.evaluation.cases import Case
    from rag.records import Hit, PassageId

    Values = NDArray[np.float64]

FIFTH: Final = 4  # place of the hit that the best one is compared with, 0-based
LEAD_SHARE: Final = 2.0
LEVELS: Final = {"in use": FAINT, "with lead": 0.8}  # the second refuses as few on spf_qr as the one in use


@dataclass(frozen=True, slots=True)
class Asked:
    """What speaks for the best hits of one question."""

    in_use: float
    lead: float  # of the best hit over the fifth, as a share of its score, 0–1
    words: float  # the most of the question's weight that stands in one of them, 0–1

    def by(self, measure: str) -> float:
        """The value that is compared with the level of a measure."""
        return self.in_use + (LEAD_SHARE * self.lead if measure == "with lead" else 0.0)


def judged(hits: Sequence[Hit], floor_likeness: float) -> Asked:
    """Best first; nothing speaks for no hit."""
    best = hits[:LOOKED_AT]
    lead = 0.0
    if hits and hits[0].score:
        lead = (hits[0].score - hits[min(FIFTH, len(hits) - 1)].score) / hits[0].score
    return Asked(
        max((evidence(hit, floor_likeness) for hit in best), default=0.0),
        lead,
        max((hit.words for hit in best), default=0.0),
    )


def answering(sources: Sequence[Hit], case: Case, folder: Path | None) -> frozenset[PassageId]:
    """The passages of the sources that answer a question, with all that is joined to them or stands for them."""
    whole = [(hit, *hit.neighbours, *hit.copies, *hit.older) for hit in sources]
    found = [each for each in whole if any(not case.relevant.isdisjoint(names_of(one, folder)) for one in each)]
    return frozenset(one.passage.id for each in found for one in each)


def curve(answerable: Values, unanswerable: Values) -> dict[str, float]:
    """What holds at every level at once: `area`, `above` and `best_f1`, each 0–1.

    Args:
        answerable: a value for each question, higher is surer.
        unanswerable: likewise; not empty.
    """
    levels = np.unique(np.concatenate([answerable, unanswerable]))
    right = (unanswerable[None, :] <= levels[:, None]).sum(axis=1)
    refused = right + (answerable[None, :] <= levels[:, None]).sum(axis=1)
    recall = right / len(unanswerable)
    f1 = 2 * right / (refused + len(unanswerable))
    difference = answerable[:, None] - unanswerable[None, :]
    return {
        "area": float(np.sum(np.diff(recall, prepend=0.0) * right / refused)),
        "above": float((difference > 0).mean() + (difference == 0).mean() / 2),
        "best_f1": float(f1.max()),
    }


def bounded(answerable: Values, unanswerable: Values, level: float) -> list[tuple[float, float]]:
    """The 95 % intervals of `precision`, `recall` and `f1` at one level."""
    refused = [*(answerable < level), *(unanswerable < level)]
    measured = refusal([False] * len(answerable) + [True] * len(unanswerable), refused)
    return [(one.low, one.high) for one in measured.values()]


def at(answerable: Values, unanswerable: Values, level: float) -> dict[str, float]:
    """What holds at one level: `precision`, `recall` and `f1` of refusing, and `wrong`, each 0–1."""
    refused = [*(answerable < level), *(unanswerable < level)]
    measured = refusal([False] * len(answerable) + [True] * len(unanswerable), refused)
    return {name: one.value for name, one in measured.items()} | {"wrong": float((answerable < level).mean())}
