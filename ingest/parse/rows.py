"""Rows of a table as blocks: one line a row, the header remembered, the numbers of the rows kept. Pure."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Final

from ingest.clean import clean_line
from rag.records import Block

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

CELL_BORDER: Final = " | "
ROWS_A_BLOCK: Final = 20
MOST_ROWS: Final = 100_000  # of one sheet; more is data for a program, not a document
HEADER_LOOKED_AT: Final = 10  # first rows among which a header is looked for
LEAST_COLUMNS: Final = 2
_WHOLE: Final = 1e15  # floats above are not shown as whole numbers


def table_blocks(rows: Iterable[tuple[int, Sequence[str]]], sheet: str = "") -> list[Block]:
    """Blocks of at most `ROWS_A_BLOCK` rows that follow each other.

    Args:
        rows: number of the row as the program shows it, and its cells as text.
        sheet: name of the sheet.

    Returns:
        The header, found in the first rows, stands in `Block.header` and is no row of its own.
    """
    lines = [(number, [clean_line(cell) for cell in cells]) for number, cells in rows]
    filled = [(number, cells) for number, cells in lines if any(cells)]
    place = _header_place([cells for _, cells in filled[:HEADER_LOOKED_AT]])
    header = _line(filled[place][1]) if place is not None else ""
    blocks: list[Block] = []
    group: list[tuple[int, str]] = []
    for at, (number, cells) in enumerate(filled):
        if at == place:
            if group:
                blocks.append(_block(group, sheet, ""))  # a heading above the table is no row of it
                group = []
            continue
        if group and (number != group[-1][0] + 1 or len(group) == ROWS_A_BLOCK):
            blocks.append(_block(group, sheet, header if place is not None and at > place else ""))
            group = []
        group.append((number, _line(cells)))
    if group:
        blocks.append(_block(group, sheet, header))
    if not blocks and place is not None:
        blocks.append(_block([(filled[place][0], header)], sheet, ""))
    return blocks


def cell_text(value: object, number_format: str = "") -> str:
    """A cell as a French reader expects it: 31/03/2026, 1482,60 €, 20 %."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, date | time):  # a datetime is a date
        return _moment(value)
    if isinstance(value, int | float):
        return _number(value, number_format)
    return str(value)


def _moment(value: date | time) -> str:
    if isinstance(value, time):
        return value.strftime("%H:%M")
    has_time = isinstance(value, datetime) and value.time() != time()
    return value.strftime("%d/%m/%Y %H:%M" if has_time else "%d/%m/%Y")


def _number(value: float, number_format: str) -> str:
    if "%" in number_format:
        return f"{round(value * 100, 4):g} %".replace(".", ",")
    if "€" in number_format or "EUR" in number_format:
        places = re.search(r"[0#]\.([0#?]+)", number_format)  # a price of 0.035 € is no 0.04 €
        return f"{value:.{max(2, len(places[1]) if places else 0)}f} €".replace(".", ",")
    if abs(value) < _WHOLE and value == int(value):
        return str(int(value))
    return f"{round(value, 6)}".replace(".", ",")


def _header_place(rows: Sequence[Sequence[str]]) -> int | None:
    """The first row that names at least two columns with words and is as wide as what follows; None without one."""
    for place, cells in enumerate(rows[:-1]):
        named = [cell for cell in cells if cell]
        words = [cell for cell in named if any(sign.isalpha() for sign in cell)]
        below = sum(bool(cell) for cell in rows[place + 1])
        if len(words) >= LEAST_COLUMNS and len(words) == len(named) and len(named) >= below:
            return place
    return None


def _line(cells: Sequence[str]) -> str:
    last = max((place for place, cell in enumerate(cells) if cell), default=-1)
    return CELL_BORDER.join(cells[: last + 1])


def _block(group: Sequence[tuple[int, str]], sheet: str, header: str) -> Block:
    text = "\n".join(line for _, line in group)
    return Block(text, sheet=sheet, first_row=group[0][0], last_row=group[-1][0], header=header)
