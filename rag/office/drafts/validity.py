"""Until when a quote holds, by rule: so many days, or so many months, from its day on. Pure."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import Final

FORM: Final = r"^[1-9]\d{0,2} ?(?:d|m)$"
LAST_MONTH: Final = 12


def valid_until(day: date, rule: str) -> date:
    """The last day on which a quote can be accepted.

    Args:
        day: on which the quote is made.
        rule: `30d` for days, `3m` for months; a month later is the same day of the month, or the month's last.

    Raises:
        ValueError: the rule has another form.
    """
    if not re.match(FORM, rule):
        raise ValueError(rule)
    count = int(rule[:-1])
    if rule.endswith("d"):
        return day + timedelta(days=count)
    years, month = divmod(day.month - 1 + count, LAST_MONTH)
    last = calendar.monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))
