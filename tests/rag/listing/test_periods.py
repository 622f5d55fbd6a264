"""Stretches of days as people name them, in both languages."""

from __future__ import annotations

from datetime import date

import pytest

from rag.listing.periods import Period, period_in, span_of
from rag.words import flattened

TODAY = date(2026, 11, 27)


def d(written: str) -> date | None:
    return date.fromisoformat(written) if written else None


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("en 2025", "2025-01-01", "2025-12-31"),
        ("de l'année 2025", "2025-01-01", "2025-12-31"),
        ("de mars 2026", "2026-03-01", "2026-03-31"),
        ("du mois de février 2024", "2024-02-01", "2024-02-29"),
        ("en décembre", "2025-12-01", "2025-12-31"),
        ("en novembre", "2026-11-01", "2026-11-30"),
        ("au premier trimestre 2026", "2026-01-01", "2026-03-31"),
        ("T4 2025", "2025-10-01", "2025-12-31"),
        ("Q2 2026", "2026-04-01", "2026-06-30"),
        ("au second semestre 2025", "2025-07-01", "2025-12-31"),
        ("au dernier trimestre 2025", "2025-10-01", "2025-12-31"),
        ("depuis janvier", "2026-01-01", ""),
        ("depuis le 1er mars 2026", "2026-03-01", ""),
        ("after March 2026", "2026-04-01", ""),
        ("avant le 1er février 2026", "", "2026-01-31"),
        ("jusqu'au 31 mars 2026", "", "2026-03-31"),
        ("entre le 1er mars et le 15 avril 2026", "2026-03-01", "2026-04-15"),
        ("du 1er au 15 mars 2026", "2026-03-01", "2026-03-15"),
        ("du 01/03/2026 au 31/03/2026", "2026-03-01", "2026-03-31"),
        ("de janvier à mars 2026", "2026-01-01", "2026-03-31"),
        ("de mars et avril 2026", "2026-03-01", "2026-04-30"),
        ("between 1 March and 15 April 2026", "2026-03-01", "2026-04-15"),
        ("from January to March 2026", "2026-01-01", "2026-03-31"),
        ("in March 2026", "2026-03-01", "2026-03-31"),
        ("du 31 mars 2026", "2026-03-31", "2026-03-31"),
        ("on 2026-03-31", "2026-03-31", "2026-03-31"),
        ("cette année", "2026-01-01", "2026-12-31"),
        ("l'an dernier", "2025-01-01", "2025-12-31"),
        ("last year", "2025-01-01", "2025-12-31"),
        ("ce mois-ci", "2026-11-01", "2026-11-30"),
        ("le mois dernier", "2026-10-01", "2026-10-31"),
        ("last quarter", "2026-07-01", "2026-09-30"),
        ("la semaine dernière", "2026-11-16", "2026-11-22"),
        ("cette semaine", "2026-11-23", "2026-11-29"),
        ("hier", "2026-11-26", "2026-11-26"),
        ("les 3 derniers mois", "2026-08-27", "2026-11-27"),
        ("last 30 days", "2026-10-28", "2026-11-27"),
    ],
)
def test_a_period_and_its_place(words: str, first: str, last: str) -> None:
    question = f"liste des factures {words} de plus"
    found = period_in(flattened(question), TODAY)
    assert found
    assert found[0] == Period(d(first), d(last))
    assert flattened(question)[slice(*found[1])].strip() == flattened(words)


@pytest.mark.parametrize(
    "words",
    [
        "de plus de 3 pages",
        "janvier 2026 ou mars 2027",
        "du 31 février 2026",
        "F-2026-0142",
        "",
    ],
)
def test_none_or_two_are_none(words: str) -> None:
    assert period_in(flattened(words), TODAY) is None


@pytest.mark.parametrize("day", ["2026-03-01", "2026-03-31", "2026-03-15T10:00:00+01:00", "2026-03"])
def test_what_lies_within(day: str) -> None:
    assert Period(date(2026, 3, 1), date(2026, 3, 31)).holds(day) is True


def test_what_lies_outside_and_what_cannot_be_told() -> None:
    half = Period(date(2026, 3, 10), None)
    assert half.holds("2026-03-09") is False
    assert half.holds("2026-02") is False
    assert half.holds("2026-03") is None
    assert half.holds("") is None
    assert half.holds("bientôt") is None
    assert Period(None, date(2026, 3, 31)).holds("2019-01-01") is True


def test_a_month_covers_its_days() -> None:
    assert span_of("2024-02") == (date(2024, 2, 1), date(2024, 2, 29))
    assert span_of("2026-13") is None
