"""The figures of a text: numbers with their units, amounts, percentages, dates, times, and names made of figures. Pure.

Each has the values that it may mean, so that two ways of writing one thing compare: `1 250,00 €` and `EUR 1,250`,
`12/03/2024` and `12 mars 2024`, `dix jours` and `10 jours`, `+33 4 74 00 00 00` and `04.74.00.00.00`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from rag import days, numbers
from rag.answering import units

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.days import Day


class Sort(StrEnum):
    """What a figure is; only identifiers are compared sign by sign."""

    NUMBER = "number"
    DATE = "date"
    TIME = "time"
    IDENTIFIER = "identifier"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a text."""

    sort: Sort
    text: str  # as it is written, unit included
    start: int  # offsets in the text
    end: int
    values: frozenset[str] = frozenset()
    unit: str = ""  # see `units`; empty when none is written
    days: frozenset[Day] = field(default=frozenset())
    certain: bool = True  # False for what may confirm a figure and is never looked for itself: `un`, pieces of a date


_MAIL_OR_WEB: Final = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:https?://|www\.)[^\s<>|]+[\w/]"
_IBAN: Final = r"[A-Z]{2}\d{2}(?:[ \u00a0]?[\dA-Z]{4}){3,7}(?:[ \u00a0]?[\dA-Z]{1,3})?(?![^\W_])"
_PHONE: Final = (
    r"(?:(?:\+|00)33[ .\u00a0-]?(?:\(0\)[ .\u00a0-]?)?|0)[1-9](?:[ .\u00a0-]?\d{2}){4}(?!\d)"
    r"|\+\d{1,3}(?:[ .\u00a0-]\(?\d{1,4}\)?){2,6}(?!\d)"
)
_VAT: Final = r"FR[ \u00a0]?[\dA-Z]{2}[ \u00a0]?\d{3}[ \u00a0]?\d{3}[ \u00a0]?\d{3}(?!\d)"
_SIRET: Final = r"\d{3}[ \u00a0.]?\d{3}[ \u00a0.]?\d{3}[ \u00a0.]?\d{5}(?!\d)"
# Letters and figures that belong together, or figures joined by hyphens and slashes: F-2026-0142, 2026/0142, R+2.
_CODE: Final = r"(?=[^\W_]*\d|[^\W\d_]+[-./_+])[^\W_]+(?:[-/_+.°][^\W_]+)*"
_IDENTIFIER: Final = re.compile(
    rf"(?<![\w@.,])(?:{_MAIL_OR_WEB}|{_IBAN}|{_PHONE}|{_VAT}|{_SIRET}|{_CODE})", re.IGNORECASE
)
_TIME: Final = re.compile(
    r"(?<![\w.,:])(?P<hour>[01]?\d|2[0-3])"
    r"(?:[ \u00a0]?h[ \u00a0]?(?P<minute>[0-5]\d)(?!\d)|:(?P<after>[0-5]\d)(?::[0-5]\d)?)"
    r"(?:[ \u00a0]?(?P<half>[ap])\.?m\b\.?)?|(?<![\w.,:])(?P<bare>1[0-2]|[1-9])[ \u00a0]?(?P<bare_half>[ap])\.?m\b\.?",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(
    rf"(?<![\w.,])(?P<digits>{numbers.DIGITS})(?P<nth>er|ers|ère|e|ème|nd|nde|rd|th|st)?"
    rf"|\b(?P<words>{numbers.WORDS})\b",
    re.IGNORECASE,
)
_MULTIPLIER: Final = re.compile(
    rf"[ \u00a0](?P<word>{'|'.join(numbers.MULTIPLIERS)})\b(?:[ \u00a0](?:de|of)\b|[ \u00a0]d['’])?", re.IGNORECASE
)
_RANGE: Final = re.compile(r"\d{1,3}[-/]\d{1,3}|(?:19|20)\d\d[-/](?:19|20)?\d\d")
_SIGNS: Final = re.compile(r"[\W_]+")
LONE: Final = "article"  # unit of an `un` that counts nothing: "un délai" does not confirm "1 mois"
ORDINAL: Final = "place"  # unit of `2e` and `première`: "la première fois" does not confirm "1 jour"
LONGEST_SUFFIX: Final = 4  # of a word glued to figures that is no unit


def figures(text: str, language: str = "") -> list[Figure]:
    """Every figure, in order; a stretch of the text belongs to one `certain` figure at most.

    Args:
        text: any text.
        language: ISO 639-1; in French, a day stands before its month. Otherwise both readings count.
    """
    found: list[Figure] = []
    taken = bytearray(len(text))
    for maker in (_dates(text, day_first=language == "fr"), _times(text), _identifiers(text), _numbers(text)):
        for figure in maker:
            if any(taken[figure.start : figure.end]):
                continue
            found.append(figure)
            if figure.certain:
                taken[figure.start : figure.end] = b"\1" * (figure.end - figure.start)
    return sorted(found, key=lambda one: (one.start, one.end))


def evidence(found: Sequence[Figure]) -> list[Figure]:
    """What the figures of a source confirm: themselves, the year and the day of a date, the pieces of a group."""
    return [*found, *(piece for figure in found for piece in _pieces(figure))]


def confirmed(claimed: Figure, source: Sequence[Figure]) -> bool:
    """Whether one of the source's figures (see `evidence`) says the same."""
    meant = (claimed, *(_pieces(claimed) if claimed.sort is Sort.TIME else ()))
    return any(same(one, other) for one in meant for other in source)


def same(one: Figure, other: Figure) -> bool:
    """Whether two figures may mean one thing."""
    if one.days and other.days:
        return any(days.agree(a, b) for a in one.days for b in other.days)
    if not other.certain and one.unit != other.unit and other.unit == LONE:
        return False
    return bool(one.values & other.values) and units.agree(one.unit, other.unit)


def _dates(text: str, *, day_first: bool) -> Iterator[Figure]:
    for start, end, meant in days.days_in(text, day_first=day_first):
        yield Figure(Sort.DATE, text[start:end], start, end, days=meant)


def _times(text: str) -> Iterator[Figure]:
    for match in _TIME.finditer(text):
        hour = int(match["hour"] or match["bare"])
        half = (match["half"] or match["bare_half"] or "").casefold()
        hour = hour % 12 + 12 * (half == "p") if half else hour
        minute = match["minute"] or match["after"] or "00"
        yield Figure(Sort.TIME, match.group(), *match.span(), frozenset({f"{hour}:{minute}"}))


def _identifiers(text: str) -> Iterator[Figure]:
    for match in _IDENTIFIER.finditer(text):
        written = match.group()
        if re.match(rf"(?:{numbers.DIGITS})(?:[^\W\d_]{{0,{LONGEST_SUFFIX}}}[²³€%]?)?$", written) or _RANGE.fullmatch(
            written
        ):
            continue  # a number, with its unit or its ending
        if units.is_unit(written) or ("@" not in written and not any(sign.isdecimal() for sign in written)):
            continue
        yield Figure(Sort.IDENTIFIER, written, *match.span(), frozenset({_bare(written)}), unit="#")


def _bare(written: str) -> str:
    plain = _SIGNS.sub("", written).casefold()
    return re.sub(r"^(?:0033|33)0?(?=[1-9]\d{8}$)", "0", plain) if written[0] in "+0" else plain


def _numbers(text: str) -> Iterator[Figure]:
    for match in _NUMBER.finditer(text):
        if match["words"]:
            yield from _worded(text, match)
            continue
        for figure in _measured(text, match.start(), match.end(), numbers.readings(match["digits"]), certain=True):
            yield replace(figure, unit=ORDINAL) if match["nth"] and not figure.unit else figure


def _worded(text: str, match: re.Match[str]) -> Iterator[Figure]:
    words = match["words"]
    value = numbers.spelled(words)
    if value is not None:
        certain = words.casefold() not in {*numbers.UNCERTAIN, *numbers.MULTIPLIERS}
        alone = LONE if words.casefold() in numbers.ARTICLES else "" if certain else ORDINAL
        for figure in _measured(text, match.start(), match.end(), frozenset({value}), certain=certain):
            yield figure if figure.unit else replace(figure, unit=alone)
        return
    for word in re.finditer(r"[^\W_]+", words):  # "deux trois" are two numbers
        single = numbers.spelled(word.group())
        if single is not None:
            start, end = match.start() + word.start(), match.start() + word.end()
            yield from _measured(text, start, end, frozenset({single}), certain=False)


def _measured(text: str, start: int, end: int, values: frozenset[str], *, certain: bool) -> Iterator[Figure]:
    multiplier = _MULTIPLIER.match(text, end)
    if multiplier:
        values = numbers.times(values, numbers.MULTIPLIERS[multiplier["word"].casefold()])
        end = multiplier.end("word")
    unit, factor, stop = units.unit_behind(text, multiplier.end() if multiplier else end)
    if not unit:
        unit, start = units.unit_before(text, start)
        stop = end
    yield Figure(Sort.NUMBER, text[start:stop], start, stop, numbers.times(values, factor), unit, certain=certain)


def _pieces(figure: Figure) -> Iterator[Figure]:
    def piece(value: str, unit: str) -> Figure:
        return Figure(Sort.NUMBER, value, figure.start, figure.end, frozenset({value}), unit, certain=False)

    for year, _, day in figure.days:
        yield from (piece(str(value), "date") for value in (year, day) if value)
    if figure.sort is Sort.NUMBER:
        yield from (piece(value, figure.unit) for value in numbers.grouped(figure.text))
    if figure.sort is Sort.TIME:
        yield from (piece(value.split(":")[0], "heure") for value in figure.values if value.endswith(":00"))
    if figure.sort is Sort.IDENTIFIER:
        yield from (piece(value, "") for value in re.findall(r"\d+", figure.text))
