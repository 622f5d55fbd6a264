"""Bounds that a question sets, and totals behind their labels."""

from __future__ import annotations

from decimal import Decimal

import pytest

from rag.listing.amounts import Bounds, bounds_in, gross_of, net_in, net_of
from rag.words import flattened


@pytest.mark.parametrize(
    ("words", "bounds"),
    [
        ("de plus de 1 000 €", Bounds(Decimal(1000), over=True)),
        ("d'au moins 5 000 euros", Bounds(Decimal(5000))),
        ("supérieures à 2k€", Bounds(Decimal(2000), over=True)),
        ("d'un montant supérieur à 1 500,50 € HT", Bounds(Decimal("1500.5"), over=True, net=True)),
        ("qui dépassent 1.000 €", Bounds(Decimal(1000), over=True)),
        ("de moins de 300 €", Bounds(most=Decimal(300), under=True)),
        ("entre 500 et 1 000 euros", Bounds(Decimal(500), Decimal(1000))),
        ("entre 2 et 5 k€", Bounds(Decimal(2000), Decimal(5000))),
        ("over £2,000", Bounds(Decimal(2000), over=True, currency="GBP")),
        ("between $500 and $1,000", Bounds(Decimal(500), Decimal(1000), currency="USD")),
        ("at most 100 EUR", Bounds(most=Decimal(100))),
    ],
)
def test_bounds_and_their_place(words: str, bounds: Bounds) -> None:
    question = f"liste des factures {words} en mars"
    found = bounds_in(flattened(question))
    assert found
    assert found[0] == bounds
    assert flattened(question)[slice(*found[1])].strip() == flattened(words)


@pytest.mark.parametrize(
    "words", ["de plus de 3 pages", "de plus de 1000", "entre 2 et 4 fenêtres", "plus de 100 € et moins de 200 €"]
)
def test_none_or_two_are_none(words: str) -> None:
    assert bounds_in(flattened(words)) is None


def test_more_than_is_more() -> None:
    over, least = Bounds(Decimal(1000), over=True), Bounds(Decimal(1000))
    assert not over.hold(Decimal(1000))
    assert least.hold(Decimal(1000))
    assert over.hold(Decimal("1000.01"))
    assert Bounds(most=Decimal(5)).hold(Decimal(5))
    assert not Bounds(most=Decimal(5), under=True).hold(Decimal(5))


def test_without_vat_is_heard() -> None:
    assert net_in(flattened("en HT de mars")) == (0, 5)
    assert net_in(flattened("TTC")) is None


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("Total HT 193,00 €\nTVA 5,5 % sur 193,00 € 10,62 €\nNet à votre crédit TTC 203,62 €", "203.62", "EUR"),
        ("Total HT 12 588,50 €\nNet à payer TTC 15 106,20 €", "15106.2", "EUR"),
        ("TOTAL TTC (€) : 1 234,56", "1234.56", "EUR"),
        ("Total T.T.C. | 100,00", "100", ""),
        ("Net à payer ..... 880,80 EUR", "880.8", "EUR"),
        ("Total TTC\n1 200,00 €", "1200", "EUR"),
        ("Grand total £1,299.00", "1299", "GBP"),
        ("Total 1 200 €\nAcompte 200 €\nTotal TTC 1 000 €", "1000", "EUR"),
        ("Total TTC 500,00 €\nReste à payer 100,00 €", "500", "EUR"),
        ("Total TTC - 203,62 €", "203.62", "EUR"),
        ("Total TTC -203,62 €", "-203.62", "EUR"),
    ],
)
def test_the_total_with_vat(text: str, value: str, currency: str) -> None:
    total = gross_of([text])
    assert total
    assert (total.amount.value, total.amount.currency) == (Decimal(value), currency)
    assert text[total.amount.end - 1].isdigit() or text[total.amount.end - 1] in "€R"


@pytest.mark.parametrize(
    "text",
    [
        "Total | 12 | fenêtres",
        "Sous-total 12,00 €",
        "Total 3 pages",
        "TVA 20 % sur 193,00 €",
        "Le total TTC est élevé.",
        "",
    ],
)
def test_no_total_is_none(text: str) -> None:
    assert gross_of([text]) is None


def test_the_last_page_says_the_total() -> None:
    total = gross_of(["Total TTC à reporter\nTotal TTC 100,00 €", "Conditions", "Total TTC 250,00 €"])
    assert total
    assert (total.place, total.amount.value) == (2, Decimal(250))


def test_the_total_without_vat() -> None:
    total = net_of(["Total HT 193,00 €\nTotal TTC 203,62 €"])
    assert total
    assert total.amount.value == Decimal(193)
    assert net_of(["Total TTC 203,62 €"]) is None
