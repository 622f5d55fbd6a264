"""Days and months as people write them, French and English: `12/03/2024` is `12 mars 2024` is `2024-03-12`. Pure."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from babel.dates import get_month_names

if TYPE_CHECKING:
    from collections.abc import Iterator

Day = tuple[int, int, int]  # year, month, day; 0 for what is not said
CENTURY: Final = 2000  # of a year of two digits
LAST_MONTH: Final = 12
LAST_DAY: Final = 31
_PLAIN: Final = str.maketrans("éèûôà", "eeuoa")
_MORE: Final = {"sept": 9, "fev": 2, "aou": 8}  # shorter forms than the locales give


@cache
def months() -> dict[str, int]:
    """The number of a month by its name, in both languages: long, short, with and without accents."""
    names = dict(_MORE)
    for locale in ("fr", "en"):
        for width in ("wide", "abbreviated"):
            for number, name in get_month_names(width, locale=locale).items():
                word = name.casefold().rstrip(".")
                names[word] = names[word.translate(_PLAIN)] = number
    return names


def month_names(month: int) -> tuple[tuple[str, str], ...]:
    """A month's names in full, folded, each behind its language, ISO 639-1."""
    return tuple(
        (locale, get_month_names("wide", locale=locale)[month].casefold().translate(_PLAIN)) for locale in ("fr", "en")
    )


@cache
def _in_full() -> dict[str, int]:
    return {name: month for month in range(1, LAST_MONTH + 1) for _, name in month_names(month)}


def month_of(word: str) -> int:
    """The number of the month that a folded word names in full, 1–12; 0 when it names none. `sept` may be seven."""
    return _in_full().get(word, 0)


@cache
def _forms() -> re.Pattern[str]:
    month = "|".join(sorted(months(), key=len, reverse=True))
    year = r"(?:1[89]|20)\d\d"
    nth = r"(?:er|ère|st|nd|rd|th)?"
    to = r"(?:\s?[-–]\s?|\s(?:au|et|to|and|&)\s(?:le\s)?)"
    return re.compile(
        rf"(?<![\w/.,-])(?:(?P<iso>{year}-\d\d?-\d\d?)(?:T[\d:.]+Z?)?"
        rf"|(?P<signs>\d{{1,2}}(?P<sign>[/.-])\d{{1,2}}(?P=sign)(?:{year}|\d\d))"
        rf"|(?:(?P<from>\d{{1,2}}){nth}{to})?(?P<day>\d{{1,2}}){nth}\s+(?:of\s+)?(?P<name>{month})\b\.?"
        rf"(?:,?\s+(?P<year>{year}))?"
        rf"|(?P<us_name>{month})\b\.?\s+(?P<us_day>\d{{1,2}}){nth}(?!\d)(?:,?\s+(?P<us_year>{year}))?"
        rf"|(?P<only_name>{month})\b\.?\s+(?P<only_year>{year})"
        rf"|(?P<turned>{year}/\d\d?/\d\d?)|(?P<in_year>\d\d?/{year}))(?![\w/-]|[.,]\d)",
        re.IGNORECASE,
    )


def days_in(text: str, *, day_first: bool) -> Iterator[tuple[int, int, frozenset[Day]]]:
    """Every date with its place and what it may mean.

    Args:
        text: any text.
        day_first: `03/04/2024` can only be the third of April; otherwise it may be March 4 too.

    Yields:
        Start and end in the text, and one day, or two that the writing leaves open; never none.
    """
    for match in _forms().finditer(text):
        meant = frozenset(day for day in _meant(match, day_first=day_first) if _exists(day))
        start = match.start("day") if match["from"] else match.start()
        if meant and match["from"]:
            yield match.start(), match.end("from"), frozenset((*day[:2], int(match["from"])) for day in meant)
        if meant:
            yield start, match.end(), meant


def agree(one: Day, other: Day) -> bool:
    """Whether two dates may be the same: what both say is equal, and they share more than nothing."""
    pairs = [(a, b) for a, b in zip(one, other, strict=True) if a and b]
    return bool(pairs) and all(a == b for a, b in pairs)


def _meant(match: re.Match[str], *, day_first: bool) -> Iterator[Day]:
    found = match.groupdict()
    if found["iso"] or found["turned"]:
        year, month, day = (int(part) for part in re.split(r"[-/]", found["iso"] or found["turned"]))
        yield year, month, day
    elif found["signs"]:
        first, second, year = (int(part) for part in re.split(r"[/.-]", found["signs"]))
        year += CENTURY if year < 100 else 0  # noqa: PLR2004 - a year of two digits
        yield year, second, first
        if not day_first or second > LAST_MONTH:
            yield year, first, second
    elif found["in_year"]:
        month, year = (int(part) for part in found["in_year"].split("/"))
        yield year, month, 0
    else:
        named = found["year"] or found["us_year"] or found["only_year"] or 0
        name = found["name"] or found["us_name"] or found["only_name"]
        yield int(named), months()[name.casefold()], int(found["day"] or found["us_day"] or 0)


def _exists(day: Day) -> bool:
    return 1 <= day[1] <= LAST_MONTH and 0 <= day[2] <= LAST_DAY
