"""Totals against another reckoning: fractions and whole cents, written without looking at decimals."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from math import floor

import pytest
from hypothesis import HealthCheck, example, given, settings

from rag.office.drafts.amounts import Discount, Item, Totals, cents, share_of, totals_of
from tests.rag.office.drafts.parts import quotes

D = Decimal


def whole_cents(amount: Fraction) -> int:
    """Half up, of an amount in euros that is not negative."""
    return floor(amount * 100 + Fraction(1, 2))


def assert_right(items: list[Item], discount: Discount, found: Totals) -> None:
    """The figures of a quote are those of a second reckoning, and fit each other."""
    bases: dict[Fraction, int] = defaultdict(int)
    for item, line in zip(items, found.lines, strict=True):
        gross = whole_cents(Fraction(item.quantity) * Fraction(item.price))
        off = whole_cents(Fraction(gross, 100) * Fraction(item.discount) / 100)
        assert Fraction(line.gross) * 100 == gross
        assert Fraction(line.net) * 100 == gross - off
        bases[Fraction(item.vat_rate)] += gross - off
    lines = sum(bases.values())
    assert Fraction(found.net_lines) * 100 == lines  # BR-CO-10
    off = sum(int(rate.discount * 100) for rate in found.rates)
    assert int(found.discount * 100) == off  # BR-CO-11
    if discount.amount:
        assert off == whole_cents(Fraction(discount.amount))
    assert [Fraction(rate.rate) for rate in found.rates] == sorted(bases)
    vat = 0
    for rate in found.rates:
        net = bases[Fraction(rate.rate)]
        taken = int(rate.discount * 100)
        if discount.amount:
            assert abs(taken - Fraction(off * net, lines)) < 1
        else:
            assert taken == whole_cents(Fraction(net, 100) * Fraction(discount.percent) / 100)
        assert int(rate.base * 100) == net - taken >= 0
        assert int(rate.vat * 100) == whole_cents(Fraction(net - taken, 100) * Fraction(rate.rate) / 100)  # BR-CO-17
        vat += int(rate.vat * 100)
    assert int(found.net * 100) == lines - off  # BR-CO-13
    assert int(found.vat * 100) == vat  # BR-CO-14
    assert int(found.gross * 100) == lines - off + vat  # BR-CO-15 and BR-CO-16: nothing is paid yet
    for amount in (found.net_lines, found.discount, found.net, found.vat, found.gross):
        assert amount.as_tuple().exponent == -2


@settings(max_examples=200, deadline=None)
@given(quotes())
@example(([Item("a", D("0.333333"), D("1000000000"), D("5.5"), discount=D("33.333333"))], Discount(D("99.999999"))))
@example(([Item("a", D(1), D("0.005"), D(20)), Item("b", D(1), D("0.01"), D(10))], Discount(amount=D("0.01"))))
def test_totals_are_right(quote: tuple[list[Item], Discount]) -> None:
    items, discount = quote
    assert_right(items, discount, totals_of(items, discount))


@pytest.mark.slow
@settings(max_examples=10_000, deadline=None, suppress_health_check=list(HealthCheck))
@given(quotes())
def test_totals_of_ten_thousand_quotes_are_right(quote: tuple[list[Item], Discount]) -> None:
    items, discount = quote
    assert_right(items, discount, totals_of(items, discount))


def test_half_a_cent_goes_up() -> None:
    assert [cents(D(amount)) for amount in ("0.005", "0.015", "2.675", "0.0049999")] == [
        D("0.01"),
        D("0.02"),
        D("2.68"),
        D("0.00"),
    ]
    assert share_of(D("10158.00"), D(30)) == D("3047.40")


def test_a_quote_by_hand() -> None:
    found = totals_of(
        [
            Item("Formation", D(3), D("890"), D(20), "jour"),
            Item("Licence", D(2), D("149.90"), D(20), discount=D(5)),
            Item("Livre", D(4), D("12.35"), D("5.5")),
        ],
        Discount(percent=D(10)),
    )
    assert [line.net for line in found.lines] == [D("2670.00"), D("284.81"), D("49.40")]
    assert [(rate.rate, rate.base, rate.vat) for rate in found.rates] == [
        (D("5.5"), D("44.46"), D("2.45")),
        (D(20), D("2659.33"), D("531.87")),
    ]
    assert (found.net_lines, found.discount) == (D("3004.21"), D("300.42"))
    assert (found.net, found.vat, found.gross) == (D("2703.79"), D("534.32"), D("3238.11"))


def test_one_rate_written_twice_is_one() -> None:
    found = totals_of([Item("a", D(1), D(1), D("20")), Item("b", D(1), D(1), D("20.00"))])
    assert len(found.rates) == 1


@pytest.mark.parametrize(
    ("item", "trouble"),
    [
        (Item("a", D(0), D(1), D(20)), "quantity"),
        (Item("a", D(-1), D(1), D(20)), "quantity"),
        (Item("a", D("NaN"), D(1), D(20)), "quantity"),
        (Item("a", D("0.0000001"), D(1), D(20)), "quantity"),
        (Item("a", D(1), D(-1), D(20)), "price"),
        (Item("a", D(1), D("1E+10"), D(20)), "price"),
        (Item("a", D(1), D(1), D(101)), "vat_rate"),
        (Item("a", D(1), D(1), D(20), discount=D(101)), "discount"),
    ],
)
def test_what_cannot_be_reckoned_with_is_refused(item: Item, trouble: str) -> None:
    with pytest.raises(ValueError, match=trouble):
        totals_of([item])


@pytest.mark.parametrize(
    "discount", [Discount(D(101)), Discount(D(-1)), Discount(amount=D("1.01")), Discount(D(5), D("0.5"))]
)
def test_a_discount_that_is_too_much_is_refused(discount: Discount) -> None:
    with pytest.raises(ValueError, match="discount"):
        totals_of([Item("a", D(1), D(1), D(20))], discount)
