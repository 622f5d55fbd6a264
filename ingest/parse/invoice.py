"""Electronic invoices: the XML inside a Factur-X or ZUGFeRD PDF says exactly what the page only shows.

The library names each value by its business term of EN 16931 (BT-1 is the number, BG-25 the lines). The XML comes from
a stranger: entities, document types and addresses are refused before the library sees it.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Final

from ingest.clean import clean_line
from ingest.parse.zugferd import ROOT, zugferd_terms
from rag.records import Block, Invoice, InvoiceLine, Party

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

NAMES: Final = ("factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml")
MOST_BYTES: Final = 10_000_000
MOST_LINES: Final = 500
SIREN_DIGITS: Final = 9
SIRET_DIGITS: Final = 14
CREDIT_NOTES: Final = frozenset(
    {"81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "502", "503", "532"}
)
SIGNS: Final = {"EUR": "€", "USD": "$", "GBP": "£"}
COLUMNS: Final = "Désignation | Quantité | Prix unitaire HT | TVA | Total HT"
UNBROKEN: Final = "\u00a0"


class InvoiceUnreadable(Exception):
    """The XML is not what its name says."""


def read_invoice(attached: Iterable[tuple[str, bytes]]) -> Invoice | None:
    """The invoice among the files of a PDF; None when there is none.

    Raises:
        InvoiceUnreadable: a file is named like one and cannot be read.
    """
    for name, content in attached:
        if name.lower().rsplit("/", 1)[-1] in NAMES:
            return _invoice(_terms(content))
    return None


def invoice_blocks(invoice: Invoice, page: int) -> list[Block]:
    """The values as sentences that can be found and quoted."""
    named = "Avoir" if invoice.is_credit else "Facture"
    due = f", échéance le {_day(invoice.due)}" if invoice.due else ""
    totals = (
        ("total HT", invoice.net),
        ("TVA", invoice.vat),
        ("total TTC", invoice.gross),
        ("déjà payé", invoice.paid if _number(invoice.paid) else ""),
        ("reste à payer", invoice.payable if invoice.payable != invoice.gross else ""),
    )
    said = ", ".join(f"{what} {_amount(value, invoice.currency)}" for what, value in totals if value)
    rows = [
        f"{named} {invoice.number} du {_day(invoice.issued)}{due}.",
        f"Vendeur : {_party(invoice.seller)}.",
        f"Acheteur : {_party(invoice.buyer)}.",
        f"Commande : {invoice.order}." if invoice.order else "",
        f"{said[:1].upper()}{said[1:]}.",
    ]
    blocks = [Block("\n".join(filter(None, rows)), page=page)]
    if invoice.lines:
        lines = "\n".join(_line(line, invoice.currency) for line in invoice.lines)
        blocks.append(Block(lines, page=page, header=COLUMNS))
    return blocks


def _terms(content: bytes) -> Mapping[str, Any]:
    root = _tree(content)
    found = zugferd_terms(root) if root.tag == ROOT else _library_terms(root)
    if not found.get("BT-1"):
        raise InvoiceUnreadable("no number")
    return found


def _library_terms(root: Any) -> Mapping[str, Any]:  # noqa: ANN401 - the library has no types
    from facturx import parse_ubl_cii_xml

    try:
        found: Mapping[str, Any] = parse_ubl_cii_xml(root, date_as="string", check_xsd=False)
    except Exception as trouble:  # the library raises whatever it meets
        raise InvoiceUnreadable(str(trouble)) from trouble
    return found


def _tree(content: bytes) -> Any:  # noqa: ANN401 - the library has no types
    from lxml import etree

    if len(content) > MOST_BYTES:
        raise InvoiceUnreadable("size")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as trouble:
        raise InvoiceUnreadable(str(trouble)) from trouble
    if root.getroottree().docinfo.doctype:
        raise InvoiceUnreadable("document type")
    return root


def _invoice(terms: Mapping[str, Any]) -> Invoice:
    def said(term: str) -> str:
        return clean_line(str(terms.get(term) or ""))

    return Invoice(
        number=said("BT-1"),
        is_credit=said("BT-3") in CREDIT_NOTES,
        issued=said("BT-2"),
        due=said("BT-9"),
        currency=said("BT-5"),
        seller=_side(terms.get("BG-4") or {}),
        buyer=_side(terms.get("BG-7") or {}),
        order=said("BT-13"),
        net=said("BT-109"),
        vat=said("BT-110"),
        gross=said("BT-112"),
        paid=said("BT-113"),
        payable=said("BT-115"),
        lines=tuple(
            InvoiceLine(
                name=clean_line(str(line.get("BT-153") or "")),
                quantity=str(line.get("BT-129") or ""),
                price=str(line.get("BT-146") or ""),
                vat_rate=str(line.get("BT-152") or ""),
                net=str(line.get("BT-131") or ""),
            )
            for line in (terms.get("BG-25") or [])[:MOST_LINES]
        ),
    )


def _side(party: Mapping[str, Any]) -> Party:
    def said(key: str) -> str:
        return clean_line(str(party.get(key) or ""))

    return Party(said("name"), said("legal_identifier"), said("vat_identifier"))


def _party(party: Party) -> str:
    kinds = {SIREN_DIGITS: "SIREN ", SIRET_DIGITS: "SIRET "}
    legal = f"{kinds.get(len(party.legal_id), '')}{party.legal_id}" if party.legal_id else ""
    return ", ".join(filter(None, (party.name, legal, f"TVA {party.vat_id}" if party.vat_id else "")))


def _line(line: InvoiceLine, currency: str) -> str:
    rate = f"{_plain(line.vat_rate)} %" if line.vat_rate else ""
    cells = (line.name, _plain(line.quantity), _amount(line.price, currency), rate, _amount(line.net, currency))
    return " | ".join(cells)


def _day(written: str) -> str:
    try:
        return date.fromisoformat(written).strftime("%d/%m/%Y")
    except ValueError:
        return written


def _amount(value: str, currency: str) -> str:
    """`1234.56` as `1 234,56 €`."""
    number = _number(value)
    if number is None:
        return value
    shown = f"{number:,.2f}".replace(",", UNBROKEN).replace(".", ",")
    return f"{shown}{UNBROKEN}{SIGNS.get(currency, currency)}"


def _plain(value: str) -> str:
    """A number without the noughts that say nothing: `5.000` as `5`."""
    number = _number(value)
    return value if number is None else f"{number.normalize():f}".replace(".", ",")


def _number(value: str) -> Decimal | None:
    try:
        return Decimal(value)
    except InvalidOperation:
        return None
