"""Dates in their French and English forms."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from rag.days import agree, days_in

FORMS = (
    ("fr", "d MMMM y"), ("fr", "dd/MM/y"), ("fr", "dd.MM.y"), ("fr", "dd-MM-y"), ("fr", "dd/MM/yy"), ("fr", "y-MM-dd"),
    ("fr", "EEEE d MMMM y"), ("en", "MMMM d, y"), ("en", "d MMMM y"), ("en", "MMM d, y"), ("en", "d MMM y"),
    ("fr", "y/MM/dd"),
)  # fmt: skip


def meant(text: str, *, day_first: bool = True) -> list[set[tuple[int, int, int]]]:
    return [set(days) for _, _, days in days_in(text, day_first=day_first)]


@given(st.dates(date(2000, 1, 1), date(2089, 12, 31)), st.sampled_from(FORMS), st.sampled_from(FORMS))
def test_every_form_of_a_day_is_that_day(day: date, one: tuple[str, str], other: tuple[str, str]) -> None:
    for locale, form in (one, other):
        written = str(format_date(day, form, locale=locale))
        assert meant(f"Le contrat du {written} court.") == [{(day.year, day.month, day.day)}], written


@given(st.dates(date(2000, 1, 1), date(2089, 12, 31)))
def test_an_english_form_may_begin_with_the_month(day: date) -> None:
    both = meant(f"{day:%d/%m/%Y}", day_first=False)[0]
    assert (day.year, day.month, day.day) in both
    assert both == meant(f"{day:%m/%d/%Y}", day_first=False)[0]
    assert len(both) == (2 if day.day <= 12 and day.day != day.month else 1)


def test_what_is_not_said_is_zero_and_contradicts_nothing() -> None:
    assert meant("en mars 2024, le 12 mars, 03/2024, March 12, 1er janvier 2025") == [
        {(2024, 3, 0)}, {(0, 3, 12)}, {(2024, 3, 0)}, {(0, 3, 12)}, {(2025, 1, 1)},
    ]  # fmt: skip
    assert agree((2024, 3, 0), (2024, 3, 12))
    assert agree((0, 3, 12), (2024, 3, 12))
    assert not agree((2024, 4, 0), (2024, 3, 12))
    assert not agree((2024, 0, 0), (0, 3, 12))


def test_both_ends_of_a_stretch() -> None:
    assert meant("du 3 au 5 avril 2025") == [{(2025, 4, 3)}, {(2025, 4, 5)}]


def test_what_is_no_date() -> None:
    assert meant("le 45/13/2024, version 1.2.3.4, 192.168.1.20, 12/03, mai, le mars") == []
