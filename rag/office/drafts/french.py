"""What France asks of an invoice between its firms beyond EN 16931 (XP Z12-012, rules BR-FR of its schematron). Pure.

Only where the client has a SIRET: what is sold to a private person does not go from platform to platform. None of it is
needed for an invoice after EN 16931; what is not known is told, and left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from rag.errors import Words
from rag.office.drafts.einvoice import EInvoice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rag.errors import Language

BETWEEN_FIRMS: Final = "B2B"
PLATFORMS: Final = "0225"  # ISO 6523: addresses in the directory of France; every firm has one that is its SIREN
# What is sold → the kind of invoice that is sent, not paid yet.
ACTIVITIES: Final[Mapping[str, str]] = {"goods": "B1", "services": "S1", "both": "M1"}
# UNTDID 4451: what a note is about.
FOR: Final = {"deal": "BAR", "recovery": "PMT", "late": "PMD", "early": "AAB"}
RECOVERY: Final = Words(  # the sum is that of article D. 441-5 of the Code de commerce
    "Indemnité forfaitaire pour frais de recouvrement en cas de retard de paiement : 40 €.",
    "Fixed compensation for recovery costs where payment is late: €40.",
)
_NUMBER: Final = re.compile(r"[A-Za-z0-9+_/-]{1,35}")  # BR-FR-01, BR-FR-02
RATES: Final = tuple(  # BR-FR-16
    map(Decimal, ("0", "0.9", "1.05", "1.75", "2.1", "5.5", "7", "8.5", "9.2", "9.6", "10", "13", "19.6", "20", "20.6"))
)
PLACES: Final = 4  # decimals of a quantity, BR-FR-DEC-02
SIREN: Final = re.compile(r"\d{9}")
# Key of what may be missing → the term and the rule.
WANTED_IN_FRANCE: Final = {
    "number.form": "BT-1, BR-FR-02", "activity": "BT-23, BR-FR-08", "late": "BT-22, BR-FR-05",
    "early": "BT-22, BR-FR-05", "rate.france": "BT-152, BR-FR-16", "quantity.places": "BT-129, BR-FR-DEC-02",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mentions:
    """What the firm says on every invoice, as its settings have it."""

    activity: str = ""  # of `ACTIVITIES`
    late: str = ""  # what it costs to pay late
    early: str = ""  # what is taken off for paying early, or that nothing is


def for_platforms(invoice: EInvoice, mentions: Mentions, language: Language) -> EInvoice:
    """The invoice with what France asks for; unchanged where the client is not known as one of its firms."""
    buyer, seller = invoice.values["BG-7"], invoice.values["BG-4"]
    if not all(SIREN.fullmatch(one.get("legal_identifier", "")) for one in (buyer, seller)):
        return invoice
    said = {"deal": BETWEEN_FIRMS, "recovery": RECOVERY.say(language), "late": mentions.late, "early": mentions.early}
    values = {
        **invoice.values,
        "BG-1": [*invoice.values["BG-1"], *({"BT-21": FOR[key], "BT-22": one} for key, one in said.items() if one)],
        "BG-4": _reached(seller),
        "BG-7": _reached(buyer),
    }
    if mentions.activity in ACTIVITIES:
        values["BT-23"] = ACTIVITIES[mentions.activity]
    return EInvoice(values, (*invoice.missing, *_missing(values, mentions)))


def _reached(party: Mapping[str, Any]) -> dict[str, Any]:
    return {**party, "einvoicing_addr": party["legal_identifier"], "einvoicing_addr_schemeid": PLATFORMS}


def _missing(values: Mapping[str, Any], mentions: Mentions) -> list[str]:
    number = values.get("BT-1", "")
    have = {
        "number.form": not number or bool(_NUMBER.fullmatch(number)),
        "activity": "BT-23" in values,
        "late": bool(mentions.late),
        "early": bool(mentions.early),
        "rate.france": all(Decimal(line["BT-152"]) in RATES for line in values["BG-25"]),
        "quantity.places": all(_places(line["BT-129"]) <= PLACES for line in values["BG-25"]),
    }
    return [key for key, there in have.items() if not there]


def _places(quantity: str) -> int:
    return len(quantity.partition(".")[2].rstrip("0"))
