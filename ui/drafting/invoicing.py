"""The invoice that an accepted quote becomes, as JSON or as CII XML, and what it lacks, in words.

A quote is kept as it was made. Where it says nothing, what the settings say today is taken: an IBAN, a VAT number.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from rag.errors import QuoteNotAccepted, Words
from rag.language import ours
from rag.office.drafts.einvoice import WANTED, einvoice_of
from rag.office.drafts.french import WANTED_IN_FRANCE, Mentions, for_platforms
from rag.office.drafts.quote import firm_fields
from rag.office.drafts.record import Field, Origin, Source
from ui.drafting.cii import as_cii

if TYPE_CHECKING:
    from rag.errors import Language
    from rag.office.drafts.einvoice import EInvoice
    from rag.office.drafts.record import Draft
    from rag.options import Settings
    from rag.store.drafts import State

LACKING: Final = {
    "invoice.number": Words("le numéro de la facture", "the number of the invoice"),
    "invoice.date": Words("la date de la facture", "the date of the invoice"),
    "firm.vat": Words("votre numéro de TVA", "your VAT number"),
    "client.siret": Words("le SIRET du client, s'il est une entreprise", "the client's SIRET, where it is a company"),
    "terms": Words("les conditions ou la date de paiement", "terms or date of payment"),
    "firm.iban": Words("votre IBAN", "your IBAN"),
    "exemption": Words("la raison d'une facture sans TVA", "the reason for an invoice without VAT"),
    "number.form": Words(
        "un numéro de facture de 35 signes au plus, sans espace ni accent",
        "a number of 35 signs at most, without spaces or accents",
    ),
    "activity": Words("ce que vous vendez : réglage drafts.activity", "what you sell: setting drafts.activity"),
    "late": Words("les pénalités de retard : réglage drafts.late_payment", "late payment: setting drafts.late_payment"),
    "early": Words("l'escompte : réglage drafts.early_payment", "early payment: setting drafts.early_payment"),
    "rate.france": Words("un taux de TVA qui a cours en France", "a rate of VAT that France has"),
    "quantity.places": Words("des quantités de quatre décimales au plus", "quantities of four decimals at most"),
    "unit": Words("un code pour l'unité « {unit} »", "a code for the unit “{unit}”"),
}
_SAID: Final = Words("Manque à la facture électronique : {missing}.", "The electronic invoice lacks: {missing}.")
_IN_FRANCE: Final = Words(
    "Les plateformes françaises demandent aussi : {missing}.", "The platforms of France ask for this too: {missing}."
)


@dataclass(frozen=True, slots=True)
class Invoiced:
    """An accepted quote, made whole by the settings, and its invoice."""

    draft: Draft
    invoice: EInvoice


def accepted(quote: Draft, state: State, settings: Settings, number: str = "", day: str = "") -> Invoiced:
    """The invoice that a quote becomes, of a number and a day where they are known; raises QuoteNotAccepted."""
    if state != "accepted":
        raise QuoteNotAccepted(quote.number)
    options = settings.drafts
    mentions = Mentions(options.activity, options.late_payment, options.early_payment)
    draft = _whole(quote, settings)
    made = for_platforms(einvoice_of(draft, number, day), mentions, ours(draft.language))
    return Invoiced(draft, made)


def _whole(draft: Draft, settings: Settings) -> Draft:
    have = {field.key for field in draft.fields if field.value}
    said = firm_fields(settings.firm.model_dump())
    for key, value in (("terms", settings.drafts.terms), ("exemption", settings.drafts.exemption)):
        if value:
            said.append(Field(key, value, Source(Origin.SETTINGS, rule=f"drafts.{key}")))
    kept = [field for field in draft.fields if field.value]
    return replace(draft, fields=(*kept, *(field for field in said if field.key not in have)))


def written(invoice: EInvoice, kind: str) -> bytes:
    """As `json`, complete or not, or as `xml`; the latter raises RecordIncomplete."""
    if kind == "xml":
        return as_cii(invoice)
    whole = {"profile": "EN 16931", "values": invoice.values, "missing": list(invoice.missing)}
    return (json.dumps(whole, ensure_ascii=False, indent=2) + "\n").encode()


def lacking_said(invoice: EInvoice, language: Language) -> str:
    """What the invoice lacks, each with the term of the norm; then what France wants of it."""
    told = []
    for words, wanted in ((_SAID, WANTED), (_IN_FRANCE, WANTED_IN_FRANCE)):
        said = []
        for key in invoice.missing:
            name, _, unit = key.partition(":")
            if name in wanted:
                said.append(f"{LACKING[name].say(language, unit=unit)} ({wanted[name]})")
        if said:
            told.append(words.say(language, missing=" ; ".join(said) if language == "fr" else "; ".join(said)))
    return " ".join(told)
