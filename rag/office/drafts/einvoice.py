"""An accepted quote as the values of an electronic invoice, named by the terms of EN 16931 (BT-1, BG-25…). Pure.

The form is what the `factur-x` library writes as CII XML: text for every value, amounts in full. What such an invoice
needs and nobody has said is told, and left out; nothing stands in for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from rag.office.drafts.amounts import HUNDRED, NOTHING, share_of
from rag.office.drafts.prices import unit_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rag.office.drafts.amounts import Priced, Rate, Totals
    from rag.office.drafts.record import Draft

PROFILE: Final = "urn:cen.eu:en16931:2017"
INVOICE: Final = "380"  # UNTDID 1001
TRANSFER: Final = "30"  # UNTDID 4461
DISCOUNT: Final = "95"  # UNTDID 5189
SIRET_SCHEME, SIREN_SCHEME = "0009", "0002"  # ISO 6523
SIREN: Final = 9  # first figures of a SIRET
ONE: Final = "C62"
# Our name of a unit → its code of UN/ECE recommendation 20.
UNITS: Final[Mapping[str, str]] = {
    "h": "HUR", "jour": "DAY", "u": ONE, "": ONE, "m2": "MTK", "ml": "LM", "m3": "MTQ", "forfait": "LS", "mois": "MON",
    "an": "ANN", "kg": "KGM", "l": "LTR", "lot": "SET",
}  # fmt: skip
# Key of what may be missing → the term of EN 16931, and the rule that asks for it.
WANTED: Final = {
    "invoice.number": "BT-1", "invoice.date": "BT-2", "firm.vat": "BT-31, BR-S-2", "client.siret": "BT-46, BT-47",
    "terms": "BT-9 / BT-20, BR-CO-25", "firm.iban": "BT-84, BR-61", "exemption": "BT-120, BR-E-10", "unit": "BT-130",
}  # fmt: skip
# Without these it is no invoice: a fatal rule of the schematron, or table 2 of the norm, asks for each.
NEEDED: Final = ("invoice.number", "invoice.date", "firm.vat", "terms", "exemption")
_VAT: Final = re.compile(
    r"(?:A[TE]|B[EG]|C[HYZ]|D[EK]|E[ELS]|F[IR]|G[BR]|H[RU]|I[ET]|L[TUV]|MT|N[LO]|P[LT]|RO|S[EIKM]|XI)[\dA-Z+*]{2,13}"
)


@dataclass(frozen=True, slots=True)
class EInvoice:
    """The values by their terms, and what is missing."""

    values: dict[str, Any]
    missing: tuple[str, ...] = ()  # keys of `WANTED`; `unit:` and the unit for one without a code


def einvoice_of(draft: Draft, number: str = "", day: str = "") -> EInvoice:
    """The values of the invoice that a quote becomes.

    Args:
        draft: a quote with its number.
        number: of the invoice; empty while it has none.
        day: of the invoice, ISO 8601; empty while it is not known.
    """
    totals = draft.totals
    terms = draft.value("terms") or draft.value("client.terms")
    values: dict[str, Any] = {
        "BT-24": PROFILE,
        "BT-3": INVOICE,
        "BT-5": "EUR",
        "BG-1": [{"BT-22": f"Devis {draft.number}"}],
        "BG-4": _party(draft, "firm"),
        "BG-7": _party(draft, "client"),
        "BG-25": [_line(line, place) for place, line in enumerate(totals.lines, 1)],
        "BG-23": [_rate(rate, draft.value("exemption")) for rate in totals.rates],
        "BG-20": [_allowance(rate, draft.discount.percent) for rate in totals.rates if rate.discount],
        **_sums(totals),
    }
    iban = _bare(draft.value("firm.iban"))
    # A transfer without an account is refused (BR-61, CII-SR-470); without means of payment nothing is wrong.
    said = {"BT-1": number, "BT-2": day, "BT-20": terms, "BT-84": iban, "BT-81": TRANSFER if iban else ""}
    values |= {term: value for term, value in said.items() if value}
    if not _vat_of(draft, "firm") and not any(rate.rate for rate in totals.rates):
        # Exempt and without a VAT number: the tax office of France knows a firm by its SIREN (BT-32, BR-E-2).
        values["BG-4"]["tax_identifier"] = _bare(draft.value("firm.siret"))[:SIREN]
    if not values["BG-20"]:
        del values["BG-20"], values["BT-107"]
    return EInvoice(values, tuple(_missing(draft, totals, values)))


def broken_rules(values: Mapping[str, Any]) -> tuple[str, ...]:
    """Which of the rules BR-CO-10 to BR-CO-17 and BR-S-8 of EN 16931 the values do not keep, read from them alone.

    There are neither charges (BR-CO-12) nor payments before (BR-CO-16) on what was a quote.
    """
    lines = sum((Decimal(line["BT-131"]) for line in values["BG-25"]), NOTHING)
    off = sum((Decimal(one["amount"]) for one in values.get("BG-20", ())), NOTHING)
    vat = sum((Decimal(rate["BT-117"]) for rate in values["BG-23"]), NOTHING)
    net, gross = Decimal(values["BT-109"]), Decimal(values["BT-112"])
    kept = {
        "BR-CO-10": Decimal(values["BT-106"]) == lines,
        "BR-CO-11": Decimal(values.get("BT-107", 0)) == off,
        "BR-CO-12": "BT-108" not in values,
        "BR-CO-13": net == lines - off,
        "BR-CO-14": Decimal(values["BT-110"]) == vat,
        "BR-CO-15": gross == net + Decimal(values["BT-110"]),
        "BR-CO-16": Decimal(values["BT-115"]) == gross,
        "BR-CO-17": all(
            Decimal(rate["BT-117"]) == share_of(Decimal(rate["BT-116"]), Decimal(rate["BT-119"]))
            for rate in values["BG-23"]
        ),
        "BR-S-8": all(_base_of(values, rate) == Decimal(rate["BT-116"]) for rate in values["BG-23"]),
    }
    return tuple(rule for rule, holds in kept.items() if not holds)


def _base_of(values: Mapping[str, Any], rate: Mapping[str, str]) -> Decimal:
    """What the lines of a rate come to, less what is taken off them."""
    same = Decimal(rate["BT-119"])
    lines = (Decimal(line["BT-131"]) for line in values["BG-25"] if Decimal(line["BT-152"]) == same)
    off = (Decimal(one["amount"]) for one in values.get("BG-20", ()) if Decimal(one["vat_rate"]) == same)
    return sum(lines, NOTHING) - sum(off, NOTHING)


def _missing(draft: Draft, totals: Totals, values: Mapping[str, Any]) -> list[str]:
    have = {
        "invoice.number": "BT-1" in values,
        "invoice.date": "BT-2" in values,
        "firm.vat": "vat_identifier" in values["BG-4"] or bool(values["BG-4"].get("tax_identifier")),
        "client.siret": bool(draft.value("client.siret")),
        "terms": "BT-20" in values or not totals.gross,
        "firm.iban": "BT-84" in values,
        "exemption": bool(draft.value("exemption")) or all(rate.rate for rate in totals.rates),
    }
    unknown = dict.fromkeys(line.item.unit for line in totals.lines if unit_of(line.item.unit) not in UNITS)
    return [key for key, there in have.items() if not there] + [f"unit:{unit}" for unit in unknown]


def _sums(totals: Totals) -> dict[str, str]:
    return {
        "BT-106": f"{totals.net_lines:f}", "BT-107": f"{totals.discount:f}", "BT-109": f"{totals.net:f}",
        "BT-110": f"{totals.vat:f}", "BT-112": f"{totals.gross:f}", "BT-115": f"{totals.gross:f}",
    }  # fmt: skip


def _line(line: Priced, place: int) -> dict[str, Any]:
    item = line.item
    made: dict[str, Any] = {
        "BT-126": str(place),
        "BT-153": item.designation,
        "BT-129": _plain(item.quantity),
        "BT-130": UNITS.get(unit_of(item.unit), ONE),
        "BT-131": f"{line.net:f}",
        "BT-146": _plain(item.price),
        "BT-151": _category(item.vat_rate),
        "BT-152": _plain(item.vat_rate),
    }
    if item.reference:
        made["BT-155"] = item.reference
    if line.discount:
        made["BG-27"] = [
            {
                "amount": f"{line.discount:f}", "base_amount": f"{line.gross:f}", "rate": f"{item.discount:f}",
                "reason_code": DISCOUNT,
            }
        ]  # fmt: skip
    return made


def _rate(rate: Rate, exemption: str) -> dict[str, str]:
    made = {
        "BT-116": f"{rate.base:f}", "BT-117": f"{rate.vat:f}", "BT-118": _category(rate.rate),
        "BT-119": _plain(rate.rate),
    }  # fmt: skip
    return made if rate.rate or not exemption else {**made, "BT-120": exemption}


def _allowance(rate: Rate, percent: Decimal) -> dict[str, str]:
    made = {
        "amount": f"{rate.discount:f}", "reason_code": DISCOUNT, "vat_category_code": _category(rate.rate),
        "vat_rate": _plain(rate.rate),
    }  # fmt: skip
    if NOTHING < percent <= HUNDRED:
        made |= {"base_amount": f"{rate.lines:f}", "rate": f"{percent:f}"}
    return made


def _category(rate: Decimal) -> str:
    """UNTDID 5305: the standard one, or exempt."""
    return "S" if rate else "E"


def _party(draft: Draft, whose: str) -> dict[str, Any]:
    """Seller or buyer; a French post code means France."""
    value = {
        key: draft.value(f"{whose}.{key}")
        for key in ("name", "street", "postcode", "city", "siret", "vat", "contact", "email", "phone", "legal")
    }
    siret = _bare(value["siret"])
    made: dict[str, Any] = {
        "name": value["name"], "addr_l1": value["street"], "postcode": value["postcode"], "city": value["city"],
        "country_code": "FR",
    }  # fmt: skip
    if siret:
        made |= {
            "identifiers": {SIRET_SCHEME: siret}, "legal_identifier": siret[:SIREN],
            "legal_identifier_schemeid": SIREN_SCHEME,
        }  # fmt: skip
    if vat := _vat_of(draft, whose):
        made["vat_identifier"] = vat
    if value["legal"] and whose == "firm":
        made["legal_info"] = value["legal"]
    contact = {"name": value["contact"], "phone": value["phone"], "email": value["email"]}
    if any(contact.values()):
        made["contacts"] = [{key: said for key, said in contact.items() if said}]
    return made


def _vat_of(draft: Draft, whose: str) -> str:
    """The VAT number with its country (BR-CO-9); empty where it is none."""
    said = _bare(draft.value(f"{whose}.vat")).upper()
    return said if _VAT.fullmatch(said) else ""


def _plain(value: Decimal) -> str:
    """Without zeros at its end: France has a list of rates as they may be written."""
    return f"{value.normalize():f}"


def _bare(value: str) -> str:
    """Without spaces of any kind."""
    return "".join(value.split())
