"""Spreadsheets: sheets, rows and headers, values as a French reader expects them, and what was left out."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwt

from ingest.parse import workbook
from ingest.parse.formats import Reading
from ingest.parse.trouble import CannotRead
from ingest.parse.workbook import parse_xls, parse_xlsx
from rag.records import Kind

ROWS: tuple[tuple[Any, ...], ...] = (
    ("Essence", "Prix", "Reçu le", "Remise"),
    ("Chêne", 1482.6, date(2026, 3, 31), 0.2),
    ("Hêtre", 890, date(2026, 4, 2), 0.055),
)


def xlsx(path: Path) -> Path:
    book = openpyxl.Workbook()
    book.properties.title = "Stock"
    sheet = book.active
    assert sheet is not None
    sheet.title = "Bois massif"
    sheet.append(["État au 31 mars"])
    sheet.append([])
    for row in ROWS:
        sheet.append(row)
    for place in (4, 5):
        sheet.cell(place, 2).number_format = '#,##0.00 "€"'
        sheet.cell(place, 4).number_format = "0.0%"
    other = book.create_sheet("Divers")
    other["A1"], other["B1"] = datetime(2026, 1, 12, 14, 30), True  # noqa: DTZ001 - cells know no zones
    other["C1"] = time(8, 15)
    secret = book.create_sheet("Marges")
    secret["A1"] = "confidentiel"
    secret.sheet_state = "hidden"
    book.save(path)
    return path


def xls(path: Path, rows: tuple[tuple[Any, ...], ...] = ROWS) -> Path:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Bois massif")
    day, money = xlwt.easyxf(num_format_str="DD/MM/YYYY"), xlwt.easyxf(num_format_str='0.00 "€"')
    for place, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write(place, column, value, day)
            elif isinstance(value, float) and value > 1:
                sheet.write(place, column, value, money)
            else:
                sheet.write(place, column, value)
    hidden = book.add_sheet("Marges")
    hidden.write(0, 0, "confidentiel")
    hidden.visibility = 1
    book.save(str(path))
    return path


def test_sheets_rows_and_headers(tmp_path: Path, reading: Reading) -> None:
    parsed = parse_xlsx(xlsx(tmp_path / "stock.xlsx"), reading)
    assert (parsed.kind, parsed.title, parsed.notes) == (Kind.TABLE, "Stock", ("hidden_text",))
    above, table, other = parsed.blocks
    assert (above.text, above.sheet, above.first_row) == ("État au 31 mars", "Bois massif", 1)
    assert (table.header, table.first_row, table.last_row) == ("Essence | Prix | Reçu le | Remise", 4, 5)
    assert table.text == "Chêne | 1482,60 € | 31/03/2026 | 20 %\nHêtre | 890,00 € | 02/04/2026 | 5,5 %"
    assert (other.sheet, other.text) == ("Divers", "12/01/2026 14:30 | oui | 08:15")


def test_what_is_hidden_is_not_read(tmp_path: Path, reading: Reading) -> None:
    for parsed in (parse_xlsx(xlsx(tmp_path / "a.xlsx"), reading), parse_xls(xls(tmp_path / "a.xls"), reading)):
        assert "hidden_text" in parsed.notes
        assert all("confidentiel" not in block.text for block in parsed.blocks)


def test_spreadsheets_before_2007(tmp_path: Path, reading: Reading) -> None:
    (table,) = parse_xls(xls(tmp_path / "a.xls"), reading).blocks
    assert (table.sheet, table.first_row, table.last_row) == ("Bois massif", 2, 3)
    assert table.header == "Essence | Prix | Reçu le | Remise"
    assert table.text == "Chêne | 1482,60 € | 31/03/2026 | 0,2\nHêtre | 890 | 02/04/2026 | 0,055"


def test_formulas_without_a_stored_result_are_told(tmp_path: Path, reading: Reading) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Total", "=SUM(A2:A9)"])
    book.save(tmp_path / "a.xlsx")
    assert parse_xlsx(tmp_path / "a.xlsx", reading).notes == ("formulas_without_values",)


def test_a_cell_at_the_far_end_costs_nothing(tmp_path: Path, reading: Reading) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["XFD1048576"] = "début", "bout du monde"
    book.save(tmp_path / "a.xlsx")
    first, last = parse_xlsx(tmp_path / "a.xlsx", reading).blocks
    assert (first.text, first.first_row) == ("début", 1)
    assert last.text.endswith("bout du monde")
    assert last.first_row == 1_048_576


def test_a_sheet_without_end_is_cut_and_it_is_told(
    tmp_path: Path, reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 2)
    for path, parse in ((xlsx(tmp_path / "a.xlsx"), parse_xlsx), (xls(tmp_path / "a.xls"), parse_xls)):
        parsed = parse(path, reading)
        assert "truncated" in parsed.notes
        assert all("Hêtre" not in block.text for block in parsed.blocks)


def test_noise_is_damaged(tmp_path: Path, reading: Reading) -> None:
    whole = xls(tmp_path / "a.xls").read_bytes()
    (tmp_path / "b.xls").write_bytes(whole[:600])
    with pytest.raises((CannotRead, Exception)) as caught:
        parse_xls(tmp_path / "b.xls", reading)
    assert getattr(caught.value, "code", "damaged") == "damaged"
