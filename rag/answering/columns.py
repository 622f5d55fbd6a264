"""The heads of a table's columns for a row that is quoted: `2 780 € 3 940 €` says nothing without them. Pure."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import Final

LONGEST: Final = 120  # characters of a line that names columns
FEWEST_COLUMNS: Final = 3  # between bars: with two there is nothing to mix up
FEWEST_AMOUNTS: Final = 2  # where nothing parts the columns, for the same reason
_LINE: Final = re.compile(r"[^\n]+")
_AMOUNT: Final = re.compile(r"\d[\d\s.,]*(?:€|EUR\b|%|£|\$)")
_BAR: Final = re.compile(r"\s*\|\s*")
_SENTENCE: Final = re.compile(r"[.;:!?,]\s*$")


def columns_of(text: str, start: int, end: int) -> str:
    """What stands above the columns of the row that is quoted; empty where that is no row, or nothing names them.

    Rows are lines parted by bars, as they come from tables and sheets, or lines with several amounts, as PDF files hold
    them. What names the columns is the first line of the table, or the line right above the amounts.

    Args:
        text: of a passage.
        start: offset of what is quoted.
        end: offset behind it; a quotation of two lines shows what it needs itself.
    """
    lines = list(_LINE.finditer(text))
    rows = [place for place, line in enumerate(lines) if line.start() < end and line.end() > start]
    if len(rows) != 1:
        return ""
    row = lines[rows[0]].group()
    above = [line.group().strip() for line in reversed(lines[: rows[0]])]
    return _between_bars(row, above) if "|" in row else _over_amounts(row, above)


def table_heads(text: str, place: int) -> str:
    """The line that names the columns of the table in which a place of a text lies; empty where none does.

    It is the first of several lines with bars, and holds no figure.
    """
    lines = [(line.start(), line.group().strip()) for line in _LINE.finditer(text)]
    at = max((number for number, (start, _) in enumerate(lines) if start <= place), default=0)
    if not lines or "|" not in lines[at][1]:
        return ""
    above = list(takewhile(lambda line: "|" in line[1], reversed(lines[: at + 1])))
    heads = above[-1][1]
    is_alone = len(above) == 1 and not any("|" in line for _, line in lines[at + 1 : at + 2])
    return "" if is_alone or _has_digit(heads) else heads


def _between_bars(row: str, above: list[str]) -> str:
    """Of a table, whose first line has a word for each column."""
    table = list(takewhile(lambda line: "|" in line, above))
    heads = _BAR.split(table[-1]) if table else []
    is_named = len(heads) == len(_BAR.split(row)) >= FEWEST_COLUMNS and not any(map(_has_digit, heads))
    return " · ".join(filter(None, heads)) if is_named else ""


def _over_amounts(row: str, above: list[str]) -> str:
    """Of lines without bars: what stands over the block of lines with amounts."""
    amounts = len(_AMOUNT.findall(row))
    if amounts < FEWEST_AMOUNTS:
        return ""
    heads = next((line for line in above if not _AMOUNT.search(line)), "")
    is_named = len(heads.split()) > amounts and len(heads) <= LONGEST and not _SENTENCE.search(heads)
    return heads if is_named and "|" not in heads else ""


def _has_digit(text: str) -> bool:
    return any(character.isdigit() for character in text)
