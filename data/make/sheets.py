"""Writes the spreadsheets: XLSX, the old XLS, and CSV as a French Excel exports it."""

from __future__ import annotations

import csv
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

import xlwt
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from data.make.tables import CONTACTS, HOURS, LEAVE, MACHINES, NEW_PRICES, SITES, STOCK, Cell, Sheet
from data.make.zips import frozen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

MOMENT = datetime(2026, 5, 4, 9, 0)  # noqa: DTZ001  # openpyxl wants a naive UTC moment
DAY_FORMAT = "DD/MM/YYYY"
COLUMN_SPARE = 3  # characters left free beside the longest cell
XLS_CHARACTER = 256  # unit of a column's width


def spreadsheets() -> dict[str, bytes]:
    """Path relative to data/samples → bytes."""
    return {
        "Atelier/Stock bois et quincaillerie.xlsx": xlsx(STOCK),
        "Chantiers/Suivi des chantiers et véhicules 2026.xlsx": xlsx(SITES),
        "RH/Congés et absences/Planning des congés 2026.xlsx": xlsx(LEAVE),
        "Atelier/Parc machines.xls": xls(MACHINES),
        "Chantiers/relevé d'heures mars 2026.csv": separated(HOURS, "cp1252"),
        "Clients et devis/contacts clients.csv": separated(CONTACTS, "utf-8-sig"),
        "Comptabilité/Factures fournisseurs/révision des prix au 1er juin 2026.csv": separated(NEW_PRICES, "utf-8"),
    }


def xlsx(sheets: Sequence[Sheet]) -> bytes:
    """A workbook whose heads are bold and whose columns fit."""
    book = Workbook()
    book.properties.creator = "Atelier Tourvelin"
    book.properties.created = book.properties.modified = MOMENT
    for place, sheet in enumerate(sheets):
        page = book.worksheets[0] if place == 0 else book.create_sheet()
        page.title = sheet.name
        _fill(page, sheet)
    target = BytesIO()
    book.save(target)
    return frozen(target.getvalue())


def _fill(page: Worksheet, sheet: Sheet) -> None:
    for row in sheet.rows:
        page.append(row)
    for cell in page[1]:
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="7A4A21")
    page.freeze_panes = "A2"
    for number, size in enumerate(_widths(sheet), start=1):
        page.column_dimensions[get_column_letter(number)].width = size
        for row in page.iter_rows(min_row=2, min_col=number, max_col=number):
            if isinstance(row[0].value, date):
                row[0].number_format = DAY_FORMAT


def _widths(sheet: Sheet) -> list[int]:
    columns = zip(*sheet.rows, strict=True)
    return [max(len(_shown(cell)) for cell in column) + COLUMN_SPARE for column in columns]


def xls(sheets: Sequence[Sheet]) -> bytes:
    """A workbook of the years before 2007."""
    book = xlwt.Workbook(encoding="utf-8")
    head = xlwt.easyxf("font: bold on; pattern: pattern solid, fore_colour tan")
    for sheet in sheets:
        page = book.add_sheet(sheet.name)
        for x, size in enumerate(_widths(sheet)):
            page.col(x).width = size * XLS_CHARACTER
        for y, row in enumerate(sheet.rows):
            for x, cell in enumerate(row):
                page.write(y, x, cell, head) if y == 0 else page.write(y, x, cell)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def separated(rows: Sequence[Sequence[Cell]], encoding: str) -> bytes:
    """Semicolons between cells and commas in figures."""
    target = StringIO(newline="")
    csv.writer(target, delimiter=";", lineterminator="\r\n").writerows([_shown(cell) for cell in row] for row in rows)
    return target.getvalue().encode(encoding)


def _shown(cell: Cell) -> str:
    if isinstance(cell, float):
        return f"{cell:.10g}".replace(".", ",")
    return cell.strftime("%d/%m/%Y") if isinstance(cell, date) else str(cell)
