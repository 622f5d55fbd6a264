"""Spreadsheets of LibreOffice: what their cells show, wherever the rows stand."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TableProperties
from odf.table import Table, TableCell, TableRow
from odf.text import P

from ingest.parse.calc import parse_ods
from ingest.parse.formats import Reading
from ingest.parse.kinds import Format, format_of
from ingest.parse.trouble import CannotRead
from rag.office.drafts.prices import read_prices
from rag.records import Kind
from tests.rag.office.drafts.papers import document, passage

ROWS = (
    ("Référence", "Désignation", "Prix unitaire HT", "TVA"),
    ("POSE", "Pose, par heure", "58,00 €", "20 %"),
    ("LIV", "Livraison", "1 250,50 €", "5,5 %"),
)


def ods(path: Path) -> Path:
    """Two sheets, one of them hidden; empty rows above the table, and far too many below it."""
    book = OpenDocumentSpreadsheet()
    hidden = Style(name="secret", family="table")
    hidden.addElement(TableProperties(display="false"))
    book.automaticstyles.addElement(hidden)
    sheet = Table(name="Tarif")
    sheet.addElement(TableRow(numberrowsrepeated=2))
    for cells in ROWS:
        row = TableRow()
        for words in cells:
            cell = TableCell(valuetype="string")
            cell.addElement(P(text=words))
            row.addElement(cell)
        row.addElement(TableCell(numbercolumnsrepeated=16380))
        sheet.addElement(row)
    sheet.addElement(TableRow(numberrowsrepeated=1048570))
    book.spreadsheet.addElement(sheet)
    secret = Table(name="Marges", stylename="secret")
    row = TableRow()
    cell = TableCell(valuetype="string")
    cell.addElement(P(text="confidentiel"))
    row.addElement(cell)
    secret.addElement(row)
    book.spreadsheet.addElement(secret)
    book.save(str(path))
    return path


def test_rows_with_their_numbers_and_nothing_hidden(tmp_path: Path, reading: Reading) -> None:
    file = ods(tmp_path / "tarif.ods")
    assert format_of(file) is Format.ODS
    found = parse_ods(file, reading)
    (block,) = found.blocks
    assert (found.kind, found.notes) == (Kind.TABLE, ("hidden_text",))
    assert block.header == " | ".join(ROWS[0])
    assert block.text == "\n".join(" | ".join(row) for row in ROWS[1:])
    assert (block.sheet, block.first_row, block.last_row) == ("Tarif", 4, 5)


def test_a_price_list_of_libreoffice(tmp_path: Path, reading: Reading) -> None:
    (block,) = parse_ods(ods(tmp_path / "tarif.ods"), reading).blocks
    whole = passage(f"{block.header}\n{block.text}", "tarif.ods", sheet=block.sheet, row=block.first_row)
    prices = read_prices(document("tarif.ods"), [whole]).prices
    assert [(str(row.price), str(row.vat_rate), row.source.row) for row in prices] == [
        ("58", "20", 4), ("1250.5", "5.5", 5),
    ]  # fmt: skip


def test_what_is_damaged(tmp_path: Path, reading: Reading) -> None:
    broken = tmp_path / "broken.ods"
    with zipfile.ZipFile(broken, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", "<a><b></a>")
    with pytest.raises(CannotRead, match="damaged"):
        parse_ods(broken, reading)
    (tmp_path / "none.ods").write_bytes(b"PK\x03\x04")
    with pytest.raises(CannotRead, match="damaged"):
        parse_ods(tmp_path / "none.ods", reading)
