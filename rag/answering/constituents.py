"""The parts of a question that another one may take the place of: dates, numbers, codes, names. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

from babel.dates import get_month_names

from rag.stopwords import STOPWORDS
from rag.words import fold


class Sort(StrEnum):
    """What sort of thing a part of a question names."""

    DATE = "date"
    WEEKDAY = "weekday"
    CODE = "code"  # of an invoice, a quote, a product
    NUMBER = "number"
    NAME = "name"  # of a person, a firm, a place


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a question."""

    sort: Sort
    start: int
    end: int
    text: str


_YEAR: Final = r"(?:1[89]|20)\d\d"
_CODE: Final = re.compile(r"\b[A-Z]{1,5}[-/ ]?\d[\w]*(?:[-/]\w+)*\b|\b[A-Z]{2,}(?:-[A-Z0-9]+)+\b")
_WEEKDAY: Final = re.compile(
    r"\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|week-end"
    r"|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|weekends?)\b",
    re.IGNORECASE,
)
_ABOUT_NOW: Final = (
    r"l['’](?:an|année) (?:dernier|dernière|passée?|prochaine?)|cette année|ce mois|le mois (?:dernier|prochain)"
    r"|l['’]été|cet été|l['’]hiver|aujourd['’]hui|demain|hier|last year|next year|this year|this month|last month"
    r"|this summer|today|tomorrow|yesterday|Noël|Pâques|Christmas|Easter"
)
_TIME: Final = r"\s(?:ans?|années?|mois|semaines?|jours?|heures?|minutes?|years?|months?|weeks?|days?|hours?)\b"
_NUMBER: Final = re.compile(
    r"(?<![\w.,/-])\d+(?:[ \u00a0\u202f]\d{3})*(?:[.,]\d+)?(?:\s?(?:%|€|euros?\b|m²|mm\b|cm\b|kg\b))?(?![\w/-])"
    rf"(?:{_TIME})?|\b(?:deux|trois|quatre|cinq|six|sept|huit|dix|onze|douze|quinze|vingt|trente"
    r"|two|three|four|five|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty)\b"
    rf"(?:{_TIME})?",
    re.IGNORECASE,
)
_NO_NAMES: Final = frozenset(
    {"TTC", "HT", "TVA", "VAT", "SMIC", "CDD", "CDI", "Combien", "Quel", "Quelle", "How", "What"}
)
_CAPITAL: Final = r"[A-ZÀ-ÖØ-Þ][\w’'&-]*"
_NAME: Final = re.compile(
    rf"(?:\b(?:M\.|Mme|Mlle|Mr\.?|Mrs\.?|Ms\.?|Dr\.?)\s)?\b{_CAPITAL}"
    rf"(?:\s(?:(?:de la|de|du|des|la|les|le|of|the|d['’])\s?)?{_CAPITAL})*(?:\s\d{{1,4}}(?![\w.,/-]))?"
)


@cache
def _date() -> re.Pattern[str]:
    names = {
        name.rstrip(".")
        for locale in ("fr", "en")
        for name in get_month_names("wide", locale=locale).values()
        if name != "May"  # also a verb
    }
    month = "|".join(sorted(names, key=len, reverse=True))
    return re.compile(
        rf"\b(?:(?:\d{{1,2}}(?:er|st|nd|rd|th)?\s)?(?:{month})(?:\s\d{{1,2}},)?(?:\s{_YEAR})?|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}"
        rf"|\d{{1,2}}/{_YEAR}|{_YEAR}-\d\d(?:-\d\d)?|May {_YEAR}|{_YEAR}|{_ABOUT_NOW})(?![\w-])",
        re.IGNORECASE,
    )


def parts(text: str) -> tuple[Part, ...]:
    """Every part in order; none lies in another."""
    found: list[Part] = []
    for sort, forms in (
        (Sort.CODE, _CODE),
        (Sort.DATE, _date()),
        (Sort.WEEKDAY, _WEEKDAY),
        (Sort.NAME, _NAME),
        (Sort.NUMBER, _NUMBER),
    ):
        for match in forms.finditer(text):
            start, end = match.span()
            if sort is Sort.NAME:
                start = _without_first_word(text, start, end)
            free = all(end <= one.start or start >= one.end for one in found)
            named = sort is not Sort.NAME or text[start : start + 1].isupper()
            if free and named and end - start > 1 and text[start:end] not in _NO_NAMES:
                found.append(Part(sort, start, end, text[start:end]))
    return tuple(sorted(found, key=lambda part: part.start))


def dated(part: str, former: str) -> str:
    """A month without a year keeps that of the date whose place it takes: `avril` for `mars 2026` is `avril 2026`.

    So does a number without its unit of time: `dix` for `trois jours` is `dix jours`.
    """
    if (unit := re.search(rf"{_TIME}$", former, re.IGNORECASE)) and re.fullmatch(r"[\d.,]+|[^\W\d]+", part):
        return f"{part}{unit[0]}" if _NUMBER.fullmatch(part) else part
    year, own = re.search(rf"\b{_YEAR}\b", former), re.search(rf"\b{_YEAR}\b", part)
    month_only = re.fullmatch(r"[^\W\d]+", part) and _date().fullmatch(part) and not re.fullmatch(_ABOUT_NOW, part)
    return f"{part} {year[0]}" if year and not own and month_only and former != year[0] else part


def _without_first_word(text: str, start: int, end: int) -> int:
    """Any word is written with a capital at the start of a sentence: a grammatical one there is no name."""
    if text[:start].strip() and not re.search(r"[.!?:]\s*$", text[:start]):
        return start
    first = re.match(r"[^\W_]+['’]?", text[start:end])
    if first and (fold(first[0].rstrip("'’")) in STOPWORDS or len(first[0]) == 1 or first[0].endswith(("'", "’"))):
        following = re.match(r"\s*", text[start + first.end() : end])
        return start + first.end() + (following.end() if following else 0)
    return start
