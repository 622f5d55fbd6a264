from __future__ import annotations

import re
import shutil
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from facturx import get_xml_from_pdf
from pypdf import PdfReader

from ingest.parse.formats import Reading, parse_file
from rag.errors import OfficeMissing, RecordIncomplete
from rag.office.drafts.amounts import Discount
from rag.office.drafts.einvoice import EInvoice, einvoice_of
from rag.office.drafts.french import Mentions, for_platforms
from rag.office.drafts.record import Draft, Field
from rag.options import Ingest
from tests.rag.office.drafts.test_einvoice import GIVEN, ITEMS, draft
from tests.ui.drafting.parts import docx
from ui.drafting.cii import as_cii
from ui.drafting.facturx_pdf import as_facturx

NUMBER, DAY = "F-2026-001", "2026-06-01"
needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def record(quote: Draft) -> EInvoice:
    """Of a quote between French firms."""
    return for_platforms(einvoice_of(quote, NUMBER, DAY), Mentions("both", "10 % l'an", "aucun"), "fr")


def test_without_libreoffice_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.drafting.pdf.shutil.which", lambda _name: None)
    made = draft(ITEMS)
    with pytest.raises(OfficeMissing):
        as_facturx(made, einvoice_of(made, NUMBER, DAY), tmp_path)


def test_what_is_missing_is_told_before_libreoffice_is_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.drafting.facturx_pdf.as_pdf", lambda *_, **__: pytest.fail("started"))
    made = draft(ITEMS)
    with pytest.raises(RecordIncomplete):
        as_facturx(made, einvoice_of(made), tmp_path)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    quote = draft(ITEMS, Discount(percent=Decimal(10)), deposit="30", valid_until="2026-07-01", subject="Portes")
    return as_facturx(quote, record(quote), tmp_path_factory.mktemp("templates"))


@pytest.mark.slow
@needs_office
def test_the_xml_within_is_ours(made: bytes) -> None:
    quote = draft(ITEMS, Discount(percent=Decimal(10)), subject="Portes")
    name, found = get_xml_from_pdf(made, check_xsd=True)
    assert (name, found) == ("factur-x.xml", as_cii(record(quote)))


@pytest.mark.slow
@needs_office
def test_it_says_that_it_is_pdf_a_3_and_holds_its_fonts(made: bytes) -> None:
    reader = PdfReader(BytesIO(made))
    root = reader.trailer["/Root"]
    said = root["/Metadata"].get_data().decode()
    for name, value in (("part", "3"), ("conformance", "B")):
        assert re.search(rf"pdfaid:{name}>{value}<|pdfaid:{name}=\"{value}\"", said), name
    assert "EN 16931" in said
    assert root["/OutputIntents"][0]["/DestOutputProfile"]
    assert root["/AF"][0].get_object()["/AFRelationship"] == "/Data"
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        assert any(key.startswith("/FontFile") for key in inner["/FontDescriptor"].get_object())
    assert reader.metadata
    assert reader.metadata.title == f"Facture {NUMBER}"


@pytest.mark.slow
@needs_office
def test_our_own_reader_finds_equal_totals_and_the_paper_says_them(made: bytes, tmp_path: Path) -> None:
    totals = draft(ITEMS, Discount(percent=Decimal(10))).totals
    file = tmp_path / "facture.pdf"
    file.write_bytes(made)
    found = parse_file(file, Reading(Ingest())).invoice
    assert found
    assert (found.number, found.issued) == (NUMBER, DAY)
    assert (Decimal(found.net), Decimal(found.vat), Decimal(found.gross)) == (totals.net, totals.vat, totals.gross)
    assert [Decimal(line.net) for line in found.lines] == [line.net for line in totals.lines]
    paper = pypdfium2.PdfDocument(BytesIO(made))
    words = paper[0].get_textpage().get_text_bounded().replace("\u00a0", " ").replace("\u202f", " ")
    paper.close()
    for said in (f"Facture n° {NUMBER}", "Devis accepté : D-2026-035", "1er juin 2026", "Règlement : 30 jours",
                 "Pénalités de retard : 10 % l'an", "frais de recouvrement en cas de retard de paiement : 40 €",
                 "Escompte : aucun",
                 f"{totals.gross:.2f}".replace(".", ",")[-6:]):  # fmt: skip
        assert said in words, said
    for unsaid in ("Acompte", "Valable", "Bon pour accord"):
        assert unsaid not in words


@pytest.mark.slow
@needs_office
def test_the_firms_own_template_of_an_invoice_is_taken(tmp_path: Path) -> None:
    (tmp_path / "Facture atelier.docx").write_bytes(docx("INVOICE {{ number }} FOR {{ quote }}"))
    quote = replace(draft(ITEMS), language="en")
    quote = replace(quote, fields=(*quote.fields, Field("terms", "30 days", GIVEN)))
    paper = pypdfium2.PdfDocument(BytesIO(as_facturx(quote, einvoice_of(quote, NUMBER, DAY), tmp_path)))
    assert f"INVOICE {NUMBER} FOR D-2026-035" in paper[0].get_textpage().get_text_bounded()
    paper.close()
