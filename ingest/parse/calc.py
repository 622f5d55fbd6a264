"""Spreadsheets of LibreOffice (ODS): what the cells show, sheet by sheet, row by row.

The file keeps beside each value the words that are shown; these are what a reader saw. Empty rows and columns are kept
once with how often they come, up to the end of the sheet: only filled ones are written out.
"""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, Any, Final

from ingest.parse.rows import MOST_ROWS, table_blocks
from ingest.parse.trouble import CannotRead
from rag.records import Kind, Parsed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ingest.parse.formats import Reading
    from rag.records import Block

MOST_COLUMNS: Final = 1_024  # of one row, repeated cells included
_NAMESPACE: Final = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE: Final = f"{{{_NAMESPACE}table:1.0}}"
_TEXT: Final = f"{{{_NAMESPACE}text:1.0}}"
_STYLE: Final = f"{{{_NAMESPACE}style:1.0}}"
_CELLS: Final = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")


def parse_ods(path: Path, reading: Reading) -> Parsed:
    """Read a spreadsheet; raises CannotRead when it is damaged."""
    del reading
    from lxml import etree

    try:
        with zipfile.ZipFile(path) as package, package.open("content.xml") as content:
            tree = etree.parse(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    except (zipfile.BadZipFile, KeyError, OSError, etree.XMLSyntaxError) as trouble:
        raise CannotRead("damaged", str(trouble)) from trouble
    hidden = {
        style.get(f"{_STYLE}name")
        for style in tree.iter(f"{_STYLE}style")
        for properties in style.iter(f"{_STYLE}table-properties")
        if properties.get(f"{_TABLE}display") == "false"
    }
    blocks: list[Block] = []
    notes: list[str] = []
    for sheet in tree.iter(f"{_TABLE}table"):
        if sheet.get(f"{_TABLE}style-name") in hidden:
            notes.append("hidden_text")
            continue
        blocks += table_blocks(_rows(sheet, notes), sheet.get(f"{_TABLE}name") or "")
    return Parsed(tuple(blocks), Kind.TABLE, notes=tuple(dict.fromkeys(notes)))


def _rows(sheet: Any, notes: list[str]) -> Iterator[tuple[int, list[str]]]:  # noqa: ANN401 - lxml has no types
    number = found = 0
    for row in sheet.iter(f"{_TABLE}table-row"):
        repeated = _count(row, "number-rows-repeated")
        cells = _cells(row)
        for place in range(repeated if any(cells) else 0):
            found += 1
            if found > MOST_ROWS:
                notes.append("truncated")
                return
            yield number + place + 1, cells
        number += repeated


def _cells(row: Any) -> list[str]:  # noqa: ANN401
    found: list[str] = []
    for cell in row.iterchildren(*_CELLS):
        words = "\n".join(_said(paragraph) for paragraph in cell.iterchildren(f"{_TEXT}p"))
        count = min(_count(cell, "number-columns-repeated"), MOST_COLUMNS - len(found))
        found += [words] * count
    while found and not found[-1]:
        found.pop()
    return found


def _said(paragraph: Any) -> str:  # noqa: ANN401
    """The words of a paragraph; several spaces, tabs and breaks are signs of their own, a remark is no word of it."""
    pieces = [paragraph.text or ""]
    for child in paragraph:
        if child.tag in {f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break"}:
            pieces.append(" ")
        elif isinstance(child.tag, str) and child.tag.startswith(_TEXT):
            pieces.append(_said(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _count(element: Any, name: str) -> int:  # noqa: ANN401
    written = str(element.get(f"{_TABLE}{name}") or "1")
    return max(int(written), 1) if written.isdigit() else 1
