"""Quotes, invoices and credit notes as values; every total is computed here, in decimal."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from data.make.firm import TOURVELIN, Party

if TYPE_CHECKING:
    from datetime import date

CENT = Decimal("0.01")
MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
NBSP = "\xa0"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a commercial document."""

    label: str
    quantity: Decimal
    unit: str
    price: Decimal  # € before VAT, per unit
    vat: Decimal  # per cent

    @property
    def amount(self) -> Decimal:
        """Amount before VAT, in €."""
        return rounded(self.quantity * self.price)


@dataclass(frozen=True, slots=True)
class Trade:
    """A quote, an invoice or a credit note."""

    kind: str  # Devis | Facture | Avoir
    number: str
    day: date
    client: Party
    subject: str
    lines: tuple[Line, ...]
    path: str  # relative to data/samples
    terms: tuple[str, ...] = ()  # paragraphs under the totals
    due: date | None = None
    issuer: Party = TOURVELIN
    author: str = ""
    facturx: str = ""  # level of the embedded XML, empty for none
    reference: str = ""  # quote or order that it comes from

    @property
    def net(self) -> Decimal:
        """Total before VAT, in €."""
        return sum((line.amount for line in self.lines), Decimal(0))

    @property
    def vat_by_rate(self) -> dict[Decimal, tuple[Decimal, Decimal]]:
        """Rate → (base, VAT), rates ascending."""
        rates = sorted({line.vat for line in self.lines})
        bases = {rate: sum((x.amount for x in self.lines if x.vat == rate), Decimal(0)) for rate in rates}
        return {rate: (base, rounded(base * rate / 100)) for rate, base in bases.items()}

    @property
    def vat(self) -> Decimal:
        """VAT of all rates, in €."""
        return sum((vat for _, vat in self.vat_by_rate.values()), Decimal(0))

    @property
    def total(self) -> Decimal:
        """Total with VAT, in €."""
        return self.net + self.vat


def line(label: str, quantity: str, unit: str, price: str, vat: str = "20") -> Line:
    """A line from what a person would type."""
    return Line(label, Decimal(quantity), unit, Decimal(price), Decimal(vat))


def rounded(amount: Decimal) -> Decimal:
    """To the cent, half up, as invoices are."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def figure(amount: Decimal, places: int = 2) -> str:
    """``1234.5`` → ``1 234,50``, with no-break spaces between thousands."""
    return f"{amount:,.{places}f}".replace(",", NBSP).replace(".", ",")


def money(amount: Decimal) -> str:
    """An amount in euros."""
    return f"{figure(amount)}{NBSP}€"


def percent(rate: Decimal) -> str:
    """``5.5`` → ``5,5 %``."""
    return f"{rate.normalize():f}".replace(".", ",") + f"{NBSP}%"


def quantity(amount: Decimal) -> str:
    """``3.50`` → ``3,5``."""
    return f"{amount.normalize():f}".replace(".", ",")


def long_day(day: date) -> str:
    """``1er avril 2026``."""
    return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}"


def short_day(day: date) -> str:
    """``01/04/2026``."""
    return day.strftime("%d/%m/%Y")
