from __future__ import annotations

from datetime import date, datetime, timedelta

from ui.web.ages import TODAY, WEEK, YESTERDAY, age, by_age

DAY = date(2026, 3, 12)


def at(days: int) -> str:
    """Noon on this machine's clock, some days before."""
    return (datetime(2026, 3, 12, 12, tzinfo=None).astimezone() - timedelta(days=days)).isoformat()


def test_ages_of_moments() -> None:
    assert [age(at(days), DAY) for days in (-1, 0, 1, 2, 7, 8, 40)] == [
        TODAY, TODAY, YESTERDAY, WEEK, WEEK, "2026-03", "2026-01"
    ]  # fmt: skip


def test_groups_keep_the_order() -> None:
    moments = [at(days) for days in (0, 0, 3, 40, 41)]
    assert by_age(moments, str, DAY) == [(TODAY, moments[:2]), (WEEK, moments[2:3]), ("2026-01", moments[3:])]
    assert by_age([], str, DAY) == []
