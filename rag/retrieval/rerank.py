"""Putting the best passages into the order in which a reranker sees them, as many as time allows."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from rag import journal
from rag.store.embedded import embedded_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rag.models.reranker import Reranker
    from rag.records import Hit

AT_ONCE: Final = 4  # passages between two looks at the clock


def rerank(
    hits: Sequence[Hit],
    question: str,
    reranker: Reranker,
    seconds: float,
    clock: Callable[[], float] = time.perf_counter,
) -> list[Hit]:
    """The hits with the first of them in the reranker's order; those that time did not allow keep their places.

    Each score stays at its rank: they say how good the ranks are, the reranker says who stands there.

    Args:
        hits: best first.
        question: as it was asked.
        reranker: gives each passage a score.
        seconds: that it may take; the next few passages are begun only when the slowest few so far would fit.
        clock: in seconds.

    Raises:
        RerankerUnusable: it failed; `hits` are as good as before.
    """
    start = clock()
    scores: list[float] = []
    slowest = 0.0
    while len(scores) < len(hits):
        begun = clock()
        if scores and begun - start + slowest > seconds:
            break
        few = hits[len(scores) : len(scores) + AT_ONCE]
        scores += reranker.scores(question, [embedded_text(hit.passage, hit.document.title) for hit in few])
        slowest = max(slowest, clock() - begun)
    journal.note("reranked", passages=len(scores), of=len(hits), seconds=clock() - start)
    order = sorted(range(len(scores)), key=lambda place: -scores[place])
    first = [replace(hits[place], score=hits[rank].score) for rank, place in enumerate(order)]
    return [*first, *hits[len(scores) :]]
