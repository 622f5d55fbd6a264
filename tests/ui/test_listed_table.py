"""The table of a list as files that spreadsheets open."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from rag.records import Apart, DocumentId, Doubt, Genre, Listed, Listing, Wish
from ui.listed_table import WHY, columns_of, csv_of, from_fields, values_of, xlsx_of

ROW = Listed(DocumentId("d"), "Facture F-1.pdf", "F-1", Genre.INVOICE, "2026-03-02", "Été & Cie", "1234.5", "EUR", 2)
BARE = Listed(DocumentId("e"), "=1+1.pdf", "E", Genre.INVOICE, "2026-03")
FOUND = Listing(Wish.LIST, (ROW, BARE), (Apart(Doubt.UNDATED, (BARE,)),), 75, 11, 0)


def test_columns_in_both_languages() -> None:
    assert columns_of(FOUND, "fr") == ["Document", "Montant TTC", "Date", "Avec", "Page"]
    assert columns_of(FOUND, "en") == ["Document", "Amount with VAT", "Date", "With", "Page"]
    assert values_of(ROW, FOUND, "fr") == ["Facture F-1.pdf", Decimal("1234.5"), date(2026, 3, 2), "Été & Cie", 2]
    assert values_of(BARE, FOUND, "fr")[1:] == [None, "2026-03", "", None]


def test_currencies_and_kinds_where_they_differ() -> None:
    pounds = replace(ROW, currency="GBP", genre=Genre.QUOTE)
    mixed = Listing(Wish.LIST, (ROW, pounds), (), 2, 2, 0)
    assert columns_of(mixed, "fr") == ["Document", "Montant TTC", "Monnaie", "Date", "Avec", "Genre", "Page"]
    assert values_of(pounds, mixed, "fr")[2::3] == ["GBP", "devis"]


def test_amounts_only_where_there_are_any() -> None:
    bare = Listing(Wish.LIST, (BARE,), (), 1, 1, 0, net=True)
    assert columns_of(bare, "fr") == ["Document", "Date", "Avec", "Page"]
    assert columns_of(Listing(Wish.LIST, (ROW,), (), 1, 1, 0, net=True), "fr")[1] == "Montant HT"


def test_csv_as_french_spreadsheets_read_it() -> None:
    written = csv_of(FOUND, "fr")
    assert written.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(written.decode("utf-8-sig")), delimiter=";"))
    assert rows[1] == ["Facture F-1.pdf", "1234,50", "02/03/2026", "Été & Cie", "2"]
    assert rows[2][0] == "'=1+1.pdf", "no formula"


def test_csv_in_english() -> None:
    rows = list(csv.reader(io.StringIO(csv_of(FOUND, "en").decode("utf-8-sig"))))
    assert rows[1] == ["Facture F-1.pdf", "1234.50", "2026-03-02", "Été & Cie", "2"]


def test_a_workbook_whose_columns_can_be_summed() -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_of(FOUND, "fr")))
    assert book.sheetnames == ["Liste", "À part"]
    sheet = book["Liste"]
    name, amount, dated, *others = [cell.value for cell in sheet[2]]
    assert (name, amount, others) == ("Facture F-1.pdf", 1234.5, ["Été & Cie", 2])
    assert dated.date() == date(2026, 3, 2)
    assert (sheet["A3"].value, sheet["A3"].data_type) == ("=1+1.pdf", "s")
    assert [cell.value for cell in book["À part"][2]][-1] == "sans date précise"
    assert sheet.freeze_panes == "A2"


def test_signs_that_no_workbook_can_hold() -> None:
    odd = Listed(DocumentId("d"), "a\x07b.pdf", "", Genre.OTHER)
    book = openpyxl.load_workbook(io.BytesIO(xlsx_of(Listing(Wish.LIST, (odd,), (), 1, 1, 0), "en")))
    assert book["List"]["A2"].value == "ab.pdf"


@pytest.mark.parametrize("why", list(Doubt))
def test_every_reason_has_words(why: Doubt) -> None:
    assert WHY[why].fr != WHY[why].en


def test_which_way_it_was_answered() -> None:
    assert "75 documents regardés, dont 11" in from_fields(FOUND, "fr")
    assert "75 documents looked at" in from_fields(FOUND, "en")
