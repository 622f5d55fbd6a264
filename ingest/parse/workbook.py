"""Spreadsheets: what the cells show, sheet by sheet, row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ingest.parse.rows import MOST_ROWS, cell_text, table_blocks
from ingest.parse.trouble import CannotRead
from rag.records import Kind, Parsed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ingest.parse.formats import Reading
    from rag.records import Block

FORMULA_BYTES: Final = 5_000_000  # of a file that is opened a second time to look for formulas


def parse_xlsx(path: Path, reading: Reading) -> Parsed:
    """Excel since 2007; formulas show the value that was stored with them."""
    del reading
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    blocks: list[Block] = []
    notes: list[str] = []
    try:
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                notes.append("hidden_text")
                continue
            sheet.reset_dimensions()  # what the file says of its size may be wrong
            blocks += table_blocks(_xlsx_rows(sheet, notes), sheet.title)
        title = book.properties.title or ""
    finally:
        book.close()
    if path.stat().st_size < FORMULA_BYTES and _has_bare_formulas(path):
        notes.append("formulas_without_values")
    return Parsed(tuple(blocks), Kind.TABLE, title=title, notes=tuple(dict.fromkeys(notes)))


def _xlsx_rows(sheet: Any, notes: list[str]) -> Iterator[tuple[int, list[str]]]:  # noqa: ANN401
    found = 0
    for number, row in enumerate(sheet.iter_rows(), 1):
        cells = [cell_text(cell.value, str(getattr(cell, "number_format", "") or "")) for cell in row]
        if any(cells):
            found += 1
            if found > MOST_ROWS:
                notes.append("truncated")
                return
            yield number, cells


def _has_bare_formulas(path: Path) -> bool:
    """Whether a formula has no stored value: the file was written by a program that does not calculate."""
    import openpyxl

    formulas = openpyxl.load_workbook(path, read_only=True, data_only=False)
    values = openpyxl.load_workbook(path, read_only=True, data_only=True)
    try:
        for ours, theirs in zip(formulas.worksheets, values.worksheets, strict=True):
            ours.reset_dimensions()
            theirs.reset_dimensions()
            for written, shown in zip(
                ours.iter_rows(values_only=True), theirs.iter_rows(values_only=True), strict=False
            ):
                pairs = zip(written, shown, strict=False)
                if any(isinstance(one, str) and one.startswith("=") and other is None for one, other in pairs):
                    return True
        return False
    finally:
        formulas.close()
        values.close()


def parse_xls(path: Path, reading: Reading) -> Parsed:
    """Excel before 2007; raises CannotRead when it is encrypted or damaged."""
    del reading
    import xlrd

    try:
        book = xlrd.open_workbook(str(path), formatting_info=True, on_demand=True)
    except xlrd.XLRDError as trouble:
        code = "encrypted" if "encrypt" in str(trouble).lower() else "damaged"
        raise CannotRead(code, str(trouble)) from trouble
    notes = ["hidden_text" for sheet in book.sheets() if sheet.visibility][:1]
    blocks = [
        block
        for sheet in book.sheets()
        if sheet.visibility == 0
        for block in table_blocks(_xls_rows(book, sheet, notes), sheet.name)
    ]
    return Parsed(tuple(blocks), Kind.TABLE, notes=tuple(dict.fromkeys(notes)))


def _xls_rows(book: Any, sheet: Any, notes: list[str]) -> Iterator[tuple[int, list[str]]]:  # noqa: ANN401
    for number in range(sheet.nrows):
        if number == MOST_ROWS:
            notes.append("truncated")
            return
        yield number + 1, [_xls_cell(book, sheet.cell(number, column)) for column in range(sheet.row_len(number))]


def _xls_cell(book: Any, cell: Any) -> str:  # noqa: ANN401
    import xlrd

    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return cell_text(xlrd.xldate_as_datetime(cell.value, book.datemode))
        except (ValueError, OverflowError):
            return cell_text(cell.value)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return cell_text(bool(cell.value))
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        shown = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
        return cell_text(cell.value, shown)
    return "" if cell.ctype in {xlrd.XL_CELL_ERROR, xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK} else str(cell.value)
