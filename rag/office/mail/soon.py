"""Days that are said from today: *demain*, *d'ici vendredi*, *sous huitaine*, *by Friday*. Pure."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from rag.words import flattened

if TYPE_CHECKING:
    from collections.abc import Callable

_FRENCH: Final = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_ENGLISH: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS: Final = {"huit": 8, "huitaine": 8, "quinze": 15, "quinzaine": 15, "dix": 10, "cinq": 5, "trois": 3, "deux": 2}
WEEK: Final = 7
FRIDAY: Final = 4
# What says by when, and not merely when something was: a day alone (`lundi`) is taken where something is asked.
_WITHIN: Final = re.compile(
    r"\b(?:sous|dans les|d'ici|within)\s+(?P<number>\d{1,2}|huit|quinze|dix|cinq|trois|deux)\s*"
    r"(?P<unit>jours?|semaines?|heures?|h\b|days?|weeks?|hours?)|\bsous\s+(?P<round>huitaine|quinzaine)"
)
_DAY: Final = re.compile(rf"\b(?P<day>{'|'.join((*_FRENCH, *_ENGLISH))})\b(?P<next>\s+prochain|\s+en huit)?")
_PAST_DAY: Final = re.compile(r"(?:dernier|passe|last)\b")
_WORDS: Final[tuple[tuple[re.Pattern[str], Callable[[date], date]], ...]] = (
    (re.compile(r"\bapres[- ]demain\b"), lambda day: day + timedelta(2)),
    (re.compile(r"\b(?:demain|tomorrow)\b"), lambda day: day + timedelta(1)),
    (
        re.compile(r"\b(?:aujourd'hui|ce soir|ce matin|cet apres[- ]midi|dans la journee|today|tonight)\b"),
        lambda day: day,
    ),
    (
        re.compile(r"\b(?:(?:la )?semaine prochaine|next week)\b"),
        lambda day: day + timedelta(WEEK - day.weekday() + FRIDAY),
    ),
    (
        re.compile(r"\b(?:cette semaine|(?:la )?fin de (?:la |cette )?semaine|this week)\b"),
        lambda day: day + timedelta((FRIDAY - day.weekday()) % WEEK),
    ),
    (
        re.compile(r"\b(?:(?:la )?fin (?:du|de ce) mois|end of (?:the|this) month)\b"),
        lambda day: day.replace(day=calendar.monthrange(day.year, day.month)[1]),
    ),
)


def soon_in(text: str, sent: str) -> str:
    """The day a sentence names from the one on which it was written.

    Args:
        text: a sentence.
        sent: ISO 8601; without it nothing can be told.

    Returns:
        ISO 8601; empty when the sentence names none.
    """
    try:
        day = date.fromisoformat(sent[:10])
    except ValueError:
        return ""
    folded = flattened(text)
    if within := _WITHIN.search(folded):
        return (day + timedelta(_days(within))).isoformat()
    for form, meant in _WORDS:
        if form.search(folded):
            return meant(day).isoformat()
    return _weekday(folded, day)


def _days(within: re.Match[str]) -> int:
    if within["round"]:
        return _NUMBERS[within["round"]]
    said = within["number"]
    number = int(said) if said.isdigit() else _NUMBERS[said]
    unit = within["unit"]
    if unit.startswith(("semaine", "week")):
        return number * WEEK
    return -(-number // 24) if unit.startswith(("h", "hour")) else number


def _weekday(folded: str, day: date) -> str:
    """The next such day after the one on which it was written."""
    for found in _DAY.finditer(folded):
        if _PAST_DAY.match(folded[found.end() :].lstrip()) or re.match(r"\s+\d", folded[found.end() :]):
            continue  # a past one; or one with its number, which `rag.days` reads
        names = _FRENCH if found["day"] in _FRENCH else _ENGLISH
        ahead = (names.index(found["day"]) - day.weekday()) % WEEK or WEEK
        ahead += WEEK if (found["next"] or "").endswith("huit") else 0
        return (day + timedelta(ahead)).isoformat()
    return ""
