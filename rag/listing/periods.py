"""The stretch of days that a question names: `en mars 2026`, `au premier trimestre`, `depuis janvier`. Pure.

The day of today is given, never looked up. Both languages; what may mean two stretches means none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Final

from rag.days import months
from rag.words import fold

if TYPE_CHECKING:
    from collections.abc import Callable

YEAR: Final = 12  # months
_NUMBERS: Final = {
    "premier": 1, "1er": 1, "1st": 1, "first": 1, "deuxieme": 2, "second": 2, "2e": 2, "2eme": 2, "2nd": 2,
    "troisieme": 3, "3e": 3, "3eme": 3, "third": 3, "3rd": 3, "quatrieme": 4, "4e": 4, "4eme": 4, "fourth": 4,
    "4th": 4, "dernier": -1, "last": -1, "deux": 2, "trois": 3, "six": 6, "douze": 12, "two": 2, "three": 3,
    "twelve": 12,
}  # fmt: skip
_UNITS: Final = {
    "an": "year", "ans": "year", "annee": "year", "annees": "year", "year": "year", "years": "year",
    "mois": "month", "month": "month", "months": "month", "trimestre": "quarter", "trimestres": "quarter",
    "quarter": "quarter", "quarters": "quarter", "semestre": "half", "semester": "half", "half": "half",
    "semaine": "week", "semaines": "week", "week": "week", "weeks": "week", "jours": "day", "days": "day",
}  # fmt: skip
MONTHS_IN: Final = {"month": 1, "quarter": 3, "half": 6, "year": 12}
DAYS_IN: Final = {"day": 1, "week": 7}
_IN: Final = (
    r"(?:(?:date|signe|conclu|etabli|ecrit|dated|signed|concluded|written)(?:e?s)?\s+)?"
    r"(?:\b(?:au cours (?:de|du)|durant|pendant|courant|during|pour|en|dans|de|du|des|d'|au|a|in|of|for|from|on|le|l'|"
    r"la|les|the|mois|month|annee|year)\s*){0,4}"
)


@dataclass(frozen=True, slots=True)
class Period:
    """Days from the first to the last, both within; an end that is open is None."""

    first: date | None = None
    last: date | None = None

    def holds(self, written: str) -> bool | None:
        """Whether an ISO 8601 day, month or year lies within; None when it cannot be told."""
        bounds = span_of(written)
        if bounds is None:
            return None
        first, last = self.first or date.min, self.last or date.max
        if first <= bounds[0] and bounds[1] <= last:
            return True
        return False if bounds[1] < first or last < bounds[0] else None


def span_of(written: str) -> tuple[date, date] | None:
    """The days that an ISO 8601 moment, month or year covers; None when it says no day."""
    try:
        if len(written) == 7:  # noqa: PLR2004 - a month alone
            return _months_from(int(written[:4]), int(written[5:]), 1)
        day = date.fromisoformat(written[:10])
    except ValueError:
        return None
    return day, day


def period_in(flat: str, today: date) -> tuple[Period, tuple[int, int]] | None:
    """The one period of a question.

    Args:
        flat: the question as `words.flattened` gives it.
        today: the day on which it is asked.

    Returns:
        The period, and where its words stand, the small words before them included; None when there is no period, or
        more than one.
    """
    found: list[tuple[Period, tuple[int, int]]] = []
    for form, read in _forms():
        for match in form.finditer(flat):
            start, end = match.span()
            if any(start < other[1] and other[0] < end for _, other in found):
                continue
            if (period := _read(read, match, today)) is not None:
                found.append((period, (start, end)))
    return found[0] if len(found) == 1 else None


def _read(read: Callable[[re.Match[str], date], Period | None], match: re.Match[str], today: date) -> Period | None:
    try:
        return read(match, today)
    except (ValueError, OverflowError):  # the 31st of February
        return None


@cache
def _forms() -> tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], Period | None]], ...]:
    """The forms of both languages, longest first, each with what reads it."""
    name = "|".join(sorted({fold(one) for one in months() if len(one) >= 3}, key=len, reverse=True))  # noqa: PLR2004
    year = r"(?:19|20)\d\d"
    day = rf"\d{{1,2}}(?:er|st|nd|rd|th)?\s+(?:of\s+)?(?:{name})(?:\s+{year})?"
    when = (
        rf"(?:le\s+|the\s+)?(?:{day}|(?:{name})\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+{year}|\d{{1,2}}/\d{{1,2}}/{year}"
        rf"|{year}-\d\d-\d\d|(?:fin\s+|debut\s+|end of\s+)?(?:{name})(?:\s+{year})?|{year})"
    )
    number = "|".join(sorted(_NUMBERS, key=len, reverse=True))
    unit = "|".join(sorted(_UNITS, key=len, reverse=True))
    shapes: tuple[tuple[str, Callable[[re.Match[str], date], Period | None]], ...] = (
        ((rf"(?:entre|between|du|from)\s+(?:le\s+|the\s+)?(?P<only>\d{{1,2}})(?:er|st|nd|rd|th)?\s+(?:et|and|au|to)\s+"
         rf"(?P<to>{when})"), _days),
        (rf"(?:entre|between)\s+(?P<from>{when})\s+(?:et|and)\s+(?P<to>{when})", _between),
        (rf"(?:du|de|d'|from)\s*(?P<from>{when})\s+(?:au|a|to|until|jusqu'a|jusqu'au|till)\s+(?P<to>{when})", _between),
        (rf"{_IN}(?P<from>{name})\s+(?:et|and)\s+(?P<to>(?:{name})\s+{year})", _between),
        ((rf"(?P<word>depuis|since|a partir du?|a compter du?|des|apres|after|avant|before|jusqu'(?:en|au?)|until)\s*"
         rf"(?:le\s+mois\s+de\s+|l'annee\s+)?(?P<when>{when})(?!\s*(?:et|and)\s)"), _open),
        ((rf"{_IN}(?P<number>{number})\s+(?P<unit>trimestre|semestre|quarter|half)"
         rf"(?:\s+(?:de\s+|of\s+)?(?:l'annee\s+)?(?P<year>{year}))?"), _part),
        (rf"{_IN}(?P<letter>[tqsh])(?P<number>[1-4])[\s-]+(?P<year>{year})", _part),
        (rf"{_IN}(?:ces|les|des|the|these)?\s*(?P<count>\d{{1,2}}|{number})\s+(?:derniers|dernieres)\s+(?P<unit>{unit})",
         _latest),
        (rf"{_IN}(?:the\s+)?(?:last|past)\s+(?P<count>\d{{1,2}}|{number})\s+(?P<unit>{unit})", _latest),
        (rf"{_IN}(?P<this>ce(?:tte|t)?|this)\s+(?P<unit>{unit})(?:[\s-]ci)?(?!\s+(?:derniere?|passee?))", _relative),
        (rf"{_IN}(?P<unit>{unit})\s+(?P<that>derniere?|passee?|precedente?)", _relative),
        (rf"{_IN}(?P<that>last|previous)\s+(?P<unit>{unit})", _relative),
        (rf"{_IN}(?P<day>aujourd'hui|hier|today|yesterday)", _day),
        (rf"{_IN}(?P<when>{when})", _within),
    )  # fmt: skip
    return tuple((re.compile(rf"(?<![\w/-]){shape}(?![\w/-]|[.,]\d)"), read) for shape, read in shapes)


def _when(words: str, today: date, otherwise: int | None = None) -> tuple[date, date]:
    """The days that one point in time covers; a month without a year is the latest one that has begun."""
    plain = re.sub(r"^(?:le|the)\s+", "", words.strip())
    edge = re.match(r"(?:fin|debut|end of)\s+", plain)
    plain = plain[edge.end() :] if edge else plain
    if found := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", plain):
        return _one(int(found[3]), int(found[2]), int(found[1]))
    if re.fullmatch(r"\d{4}-\d\d-\d\d", plain):
        return _one(*(int(part) for part in plain.split("-")))
    if plain.isdigit():
        return date(int(plain), 1, 1), date(int(plain), YEAR, 31)
    pieces = re.findall(r"[a-z]{3,}|\d+", re.sub(r"\b(\d+)(?:er|st|nd|rd|th)\b", r"\1", plain).replace(" of ", " "))
    month = next(months()[piece] for piece in pieces if piece in months())
    figures = [int(piece) for piece in pieces if piece.isdigit()]
    year = next((one for one in figures if one > 31), otherwise)  # noqa: PLR2004 - no day is greater
    day = next((one for one in figures if one <= 31), 0)  # noqa: PLR2004
    year = year or (today.year if (month, day) <= (today.month, today.day) else today.year - 1)
    if edge:
        first, last = _months_from(year, month, 1)
        return (first, first) if edge[0].startswith("debut") else (last, last)
    return _one(year, month, day) if day else _months_from(year, month, 1)


def _between(match: re.Match[str], today: date) -> Period | None:
    last = _when(match["to"], today)
    named = re.search(r"(?:19|20)\d\d", match["from"])
    first = _when(match["from"], today, None if named else last[0].year)
    return Period(first[0], last[1]) if first[0] <= last[1] else None


def _days(match: re.Match[str], today: date) -> Period | None:
    """The first day is said by its number alone: it is of the month of the last one."""
    first, last = _when(match["to"], today)
    begun = last.replace(day=int(match["only"]))
    return Period(begun, last) if first == last and begun <= last else None


def _open(match: re.Match[str], today: date) -> Period:
    word, (first, last) = match["word"], _when(match["when"], today)
    if word in {"apres", "after"}:
        return Period(last + timedelta(days=1))
    if word in {"avant", "before"}:
        return Period(None, first - timedelta(days=1))
    if word.startswith("jusqu") or word == "until":
        return Period(None, last)
    return Period(first)


def _part(match: re.Match[str], today: date) -> Period | None:
    """A quarter or a half of a year; `last` alone is the one before this one."""
    found = match.groupdict()
    long = found.get("unit") in {"semestre", "half"} or found.get("letter") in {"s", "h"}
    size = MONTHS_IN["half" if long else "quarter"]
    number = _NUMBERS.get(match["number"]) or int(match["number"])
    if number < 0:
        if not found["year"]:
            return _shifted("half" if long else "quarter", today, -1)
        number = YEAR // size
    if number * size > YEAR:
        return None
    year = int(found["year"] or today.year)
    return Period(*_months_from(year, (number - 1) * size + 1, size))


def _latest(match: re.Match[str], today: date) -> Period | None:
    count = _NUMBERS.get(match["count"]) or int(match["count"])
    unit = _UNITS[match["unit"]]
    if count < 1:
        return None
    if unit in DAYS_IN:
        return Period(today - timedelta(days=count * DAYS_IN[unit]), today)
    place = today.year * YEAR + today.month - 1 - count * MONTHS_IN[unit]
    first, last = _months_from(place // YEAR, place % YEAR + 1, 1)
    return Period(min(first + timedelta(days=today.day - 1), last), today)


def _relative(match: re.Match[str], today: date) -> Period | None:
    return _shifted(_UNITS[match["unit"]], today, -1 if "that" in match.groupdict() else 0)


def _shifted(unit: str, today: date, by: int) -> Period | None:
    """This week, month, quarter, half or year, or the one so many before it; weeks begin on Mondays."""
    if unit == "day":
        return None
    if unit == "week":
        monday = today - timedelta(days=today.weekday() - 7 * by)
        return Period(monday, monday + timedelta(days=6))
    size = MONTHS_IN[unit]
    place = today.year * YEAR + (today.month - 1) // size * size + by * size
    return Period(*_months_from(place // YEAR, place % YEAR + 1, size))


def _day(match: re.Match[str], today: date) -> Period:
    day = today - timedelta(days=match["day"] in {"hier", "yesterday"})
    return Period(day, day)


def _within(match: re.Match[str], today: date) -> Period:
    return Period(*_when(match["when"], today))


def _one(year: int, month: int, day: int) -> tuple[date, date]:
    return date(year, month, day), date(year, month, day)


def _months_from(year: int, month: int, count: int) -> tuple[date, date]:
    """So many whole months."""
    after = year * YEAR + month - 1 + count
    return date(year, month, 1), date(after // YEAR, after % YEAR + 1, 1) - timedelta(days=1)
