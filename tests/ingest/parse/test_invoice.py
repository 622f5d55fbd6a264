"""Electronic invoices: exact values, sentences that can be quoted, and XML that would harm."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ingest.parse.formats import Reading, parse_file
from ingest.parse.invoice import InvoiceUnreadable, invoice_blocks, read_invoice
from rag.options import Ingest
from rag.records import Invoice, InvoiceLine, Party

ROOT = Path(__file__).resolve().parents[3]
SAMPLES = ROOT / "data" / "samples" / "Comptabilité" / "Factures clients"
MILL = Party("Au bon moulin", "99999999800010", "FR11999999998")
SHOP = Party("Ma jolie boutique", "78787878400035", "FR19787878784")
HOTEL = Party("Hôtel Saint Denis", "34343434600010", "FR90343434346")
OLIVE = Party("Me gusta olive", "", "ESA12345674")


def invoice(
    number: str, issued: str, buyer: Party, net: str, vat: str, gross: str, payable: str, **more: object
) -> Invoice:
    values: dict[str, object] = {"is_credit": False, "due": "", "order": "", "paid": "", **more}
    return Invoice(
        number=number, issued=issued, currency="EUR", seller=MILL, buyer=buyer, net=net, vat=vat, gross=gross,
        payable=payable, **values,  # type: ignore[arg-type]
    )  # fmt: skip


# Read by eye in the XML of each file.
PUBLIC = {
    "Avoir_FR_type381_BASIC": invoice(
        "AV-2017-0005", "2017-11-16", SHOP, "218.48", "14.99", "233.47", "233.47",
        is_credit=True, due="2017-11-16", order="PO445", paid="0.00",
        lines=(
            InvoiceLine("Nougat de l'Abbaye 250g", "5.000", "4.10", "20.00", "20.48"),
            InvoiceLine("Huile d'olive à l'ancienne", "10.000", "19.80", "5.50", "198.00"),
        ),
    ),
    "Facture_DOM_BASICWL": invoice(
        "FA-2017-0009", "2017-11-05", HOTEL, "530.75", "0.00", "530.75", "383.75",
        due="2017-12-05", order="BC543", paid="147.00"),
    "Facture_DOM_MINIMUM": invoice(
        "FA-2017-0009", "2017-11-05", HOTEL, "530.75", "0.00", "530.75", "383.75", order="BC543"),
    "Facture_FR_BASICWL": invoice(
        "FA-2017-0010", "2017-11-13", SHOP, "624.90", "46.25", "671.15", "470.15",
        due="2017-12-13", order="PO445", paid="201.00"),
    "Facture_FR_MINIMUM": invoice(
        "FA-2017-0010", "2017-11-13", SHOP, "624.90", "46.25", "671.15", "470.15", order="PO445"),
    "Facture_UE_BASICWL": invoice(
        "FA-2017-0008", "2017-11-03", OLIVE, "2076.76", "0.00", "2076.76", "1453.76",
        due="2017-12-03", order="COMPRA0832", paid="623.00"),
    "Facture_UE_MINIMUM": invoice(
        "FA-2017-0008", "2017-11-03", OLIVE, "2076.76", "0.00", "2076.76", "1453.76", order="COMPRA0832"),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_public_invoices_are_read_exactly(shared: Path, name: str) -> None:
    found = parse_file(shared / "fixtures" / "facturx" / f"{name}.pdf", Reading(Ingest()))
    expected = PUBLIC[name]
    assert found.invoice is not None
    assert found.invoice == expected
    assert found.date == expected.issued
    assert found.notes == ()


def test_the_two_of_the_sample_company() -> None:
    found = [
        (file.name, parsed.invoice)
        for file in sorted(SAMPLES.glob("*.pdf"))
        if (parsed := parse_file(file, Reading(Ingest()))).invoice
    ]
    assert [(name.split(" ")[1], one.number, one.issued, one.gross) for name, one in found if one] == [
        ("F-2026-0142", "F-2026-0142", "2026-03-31", "16788.00"),
        ("F-2026-0151", "F-2026-0151", "2026-04-10", "10158.00"),
    ]
    for _, one in found:
        assert one is not None
        assert one.seller == Party("Atelier Tourvelin", "004912739", "FR49004912739")
        assert sum(float(line.net) for line in one.lines) == pytest.approx(float(one.net))
        assert float(one.net) + float(one.vat) == pytest.approx(float(one.gross))


def test_the_values_stand_in_front_as_sentences() -> None:
    blocks = invoice_blocks(PUBLIC["Facture_FR_BASICWL"], page=1)
    assert blocks[0].text.replace("\u00a0", " ").split("\n") == [
        "Facture FA-2017-0010 du 13/11/2017, échéance le 13/12/2017.",
        "Vendeur : Au bon moulin, SIRET 99999999800010, TVA FR11999999998.",
        "Acheteur : Ma jolie boutique, SIRET 78787878400035, TVA FR19787878784.",
        "Commande : PO445.",
        "Total HT 624,90 €, TVA 46,25 €, total TTC 671,15 €, déjà payé 201,00 €, reste à payer 470,15 €.",
    ]
    credit = invoice_blocks(PUBLIC["Avoir_FR_type381_BASIC"], page=1)
    assert credit[0].text.startswith("Avoir AV-2017-0005 du 16/11/2017")
    assert credit[1].text.replace("\u00a0", " ").split("\n") == [
        "Nougat de l'Abbaye 250g | 5 | 4,10 € | 20 % | 20,48 €",
        "Huile d'olive à l'ancienne | 10 | 19,80 € | 5,5 % | 198,00 €",
    ]
    assert credit[1].header.startswith("Désignation")


def test_a_large_amount_keeps_its_thousands_apart() -> None:
    large = replace(PUBLIC["Facture_UE_MINIMUM"], gross="1234567.8", payable="1234567.8")
    assert "total TTC 1\u00a0234\u00a0567,80\u00a0€" in invoice_blocks(large, 1)[0].text


HEAD = b'<?xml version="1.0"?>'


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not xml",
        b"<a>",
        HEAD + b"<invoice/>",
        HEAD + b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
        HEAD + b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        HEAD + b'<!DOCTYPE a SYSTEM "http://192.0.2.1/a.dtd"><a/>',
        HEAD
        + b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;">]><a>&c;&c;&c;</a>',
    ],
)
def test_what_is_no_invoice_or_would_harm_is_refused(content: bytes) -> None:
    with pytest.raises(InvoiceUnreadable):
        read_invoice([("factur-x.xml", content)])


def test_other_files_inside_a_pdf_are_left_alone() -> None:
    assert read_invoice([("plan.xml", b"<a/>"), ("notes.txt", b"x")]) is None
