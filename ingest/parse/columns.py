"""Columns that a program wrote line by line across the page, put back into the order in which they are read. Pure.

Most programs write one column after the other, and their order is kept. It is only changed where all sides of one or
two gutters hold running text: sentences that go on from line to line, which the cells of a table do not.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.parse.lines import Line

    Row = Sequence[Line]  # what the text layer holds as one line, cut where a wide gap is

GUTTERS: Final = tuple(place / 200 for place in range(60, 141))  # of the page's width, where one may be
MARGIN: Final = 0.004  # of the width, that must be free on either side
LEAST_LINES: Final = 4  # of a column
LEAST_GOING_ON: Final = (
    0.4  # of a column's lines, that begin in the middle of a sentence; guess, tables have next to none
)
LEAST_ACROSS: Final = 4  # lines that hold all columns
NARROWEST: Final = {2: 0.25, 3: 0.15}  # of the page's width: usual length of a column's line, that of cells is shorter
MOSTLY_ACROSS: Final = 0.7  # of the shorter column's lines; else the order is that of columns already


@dataclass(frozen=True, slots=True)
class _Band:
    """What stands between two lines that cross a gutter."""

    rows: tuple[Row, ...]
    columns: tuple[tuple[Line, ...], ...]

    @property
    def is_columns(self) -> bool:
        """Whether every column is running text, most of it written across."""
        count = len(self.columns)
        across = sum(len(row) >= count for row in self.rows)
        enough = across >= MOSTLY_ACROSS * min(map(len, self.columns))
        return enough and all(_is_running(column, NARROWEST[count]) for column in self.columns)


def in_reading_order(rows: Sequence[Row], whole: Sequence[Line]) -> list[Line]:
    """The lines of one page in the order in which a person reads them.

    Args:
        rows: one for each line of the text layer, its pieces from left to right.
        whole: the same lines, not cut; they are kept wherever the page has no columns.
    """
    if sum(len(row) > 1 for row in rows) < LEAST_ACROSS:
        return list(whole)
    best = _three(rows) or _two(rows)
    if not best:
        return list(whole)
    uncut = {id(row): line for row, line in zip(rows, whole, strict=True)}
    return list(_ordered(best, uncut))


def _two(rows: Sequence[Row]) -> list[_Band | Row]:
    """The page cut at the gutter that gives the most lines in columns; empty when none gives any."""
    best: list[_Band | Row] = []
    most = 0
    for gutter in GUTTERS:
        bands = list(_bands(rows, (gutter,)))
        if (found := _in_columns(bands)) > most:
            best, most = bands, found
    return best


def _three(rows: Sequence[Row]) -> list[_Band | Row]:
    """The page cut at the freest gutter of either half; empty when that gives no columns."""
    if sum(len(row) > 2 for row in rows) < LEAST_ACROSS:  # noqa: PLR2004 - three columns, two gutters
        return []
    middle = len(GUTTERS) // 2
    gutters = _freest(rows, GUTTERS[:middle]), _freest(rows, GUTTERS[middle + 1 :])
    bands = list(_bands(rows, gutters))
    return bands if _in_columns(bands) else []


def _freest(rows: Sequence[Row], gutters: Sequence[float]) -> float:
    """The one that the fewest lines cross; of several, the one in the middle."""
    crossed = [sum(_crosses(row, (gutter,)) for row in rows) for gutter in gutters]
    free = [gutter for gutter, count in zip(gutters, crossed, strict=True) if count == min(crossed)]
    return free[len(free) // 2]


def _in_columns(bands: Sequence[_Band | Row]) -> int:
    """How many pieces of lines stand in columns."""
    return sum(sum(map(len, one.columns)) for one in bands if isinstance(one, _Band) and one.is_columns)


def _ordered(bands: Sequence[_Band | Row], uncut: dict[int, Line]) -> Iterator[Line]:
    for band in bands:
        if not isinstance(band, _Band):
            yield uncut[id(band)]
        elif band.is_columns:
            for column in band.columns:
                yield from column
        else:
            yield from (uncut[id(row)] for row in band.rows)


def _bands(rows: Sequence[Row], gutters: tuple[float, ...]) -> Iterator[_Band | Row]:
    """Lines that cross a gutter, and what stands between them, from top to bottom."""
    crossing = sorted((row for row in rows if _crosses(row, gutters)), key=lambda row: row[0].top)
    others = [row for row in rows if not _crosses(row, gutters)]
    edges = tuple(pairwise((float("-inf"), *gutters, float("inf"))))
    start = float("-inf")
    for row in (*crossing, None):
        end = row[0].top if row else float("inf")
        inside = tuple(other for other in others if start <= other[0].top < end)
        if inside:
            pieces = sorted((piece for other in inside for piece in other), key=lambda piece: piece.top)
            yield _Band(
                inside,
                tuple(tuple(one for one in pieces if left <= one.left and one.right <= right) for left, right in edges),
            )
        if row:
            yield row
            start = end


def _crosses(row: Row, gutters: tuple[float, ...]) -> bool:
    return any(piece.left < gutter + MARGIN and piece.right > gutter - MARGIN for piece in row for gutter in gutters)


def _is_running(lines: Sequence[Line], narrowest: float) -> bool:
    """Whether these lines are sentences that go on from one to the next."""
    if len(lines) < LEAST_LINES or median(line.right - line.left for line in lines) < narrowest:
        return False
    going_on = sum(line.text[:1].islower() and before.text[-1:] not in ".!?:;" for before, line in pairwise(lines))
    return going_on >= LEAST_GOING_ON * (len(lines) - 1)
