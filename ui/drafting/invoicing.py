"""The invoice that an accepted quote becomes, as JSON or as CII XML, and what it lacks, in words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from rag.errors import QuoteNotAccepted, Words
from rag.office.drafts.einvoice import WANTED, einvoice_of
from ui.drafting.cii import as_cii

if TYPE_CHECKING:
    from rag.errors import Language
    from rag.office.drafts.einvoice import EInvoice
    from ui.drafts import KeptDraft

LACKING: Final = {
    "invoice.number": Words("le numéro de la facture", "the number of the invoice"),
    "invoice.date": Words("la date de la facture", "the date of the invoice"),
    "firm.vat": Words("votre numéro de TVA", "your VAT number"),
    "client.siret": Words("le SIRET du client, s'il est une entreprise", "the client's SIRET, where it is a company"),
    "terms": Words("les conditions ou la date de paiement", "terms or date of payment"),
    "firm.iban": Words("votre IBAN", "your IBAN"),
    "exemption": Words("la raison d'une facture sans TVA", "the reason for an invoice without VAT"),
    "unit": Words("un code pour l'unité « {unit} »", "a code for the unit “{unit}”"),
}
_SAID: Final = Words("Manque à la facture électronique : {missing}.", "The electronic invoice lacks: {missing}.")


def accepted(kept: KeptDraft, number: str = "", day: str = "") -> EInvoice:
    """The values of the invoice; raises QuoteNotAccepted."""
    if kept.state != "accepted":
        raise QuoteNotAccepted(kept.draft.number)
    return einvoice_of(kept.draft, number, day)


def written(invoice: EInvoice, kind: str) -> bytes:
    """As `json`, complete or not, or as `xml`; the latter raises RecordIncomplete."""
    if kind == "xml":
        return as_cii(invoice)
    whole = {"profile": "EN 16931", "values": invoice.values, "missing": list(invoice.missing)}
    return (json.dumps(whole, ensure_ascii=False, indent=2) + "\n").encode()


def lacking_said(invoice: EInvoice, language: Language) -> str:
    """What the invoice lacks, each with the term of the norm."""
    said = []
    for key in invoice.missing:
        name, _, unit = key.partition(":")
        said.append(f"{LACKING[name].say(language, unit=unit)} ({WANTED[name]})")
    return _SAID.say(language, missing=" ; ".join(said) if language == "fr" else "; ".join(said))
