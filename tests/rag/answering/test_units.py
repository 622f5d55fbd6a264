from __future__ import annotations

import pytest

from rag.answering.units import agree, is_unit, unit_before, unit_behind


@pytest.mark.parametrize(
    ("text", "unit", "factor"),
    [
        ("12 €", "€", 1), ("12€", "€", 1), ("12 EUR HT", "€|ht", 1), ("12 k€", "€", 1000),
        ("12 jours ouvrés", "jour|working", 1),
        ("12 working days", "jour|working", 1), ("12 m²", "m²", 1), ("12 m3", "m³", 1), ("12 pour cent", "%", 1),
        ("12 l'eau", "", 1), ("12 maisons", "", 1), ("12", "", 1),
    ],
)  # fmt: skip
def test_behind_a_number(text: str, unit: str, factor: int) -> None:
    assert unit_behind(text, 2)[:2] == (unit, factor)


def test_before_a_number() -> None:
    assert unit_before("Total $12", 7) == ("$", 6)
    assert unit_before("EUR 12", 4) == ("€", 0)
    assert unit_before("neuf 12", 5) == ("", 5)


def test_what_is_not_said_contradicts_nothing() -> None:
    assert agree("€", "€|ht")
    assert agree("", "%")
    assert not agree("€|ht", "€|ttc")
    assert not agree("mois", "an")
    assert is_unit("M2")
    assert not is_unit("R2")
