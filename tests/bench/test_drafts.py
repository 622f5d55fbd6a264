"""The script's second reckoning notices a total that is wrong by a cent."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

import pytest

from bench import drafts
from rag.office.drafts.amounts import Discount, Item, Totals, totals_of


def test_random_quotes_are_right() -> None:
    chance = random.Random(1)
    assert all(drafts.is_right(*drafts.random_quote(chance)) for _ in range(50))


@pytest.mark.parametrize("wrong", ["net_lines", "net", "vat", "gross"])
def test_a_wrong_total_is_noticed(monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    def slip(items: list[Item], discount: Discount) -> Totals:
        right = totals_of(items, discount)
        return replace(right, **{wrong: getattr(right, wrong) + Decimal("0.01")})

    monkeypatch.setattr(drafts, "totals_of", slip)
    assert not drafts.is_right([Item("a", Decimal(1), Decimal(3), Decimal(20))], Discount())
