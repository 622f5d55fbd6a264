"""Asks every question of a set and measures what the search gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rag.evaluation.cases import names_of
from rag.evaluation.metrics import hit_at, ndcg_at, percentile, recall_at, reciprocal_rank

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from rag.evaluation.cases import Case, QuestionSet
    from rag.records import Hit
    from rag.retrieval.hybrid import Found

DEPTH: Final = 10  # places looked at


@dataclass(frozen=True, slots=True)
class Judged:
    """One question's result."""

    case: Case
    ranking: tuple[str, ...]  # documents or pages, best first, each once
    refused: bool
    seconds: float


@dataclass(frozen=True, slots=True)
class Quality:
    """Means over a set; ranking measures over the answerable questions, 0–1; times over all, in milliseconds."""

    set: str
    queries: int
    hit_at_1: float
    hit_at_5: float
    recall_at_5: float
    mrr_at_10: float
    ndcg_at_10: float
    refused: float  # of the unanswerable questions; of all where a set has none
    wrongly_refused: float  # of the answerable questions
    p50_ms: float
    p95_ms: float


def judge(questions: QuestionSet, search: Callable[[str], Found]) -> tuple[Quality, list[Judged]]:
    """Ask every question; `search` should give more passages than `DEPTH`, since several may be of one document."""
    judged = [_judge_one(case, search(case.question), questions.folder) for case in questions.cases]
    return quality(questions.name, judged), judged


def quality(name: str, judged: Sequence[Judged]) -> Quality:
    """The means."""
    answerable = [one for one in judged if one.case.relevant]
    unanswerable = [one for one in judged if not one.case.relevant]
    times = [one.seconds * 1000 for one in judged]

    def mean(values: Sequence[float]) -> float:
        return sum(values) / len(values) if values else 0.0

    return Quality(
        set=name,
        queries=len(judged),
        hit_at_1=mean([hit_at(one.ranking, one.case.relevant, 1) for one in answerable]),
        hit_at_5=mean([hit_at(one.ranking, one.case.relevant, 5) for one in answerable]),
        recall_at_5=mean([recall_at(one.ranking, one.case.relevant, 5) for one in answerable]),
        mrr_at_10=mean([reciprocal_rank(one.ranking, one.case.relevant, DEPTH) for one in answerable]),
        ndcg_at_10=mean([ndcg_at(one.ranking, one.case.relevant, DEPTH) for one in answerable]),
        refused=mean([float(one.refused) for one in unanswerable or judged]),
        wrongly_refused=mean([float(one.refused) for one in answerable]),
        p50_ms=percentile(times, 0.5),
        p95_ms=percentile(times, 0.95),
    )


def _judge_one(case: Case, found: Found, folder: Path) -> Judged:
    ranking = dict.fromkeys(name for hit in found.hits for name in _names(hit, case, folder))
    return Judged(case, tuple(ranking)[:DEPTH], not found.relevant, found.seconds)


def _names(hit: Hit, case: Case, folder: Path) -> Iterator[str]:
    """A source, then the copies named beside it that were asked for; the others take no place of their own."""
    yield _name(hit, case, folder)
    yield from (name for copy in hit.copies if (name := _name(copy, case, folder)) in case.relevant)


def _name(hit: Hit, case: Case, folder: Path) -> str:
    """What the hit is called in the case's own terms: the relevant name when it bears one."""
    names = names_of(hit, folder)
    return next((name for name in names if name in case.relevant), names[-1])
