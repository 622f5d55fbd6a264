"""When something happened, as a reader groups it: today, yesterday, this week, in which month. Pure."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

T = TypeVar("T")

TODAY: Final = "today"
YESTERDAY: Final = "yesterday"
WEEK: Final = "week"  # the seven days before today
_DAYS: Final = 7


def age(moment: str, today: date) -> str:
    """`TODAY`, `YESTERDAY`, `WEEK`, or the month as `2026-03`, on this machine's clock.

    Args:
        moment: ISO 8601, with its zone.
        today: this machine's day.
    """
    day = datetime.fromisoformat(moment).astimezone().date()
    if day >= today:
        return TODAY
    if day == today - timedelta(days=1):
        return YESTERDAY
    return WEEK if day >= today - timedelta(days=_DAYS) else f"{day:%Y-%m}"


def by_age(things: Iterable[T], moment: Callable[[T], str], today: date) -> list[tuple[str, list[T]]]:
    """Things that are sorted by their moment, in groups of one age."""
    return [(name, list(group)) for name, group in groupby(things, key=lambda one: age(moment(one), today))]
