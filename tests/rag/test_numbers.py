"""Numbers in figures and words."""

from __future__ import annotations

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from rag.numbers import UNCERTAIN, grouped, readings, spelled, times

FRENCH = [
    "zéro",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
    "dix-sept",
    "dix-huit",
    "dix-neuf",
    "vingt",
]
ENGLISH = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]


@given(st.integers(0, 10**9), st.integers(0, 99), st.sampled_from(["fr_FR", "en_GB", "de_DE", "de_CH"]))
def test_a_number_is_read_however_a_country_writes_it(whole: int, cents: int, locale: str) -> None:
    value = whole + cents / 100
    assert f"{value:.2f}".rstrip("0").rstrip(".") in readings(str(format_decimal(value, "#,##0.00", locale=locale)))
    assert str(whole) in readings(str(format_decimal(whole, locale=locale)))


@pytest.mark.parametrize(
    ("written", "values"),
    [
        ("1 250,00", {"1250"}),
        ("1\u202f250", {"1250"}),
        ("1.250", {"1250", "1.25"}),
        ("1,250.00", {"1250"}),
        ("1.250,5", {"1250.5"}),
        ("0,125", {"0.125"}),
        ("12,50", {"12.5"}),
        ("1'250", {"1250"}),
    ],
)
def test_what_may_be_read_in_two_ways_has_both_values(written: str, values: set[str]) -> None:
    assert readings(written) == values


def test_words_to_twenty_in_both_languages() -> None:
    assert [spelled(word) for word in FRENCH] == [str(number) for number in range(21)]
    assert [spelled(word) for word in ENGLISH] == [str(number) for number in range(21)]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("vingt et un", "21"),
        ("trente-cinq", "35"),
        ("soixante-dix", "70"),
        ("quatre-vingts", "80"),
        ("quatre-vingt-dix-sept", "97"),
        ("deux cent cinquante", "250"),
        ("trois mille deux cents", "3200"),
        ("forty-two", "42"),
        ("two hundred and five", "205"),
        ("troisième", "3"),
        ("deux trois", None),
    ],
)
def test_longer_words(words: str, value: str | None) -> None:
    assert spelled(words) == value


def test_pieces_and_multiples() -> None:
    assert grouped("12 350 €") == ("12", "350")
    assert grouped("12350") == ()
    assert times(frozenset({"3.2"}), 10**6) == {"3200000"}
    assert {"un", "premier"} <= UNCERTAIN
