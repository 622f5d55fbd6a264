"""What whoever drafts says himself: values by their keys, and answers to what was asked. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping  # noqa: TC003 - it travels as JSON, whose reader looks for it here
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from rag.numbers import DIGITS
from rag.office.drafts.amounts import CENT, NO_DISCOUNT, Discount
from rag.office.drafts.prices import number_in

if TYPE_CHECKING:
    from decimal import Decimal

LEFT_OUT: Final = "-"
_PRICED: Final = re.compile(
    rf"(?P<price>{DIGITS})\s*(?:€|eur(?:os?)?)?\s*(?:h\.?t\.?)?\s*(?:[;/,à]|\bat\b|\s)\s*(?:tva\s*|vat\s*)?"
    rf"(?P<rate>{DIGITS})\s*%",
    re.IGNORECASE,
)
_OFF: Final = re.compile(rf"(?P<value>{DIGITS})\s*(?P<sign>%|€|eur(?:os?)?)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants drafted."""

    kind: str  # `quote`, `letter`, `reply`
    text: str = ""  # the request, where it is typed
    document: str = ""  # the path of the request in the library, where it is a file
    more: str = ""  # things to add to it, typed
    values: Mapping[str, str] = field(default_factory=dict)  # `client.name`, `line:WORDS`, `discount`…
    prices: str = ""  # the path of the price list in the library; empty: by the settings
    language: str = ""  # ISO 639-1; empty: as the request
    day: str = ""  # ISO 8601; empty: today


def priced_in(answer: str) -> tuple[Decimal, Decimal] | None:
    """The price of one and the rate of VAT that an answer names, `120 € HT, TVA 20 %`; None when it names none."""
    match = _PRICED.fullmatch(answer.strip())
    if match is None:
        return None
    price, rate = number_in(match["price"], comma=True), number_in(match["rate"], comma=True)
    return (price, rate) if price is not None and rate is not None else None


def discount_in(answer: str) -> Discount | None:
    """The discount that an answer names, `10 %` or `50 €`, nothing for `0`; None when it names none."""
    match = _OFF.fullmatch(answer.strip())
    value = number_in(match["value"], comma=True) if match else None
    if match is None or value is None:
        return None
    if not value:
        return NO_DISCOUNT
    if (match["sign"] or "") == "%":
        return Discount(percent=value) if value <= 100 else None  # noqa: PLR2004 - per cent
    return Discount(amount=value) if match["sign"] and value % CENT == 0 else None


def quantity_in(answer: str) -> Decimal | None:
    """The number that an answer is, with a decimal comma or point; None when it is none, or not more than nothing."""
    value = number_in(answer.strip(), comma="." not in answer)
    return value or None
