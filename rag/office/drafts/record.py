"""A draft as values: every word of it with where it comes from, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal  # noqa: TC003 - the records travel as JSON, whose reader looks for it here
from enum import StrEnum
from typing import Final

from rag.office.drafts.amounts import NO_DISCOUNT, Discount, Item, Totals, totals_of
from rag.office.record import Place  # noqa: TC001 - likewise


class Origin(StrEnum):
    """Where a value comes from."""

    GIVEN = "given"  # by whoever drafts
    REQUEST = "request"  # words of the request
    LIBRARY = "library"  # another document
    PRICES = "prices"  # a row of the price list
    RULE = "rule"  # reckoned or numbered by a setting
    SETTINGS = "settings"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value stands; of a typed request, the place has no document."""

    origin: Origin
    place: Place | None = None
    sheet: str = ""
    row: int = 0  # 1-based as the spreadsheet shows it; 0 outside tables
    rule: str = ""  # the setting that says so


@dataclass(frozen=True, slots=True)
class Field:
    """One value of a draft."""

    key: str  # as templates name it: `client.name`
    value: str
    source: Source


@dataclass(frozen=True, slots=True)
class Price:
    """One row of a price list."""

    designation: str
    price: Decimal  # € before VAT
    reference: str = ""
    unit: str = ""
    vat_rate: Decimal | None = None  # per cent; None: the list does not say
    source: Source = Source(Origin.PRICES)


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One line of a quote, and the words that ask for it."""

    item: Item
    asked: Source  # where it is asked for
    priced: Source  # where its price stands


class Why(StrEnum):
    """Why a value is missing."""

    ABSENT = "absent"  # nobody says it
    SEVERAL = "several"  # more than one is possible: `choices`
    UNPRICED = "unpriced"  # asked for, and no row of the price list is it
    QUANTITY = "quantity"  # named without how many
    UNIT = "unit"  # asked for in another unit than it is priced in
    RATE = "rate"  # priced without a rate of VAT
    WISHED = "wished"  # the client asks for it; nobody has agreed yet
    INVALID = "invalid"  # what is said cannot be right


@dataclass(frozen=True, slots=True)
class Missing:
    """What has to be asked."""

    key: str  # of the field; `line:` and the words of the request for a line
    why: Why
    choices: tuple[str, ...] = ()
    source: Source | None = None
    needed: bool = True  # nothing is written without it; else a remark


NEEDED: Final = ("client.name", "client.street", "client.postcode", "client.city")
NEEDED_OF_FIRM: Final = ("firm.name", "firm.street", "firm.postcode", "firm.city", "firm.siret")


@dataclass(frozen=True, slots=True)
class Draft:
    """A quote or a letter before it is written."""

    kind: str  # `quote`, `letter`, `reply`
    language: str  # ISO 639-1
    day: str  # ISO 8601
    fields: tuple[Field, ...] = ()
    lines: tuple[DraftLine, ...] = ()
    discount: Discount = NO_DISCOUNT
    missing: tuple[Missing, ...] = ()
    number: str = ""  # of a draft that is not kept, the next free one
    price_list: str = ""  # name of its file

    def value(self, key: str) -> str:
        """The value of a field; empty when it has none."""
        return next((field.value for field in self.fields if field.key == key), "")

    @property
    def totals(self) -> Totals:
        """What the lines come to."""
        return totals_of([line.item for line in self.lines], self.discount)

    @property
    def wanting(self) -> tuple[Missing, ...]:
        """What is missing and without which nothing is written."""
        return tuple(one for one in self.missing if one.needed)
