"""BM25 as SQLite's FTS5 counts it, over what FTS5 keeps, in a time that hardly grows with the library.

FTS5's own `bm25` looks at every passage that holds any of the terms, 1 to 2.4 µs each: a quarter of a second at
100,000 passages, where ordinary words hold for most of them. Here the places of a term are read once and remembered
(`rag.store.tally`), all scores are estimated with a few additions of arrays, and the best are counted exactly. A term
may be given a weight, which FTS5 cannot.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from rag.records import PassageId

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from rag.store.access import Scope
    from rag.store.library import Library
    from rag.store.tally import Places, Totals

CLOSELY: Final = 500  # passages whose length is looked up; the estimate takes all for equally long
SATURATION: Final = 1.2  # k1 and b of BM25, as FTS5 has them
LENGTH_SHARE: Final = 0.75
NO_WEIGHT: Final = 1e-6  # of a term that stands in more than half of the passages, as in FTS5


def best_passages(
    library: Library, sought: Mapping[str, float], columns: Mapping[str, float], scope: Scope, limit: int
) -> list[tuple[PassageId, float]]:
    """The passages of the scope with the highest BM25, best first; ties in the library's order.

    Args:
        library: where to look.
        sought: terms as the index keeps them, each with its weight in the sum; 1 is that of FTS5.
        columns: how much a term counts in each of `tally.COLUMNS`.
        scope: what may be seen.
        limit: how many at most.
    """
    totals = library.tally.totals()
    weights = _weights(sought, library.tally.frequencies(sought), totals)
    if not weights:
        return []
    found = {term: library.tally.places(term, columns) for term in weights}
    places = {term: one for term, one in found.items() if len(one.rows)}  # some may just have been dropped
    estimate = _estimate(places, weights)
    if scope.is_narrowed or not set(library.tally.collections()) <= set(scope.collections):
        estimate = _within(library, estimate, scope)
    rows = _best(estimate, list(places.values()), max(CLOSELY, limit))
    if not len(rows):
        return []
    scores = _scores(rows, library.tally.lengths(rows) / totals.mean_length, places, weights)
    order = np.lexsort((rows, -scores))[:limit]
    return _named(library, rows[order].tolist(), scores[order].tolist(), scope)


def _weights(sought: Mapping[str, float], counts: Mapping[str, int], totals: Totals) -> dict[str, float]:
    """Weight times inverse document frequency; terms that say nothing are left out where others say something."""
    found = {
        term: weight * max(NO_WEIGHT, math.log((totals.passages - counts[term] + 0.5) / (counts[term] + 0.5)))
        for term, weight in sought.items()
        if counts[term]
    }
    telling = {term: weight for term, weight in found.items() if weight > NO_WEIGHT * sought[term]}
    return telling or found


def _estimate(places: Mapping[str, Places], weights: Mapping[str, float]) -> NDArray[np.float32]:
    """The score of every row if all passages were equally long."""
    last = max((int(one.rows[-1]) for one in places.values()), default=0)
    estimate = np.zeros(last + 1, dtype=np.float32)
    for term, one in places.items():
        estimate[one.rows] += weights[term] * (SATURATION + 1) * one.times / (one.times + SATURATION)
    return estimate


def _within(library: Library, estimate: NDArray[np.float32], scope: Scope) -> NDArray[np.float32]:
    allowed = np.zeros_like(estimate)
    rows = library.tally.rows(scope.condition())
    rows = rows[rows < len(estimate)]
    allowed[rows] = estimate[rows]
    return allowed


def _best(estimate: NDArray[np.float32], places: Sequence[Places], limit: int) -> NDArray[np.int32]:
    """The rows with the highest estimates, rising; fewer where fewer are above zero."""
    # So many rows of one rare term reach a score that all of the best must reach: few are left to choose from.
    enough = min((one for one in places if len(one.rows) >= limit), key=lambda one: len(one.rows), default=None)
    floor = np.partition(estimate[enough.rows], -limit)[-limit] if enough else 0.0
    rows = np.flatnonzero(estimate >= floor if floor > 0 else estimate > 0).astype(np.int32)
    if len(rows) > limit:
        rows = np.sort(rows[np.argpartition(estimate[rows], -limit)[-limit:]])
    return rows


def _scores(
    rows: NDArray[np.int32],
    lengths: NDArray[np.float64],  # in mean lengths
    places: Mapping[str, Places],
    weights: Mapping[str, float],
) -> NDArray[np.float64]:
    damping = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * lengths)
    scores = np.zeros(len(rows))
    for term, one in places.items():
        at = np.minimum(np.searchsorted(one.rows, rows), len(one.rows) - 1)
        times = np.where(one.rows[at] == rows, one.times[at], 0.0)
        scores += weights[term] * times * (SATURATION + 1) / (times + damping)
    return scores


def _named(
    library: Library, rows: Sequence[int], scores: Sequence[float], scope: Scope
) -> list[tuple[PassageId, float]]:
    """The ids of the rows, in order. What was dropped in between, or is not of the scope, is absent."""
    blanks = ",".join("?" * len(rows))
    condition, values = scope.condition()
    # CROSS: SQLite would else begin with the collection, and read all of it.
    sql = f"""SELECT p.rowid AS number, p.id AS id FROM passages p CROSS JOIN documents d ON d.id = p.document
              WHERE p.rowid IN ({blanks}) AND {condition}"""
    ids = {int(row["number"]): PassageId(row["id"]) for row in library.read(sql, (*rows, *values))}
    return [(ids[number], score) for number, score in zip(rows, scores, strict=True) if number in ids]
