"""What a quote comes to: lines, discounts, VAT by rate, totals; exact decimals, rounded as EN 16931 rounds. Pure.

A line is rounded to the cent, then what the lines of one rate come to is taxed and rounded once, half up both times.
The totals are sums of rounded amounts, so whoever adds the figures on the paper finds the total (rules BR-CO-10 to
BR-CO-17 of EN 16931-1:2017, table 6.4.1; BT numbers are those of its table 2).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal, localcontext
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CENT: Final = Decimal("0.01")
HUNDRED: Final = Decimal(100)
NOTHING: Final = Decimal(0)
DIGITS: Final = 60  # of the reckoning: every product below is exact
MOST: Final = Decimal(10) ** 9  # of a quantity, a price, a total: more is a slip of the keyboard
PLACES: Final = 6  # decimals of a quantity or a price


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to be sold."""

    designation: str
    quantity: Decimal  # more than 0
    price: Decimal  # € before VAT, of one
    vat_rate: Decimal  # per cent
    unit: str = ""  # as the price list writes it
    reference: str = ""
    discount: Decimal = NOTHING  # per cent of the line


@dataclass(frozen=True, slots=True)
class Discount:
    """Taken off the whole quote: a share of every rate's lines, or an amount divided among them; not both."""

    percent: Decimal = NOTHING
    amount: Decimal = NOTHING  # € before VAT


NO_DISCOUNT: Final = Discount()


@dataclass(frozen=True, slots=True)
class Priced:
    """One line with what it comes to, in € before VAT."""

    item: Item
    gross: Decimal  # before its discount
    discount: Decimal  # BT-136
    net: Decimal  # BT-131


@dataclass(frozen=True, slots=True)
class Rate:
    """What is sold at one rate of VAT, in €."""

    rate: Decimal  # BT-119, per cent
    lines: Decimal  # net of the lines
    discount: Decimal  # BT-92
    base: Decimal  # BT-116
    vat: Decimal  # BT-117


@dataclass(frozen=True, slots=True)
class Totals:
    """The whole quote, in €."""

    lines: tuple[Priced, ...]
    rates: tuple[Rate, ...]  # ascending
    net_lines: Decimal  # BT-106
    discount: Decimal  # BT-107
    net: Decimal  # BT-109
    vat: Decimal  # BT-110
    gross: Decimal  # BT-112, which is what has to be paid, BT-115


def trouble_of(item: Item) -> str:
    """Which value of a line cannot be reckoned with: `quantity`, `price`, `vat_rate`, `discount`; empty when none."""
    if not (_is_fit(item.quantity) and item.quantity > 0):
        return "quantity"
    if not (_is_fit(item.price) and item.price >= 0):
        return "price"
    if not (_is_fit(item.vat_rate) and 0 <= item.vat_rate <= HUNDRED):
        return "vat_rate"
    return "" if _is_fit(item.discount) and 0 <= item.discount <= HUNDRED else "discount"


def totals_of(items: Sequence[Item], discount: Discount = NO_DISCOUNT) -> Totals:
    """What a quote comes to.

    Args:
        items: its lines, in their order.
        discount: on the whole of it.

    Raises:
        ValueError: a value that `trouble_of` names, or a discount that is negative or more than the lines come to.
    """
    for item in items:
        if trouble := trouble_of(item):
            raise ValueError(f"{trouble} of {item.designation!r}")
    with localcontext() as context:
        context.prec = DIGITS
        lines = tuple(_priced(item) for item in items)
        by_rate: dict[Decimal, Decimal] = {}
        for line in lines:
            rate = line.item.vat_rate  # 20 and 20.0 are one
            by_rate[rate] = by_rate.get(rate, NOTHING) + line.net
        taken = _shared(discount, by_rate)
        rates = tuple(_rate(rate, by_rate[rate], taken[rate]) for rate in sorted(by_rate))
        net_lines = sum((line.net for line in lines), NOTHING)
        off = sum((rate.discount for rate in rates), NOTHING)
        net = net_lines - off
        vat = sum((rate.vat for rate in rates), NOTHING)
    return Totals(lines, rates, cents(net_lines), cents(off), cents(net), cents(vat), cents(net + vat))


def cents(amount: Decimal) -> Decimal:
    """To the cent, half up."""
    with localcontext() as context:
        context.prec = DIGITS
        return amount.quantize(CENT, ROUND_HALF_UP)


def share_of(amount: Decimal, percent: Decimal) -> Decimal:
    """So many per cent of an amount, to the cent: a deposit."""
    with localcontext() as context:
        context.prec = DIGITS
        return cents(amount * percent / HUNDRED)


def _priced(item: Item) -> Priced:
    gross = cents(item.quantity * item.price)
    off = share_of(gross, item.discount)
    return Priced(item, gross, off, gross - off)


def _rate(rate: Decimal, lines: Decimal, discount: Decimal) -> Rate:
    base = lines - discount
    return Rate(rate, lines, discount, base, share_of(base, rate))


def _shared(discount: Discount, by_rate: Mapping[Decimal, Decimal]) -> dict[Decimal, Decimal]:
    """What is taken off the lines of each rate; of an amount, cents that are left go where most was cut off."""
    lines = sum(by_rate.values(), NOTHING)
    if discount.percent and discount.amount:
        raise ValueError("discount is a share or an amount")
    if not 0 <= discount.percent <= HUNDRED or not 0 <= discount.amount <= lines:
        raise ValueError("discount of the quote")
    if not discount.amount:
        return {rate: share_of(net, discount.percent) for rate, net in by_rate.items()}
    amount = cents(discount.amount)
    exact = {rate: amount * net / lines for rate, net in by_rate.items()}
    taken = {rate: share.quantize(CENT, ROUND_FLOOR) for rate, share in exact.items()}
    left = int((amount - sum(taken.values(), NOTHING)) / CENT)
    for rate in sorted(exact, key=lambda one: (taken[one] - exact[one], one))[:left]:
        taken[rate] += CENT
    return taken


def _is_fit(value: Decimal) -> bool:
    """Whether a number is one, not absurdly large, and not finer than `PLACES`."""
    if not value.is_finite() or abs(value) > MOST:
        return False
    exponent = value.normalize().as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -PLACES
