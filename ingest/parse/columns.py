"""Two columns that a program wrote line by line across the page, put back into the order in which they are read. Pure.

Most programs write one column after the other, and their order is kept. It is only changed where both sides of a gutter
hold running text: sentences that go on from line to line, which the cells of a table do not.
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
LEAST_ACROSS: Final = 4  # lines that hold both columns
NARROWEST: Final = 0.25  # of the page's width: usual length of a column's line, that of cells is shorter
MOSTLY_ACROSS: Final = 0.7  # of the shorter column's lines; else the order is that of columns already


@dataclass(frozen=True, slots=True)
class _Band:
    """What stands between two lines that cross the gutter."""

    rows: tuple[Row, ...]
    left: tuple[Line, ...]
    right: tuple[Line, ...]

    @property
    def is_columns(self) -> bool:
        """Whether both sides are running text, most of it written across."""
        across = sum(len(row) > 1 for row in self.rows)
        enough = across >= MOSTLY_ACROSS * min(len(self.left), len(self.right))
        return enough and _is_running(self.left) and _is_running(self.right)


def in_reading_order(rows: Sequence[Row], whole: Sequence[Line]) -> list[Line]:
    """The lines of one page in the order in which a person reads them.

    Args:
        rows: one for each line of the text layer, its pieces from left to right.
        whole: the same lines, not cut; they are kept wherever the page has no columns.
    """
    if sum(len(row) > 1 for row in rows) < LEAST_ACROSS:
        return list(whole)
    best: list[_Band | Row] = []
    most = 0
    for gutter in GUTTERS:
        bands = list(_bands(rows, gutter))
        found = sum(len(one.left) + len(one.right) for one in bands if isinstance(one, _Band) and one.is_columns)
        if found > most:
            best, most = bands, found
    if not best:
        return list(whole)
    uncut = {id(row): line for row, line in zip(rows, whole, strict=True)}
    return list(_ordered(best, uncut))


def _ordered(bands: Sequence[_Band | Row], uncut: dict[int, Line]) -> Iterator[Line]:
    for band in bands:
        if not isinstance(band, _Band):
            yield uncut[id(band)]
        elif band.is_columns:
            yield from band.left
            yield from band.right
        else:
            yield from (uncut[id(row)] for row in band.rows)


def _bands(rows: Sequence[Row], gutter: float) -> Iterator[_Band | Row]:
    """Lines that cross the gutter, and what stands between them, from top to bottom."""
    crossing = sorted((row for row in rows if _crosses(row, gutter)), key=lambda row: row[0].top)
    others = [row for row in rows if not _crosses(row, gutter)]
    start = float("-inf")
    for row in (*crossing, None):
        end = row[0].top if row else float("inf")
        inside = tuple(other for other in others if start <= other[0].top < end)
        if inside:
            pieces = sorted((piece for other in inside for piece in other), key=lambda piece: piece.top)
            left = tuple(piece for piece in pieces if piece.right <= gutter)
            yield _Band(inside, left, tuple(piece for piece in pieces if piece.left >= gutter))
        if row:
            yield row
            start = end


def _crosses(row: Row, gutter: float) -> bool:
    return any(piece.left < gutter + MARGIN and piece.right > gutter - MARGIN for piece in row)


def _is_running(lines: Sequence[Line]) -> bool:
    """Whether these lines are sentences that go on from one to the next."""
    if len(lines) < LEAST_LINES or median(line.right - line.left for line in lines) < NARROWEST:
        return False
    going_on = sum(line.text[:1].islower() and before.text[-1:] not in ".!?:;" for before, line in pairwise(lines))
    return going_on >= LEAST_GOING_ON * (len(lines) - 1)
