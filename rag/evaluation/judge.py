"""Asks every question of a set and measures what the search gives."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from rag.evaluation.cases import Case, names_of
from rag.evaluation.metrics import (
    Measure,
    hit_at,
    mean_of,
    ndcg_at,
    percentile,
    percentile_of,
    recall_at,
    reciprocal_rank,
    refusal,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from rag.evaluation.cases import QuestionSet
    from rag.records import Hit
    from rag.retrieval.hybrid import Found

DEPTH: Final = 10  # places looked at
DEPTHS: Final = (1, 3, 5, 10)
PASSAGES: Final = 30  # to ask for, so that ten different documents are among them


@dataclass(frozen=True, slots=True)
class Judged:
    """One question's result."""

    case: Case
    ranking: tuple[str, ...]  # documents or pages, best first, each once
    refused: bool
    seconds: float

    @property
    def place(self) -> int:
        """Of the first that is relevant, 1-based; 0 when none is among the first `DEPTH`, or nothing could be."""
        return next((place for place, name in enumerate(self.ranking, 1) if name in self.case.relevant), 0)

    @property
    def worth(self) -> float:
        """What its asker got, 0–1: nDCG where there is an answer, and 1 for saying rightly that there is none."""
        if not self.case.relevant:
            return float(self.refused)
        return 0.0 if self.refused else ndcg_at(self.ranking, self.case.relevant, DEPTH)


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
    """Ask every question; `search` should give `PASSAGES`, since several may be of one document."""
    judged = list(judge_each(questions, search))
    return quality(questions.name, judged), judged


def judge_each(questions: QuestionSet, search: Callable[[str], Found]) -> Iterator[Judged]:
    """As `judge`, one after the other."""
    for case in questions.cases:
        yield _judge_one(case, search(case.question), questions.folder)


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


def measures(judged: Sequence[Judged]) -> dict[str, Measure]:
    """Every measure with its bounds, by name; one that a set says nothing of is absent. Ranges as in `Quality`."""
    return dict(_measures(tuple(judged)))


@lru_cache(maxsize=8)  # bounds take a second for a few thousand questions, and a page is drawn again at every click
def _measures(judged: tuple[Judged, ...]) -> Mapping[str, Measure]:
    answerable = [one for one in judged if one.case.relevant]
    times = [one.seconds * 1000 for one in judged]
    found: dict[str, Measure | None] = {}
    for name, measure in (("hit", hit_at), ("recall", recall_at)):
        for depth in DEPTHS:
            found[f"{name}_at_{depth}"] = mean_of(
                [measure(one.ranking, one.case.relevant, depth) for one in answerable]
            )
    for name, measure in (("mrr", reciprocal_rank), ("ndcg", ndcg_at)):
        found[f"{name}_at_{DEPTH}"] = mean_of([measure(one.ranking, one.case.relevant, DEPTH) for one in answerable])
    refused = refusal([not one.case.relevant for one in judged], [one.refused for one in judged])
    found |= {f"refusal_{name}": measure for name, measure in refused.items()}
    found["wrongly_refused"] = mean_of([float(one.refused) for one in answerable])
    found["p50_ms"], found["p95_ms"] = percentile_of(times, 0.5), percentile_of(times, 0.95)
    return {name: measure for name, measure in found.items() if measure}


def _judge_one(case: Case, found: Found, folder: Path | None) -> Judged:
    ranking = dict.fromkeys(name for hit in found.hits for name in _names(hit, case, folder))
    return Judged(case, tuple(ranking)[:DEPTH], not found.relevant, found.seconds)


def _names(hit: Hit, case: Case, folder: Path | None) -> Iterator[str]:
    """A source, then the copies named beside it that were asked for; the others take no place of their own."""
    yield _name(hit, case, folder)
    yield from (name for copy in hit.copies if (name := _name(copy, case, folder)) in case.relevant)


def _name(hit: Hit, case: Case, folder: Path | None) -> str:
    """What the hit is called in the case's own terms: the relevant name when it bears one."""
    names = names_of(hit, folder)
    return next((name for name in names if name in case.relevant), names[-1])
