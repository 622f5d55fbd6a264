"""Runs made by hand."""

from __future__ import annotations

from collections.abc import Iterable

from rag.evaluation.cases import Case
from rag.evaluation.judge import Judged
from rag.evaluation.runs import Run


def judged(question: str, place: int = 0, *, refused: bool = False, answerable: bool = True) -> Judged:
    """A question whose right source stands at a place, 0 for nowhere."""
    ranking = tuple("a.pdf#p1" if one == place else f"x{one}.pdf" for one in range(1, 11))
    relevant = frozenset({"a.pdf#p1"}) if answerable else frozenset[str]()
    return Judged(Case(question, question, relevant), ranking, refused, 0.01)


def run(results: Iterable[Judged], moment: str = "2026-03-12T10:15:00+00:00") -> Run:
    """A run of these."""
    return Run("essai", moment, "0.1.0", "abc", 3, 12, by_page=True, judged=tuple(results))
