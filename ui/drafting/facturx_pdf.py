"""The invoice of an accepted quote as Factur-X: one PDF/A-3 that people read, with the XML that programs read in it.

The paper is filled like a quote, made a PDF by LibreOffice, and `factur-x` puts the XML into it. Nothing is asked of
the network: its check by schematron, which would be, stays off.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rag.errors import Words
from rag.language import ours
from rag.office.drafts.french import FOR
from rag.office.drafts.record import Field, Origin, Source
from ui.drafting.cii import as_cii
from ui.drafting.pdf import as_pdf
from ui.drafting.writing import ready_template
from ui.present import LOCALES

if TYPE_CHECKING:
    from pathlib import Path

    from rag.office.drafts.einvoice import EInvoice
    from rag.office.drafts.record import Draft

_TITLE = Words("Facture {number}", "Invoice {number}")


def as_facturx(draft: Draft, invoice: EInvoice, folder: Path, named: str = "") -> bytes:
    """The PDF.

    Args:
        draft: the accepted quote.
        invoice: its values, with number and day.
        folder: of the firm's own templates; one whose name begins with `facture` is taken, else ours.
        named: a template.

    Raises:
        RecordIncomplete: something that the norm wants is missing.
        OfficeMissing, OfficeFailed: LibreOffice is not there, or gave no PDF.
        NothingThere, TemplateBroken, TemplateFieldUnknown: the template cannot be filled.
    """
    from facturx import generate_from_binary

    xml = as_cii(invoice)
    template = ready_template("invoice", draft.language, folder, named, "pdf")
    paper = as_pdf(template.filled(_paper(draft, invoice)), template.kind, archive=True)
    spoken = ours(draft.language)
    title = _TITLE.say(spoken, number=invoice.values["BT-1"])
    made: bytes = generate_from_binary(
        paper,
        xml,
        flavor="factur-x",
        level="en16931",
        check_xsd=False,  # `as_cii` has
        check_schematron=False,
        pdf_metadata={
            "author": draft.value("firm.name"),
            "keywords": "Factur-X",
            "title": title,
            "subject": draft.value("subject") or title,
        },
        lang=LOCALES[spoken].replace("_", "-"),
    )
    return made


def _paper(draft: Draft, invoice: EInvoice) -> Draft:
    """The quote as it stands on the invoice: its own number is named, all else that is said is what the XML says."""
    rule = Source(Origin.RULE)
    kept = [field for field in draft.fields if field.key not in {"valid_until", "deposit", "terms"}]
    said = {"quote": draft.number, "terms": invoice.values.get("BT-20", "")}
    notes = {one.get("BT-21"): one["BT-22"] for one in invoice.values["BG-1"]}
    said |= {key: notes[code] for key, code in FOR.items() if key != "deal" and code in notes}
    fields = (*kept, *(Field(key, value, rule) for key, value in said.items()))
    return replace(draft, fields=fields, number=invoice.values["BT-1"], day=invoice.values["BT-2"])
