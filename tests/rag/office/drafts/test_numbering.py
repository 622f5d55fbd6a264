from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.office.drafts.numbering import Rule
from rag.office.drafts.validity import valid_until
from rag.options import NUMBER_FORM

DAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("pattern", "count", "number"),
    [
        ("DEV-{year}-{n:04}", 7, "DEV-2026-0007"),
        ("D{yy}{month}-{n:03}", 12, "D2611-012"),
        ("{n}/{year}", 1, "1/2026"),
        ("DEV-{year}-{n:04}", 12345, "DEV-2026-12345"),
    ],
)
def test_a_number_is_written_by_its_rule(pattern: str, count: int, number: str) -> None:
    rule = Rule(pattern)
    assert rule.number(count, DAY) == number
    assert rule.counts_in(f"Devis n° {number} du jour", DAY) == {count}


def test_the_next_one_is_behind_the_highest_of_its_period_wherever_it_is_named() -> None:
    rule = Rule("D-{year}-{n:03}")
    taken = ["D-2026-031", "Devis D-2026-017-B dressing.pdf", "D-2025-118", "FD-2026-900", "D-2026-0349x", "d-2026-034"]
    assert rule.next(DAY, taken) == "D-2026-035"
    assert rule.next(date(2027, 1, 2), taken) == "D-2027-001"
    assert rule.next(DAY, []) == "D-2026-001"


def test_a_gap_is_never_filled() -> None:
    assert Rule("{n}").next(DAY, ["1", "5"]) == "6"


@pytest.mark.parametrize("pattern", ["", "DEV-{year}", "{n}{n}", "{n:4}", "{day}-{n}", "{n", "{n.real}", "{n:00}"])
def test_a_rule_without_one_counter_is_refused(pattern: str) -> None:
    assert not re.match(NUMBER_FORM, pattern)
    with pytest.raises(ValueError, match=f"^{re.escape(pattern)}$"):
        Rule(pattern)


@given(
    st.sampled_from(["DEV-{year}-{n:04}", "{yy}.{month}.{n}", "Q{n:02}", "{year}/{n:03}-A"]),
    st.lists(st.integers(1, 3000), max_size=30),
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
)
def test_a_number_is_never_given_twice(pattern: str, counts: list[int], day: date) -> None:
    rule = Rule(pattern)
    taken = [rule.number(count, day) for count in counts]
    for _ in range(3):
        number = rule.next(day, taken)
        assert number not in taken
        taken.append(number)
    assert len(set(taken)) == len(set(counts)) + 3


@pytest.mark.parametrize(
    ("day", "rule", "last"),
    [
        (date(2026, 11, 28), "30d", date(2026, 12, 28)),
        (date(2026, 11, 30), "3m", date(2027, 2, 28)),
        (date(2026, 12, 31), "1m", date(2027, 1, 31)),
        (date(2027, 11, 30), "3 m", date(2028, 2, 29)),
        (date(2026, 1, 31), "12m", date(2027, 1, 31)),
    ],
)
def test_the_last_day_of_a_quote(day: date, rule: str, last: date) -> None:
    assert valid_until(day, rule) == last


@pytest.mark.parametrize("rule", ["", "0d", "30", "d", "1000d", "30 days"])
def test_another_rule_is_refused(rule: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(rule)}$"):
        valid_until(DAY, rule)
