"""What a document's text says of it, read once and kept."""

from __future__ import annotations

import pytest

from rag.errors import DiskFull
from rag.listing.sheet import VERSION, kept_sheets, sheet_of
from rag.records import Genre, PassageId
from rag.store.access import whole_library
from rag.store.changes import Changes
from rag.store.library import Library
from rag.store.sheets import Sum
from rag.store.whole import Stretch, documents_of, sheets_of
from tests.rag.listing.parts import bill, electronic, shelve
from tests.rag.retrieval.parts import document

INVOICES = (Genre.INVOICE,)


def stretches(*texts: str, part: str = "") -> list[Stretch]:
    return [Stretch(PassageId(f"p{place}"), text, place + 1, part) for place, text in enumerate(texts)]


def test_a_page_says_who_and_how_much() -> None:
    made = document("/f/F-1.pdf", title="Facture F-1", genre=Genre.INVOICE)
    sheet = sheet_of(made, stretches(bill("F-1", "Le Chaland Bleu", "120,00 €", "Total HT 100,00 €"), "Page suivante"))
    assert sheet.names == ("Atelier Tourvelin", "Le Chaland Bleu")
    assert "le chaland bleu" in sheet.head
    assert "page suivante" not in sheet.head
    assert sheet.gross
    assert (sheet.gross.value, sheet.gross.currency, sheet.gross.passage, sheet.gross.page) == ("120", "EUR", "p0", 1)
    assert sheet.net
    assert sheet.net.value == "100"
    assert not sheet.credit


def test_what_is_attached_says_nothing_of_it() -> None:
    made = document("/f/F-1.pdf", title="Facture F-1", genre=Genre.INVOICE)
    assert sheet_of(made, stretches("Total TTC 9,00 €", part="devis.pdf")).gross is None


def test_an_electronic_invoice_says_it_exactly(library: Library) -> None:
    shelve(
        library,
        "/f/E.pdf",
        Genre.INVOICE,
        "2026-01-01",
        "Total TTC 12,00 €",
        invoice=electronic("E", "Mairie", "10", "12.00"),
    )
    (made,) = documents_of(library, whole_library(library), INVOICES)
    sheet = sheet_of(made, stretches("Total TTC 12,00 €"))
    assert sheet.names == ("Atelier Tourvelin", "Mairie")
    assert sheet.gross == Sum("12.00", "EUR", "p0", 1, 0, 17)
    assert sheet.net == Sum("10", "EUR")


@pytest.mark.parametrize(
    ("title", "text", "credit"),
    [
        ("Avoir A-1", "Avoir n° A-1", True),
        ("scan 12", "Atelier\nAVOIR N° 7", True),
        ("Facture F-1", "Facture F-1\nAvoir de 10 € déduit", False),
        ("scan 13", "Facture n° 3\nAvoir déduit", False),
        ("Credit note 12", "", True),
    ],
)
def test_a_credit_note_is_told_from_an_invoice(title: str, text: str, *, credit: bool) -> None:
    assert sheet_of(document("/f/x.pdf", title=title, genre=Genre.INVOICE), stretches(text)).credit is credit


def test_without_vat_the_net_is_the_whole() -> None:
    made = document("/f/x.pdf", genre=Genre.INVOICE)
    sheet = sheet_of(made, stretches("Total HT 80,00 €\nTVA non applicable, art. 293 B du CGI"))
    assert sheet.gross == sheet.net
    assert sheet.gross


def test_sheets_are_kept_and_leave_with_their_documents(library: Library) -> None:
    name = shelve(library, "/f/F-1.pdf", Genre.INVOICE, "2026-03-01", bill("F-1", "Le Chaland Bleu", "120,00 €"))
    scope = whole_library(library)
    documents = documents_of(library, scope, INVOICES)
    assert sheets_of(library, scope, INVOICES, VERSION) == {}
    found = kept_sheets(library, scope, INVOICES, documents)
    assert sheets_of(library, scope, INVOICES, VERSION) == found
    assert sheets_of(library, scope, INVOICES, VERSION + 1) == {}
    assert sheets_of(library, scope, (Genre.QUOTE,), VERSION) == {}
    with library.changing() as changes:
        changes.forget_document(name)
    assert library.read("SELECT * FROM sheets") == []


def test_a_full_disk_keeps_nothing_and_answers(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    shelve(library, "/f/F-1.pdf", Genre.INVOICE, "2026-03-01", bill("F-1", "Le Chaland Bleu", "120,00 €"))
    scope = whole_library(library)

    def full(_self: Changes) -> None:
        raise DiskFull(library._database.path.parent, 0)

    monkeypatch.setattr(Changes, "settle", full)
    assert len(kept_sheets(library, scope, INVOICES, documents_of(library, scope, INVOICES))) == 1
    assert library.read("SELECT * FROM sheets") == []
