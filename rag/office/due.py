"""By when something is to be done: the date in a sentence, with the year that the meeting's date gives it. Pure.

A year that is not written is the one that puts the date at the meeting or after it: minutes of November say
`15 février` of the next year.
"""

from __future__ import annotations

import calendar
import re
from typing import TYPE_CHECKING, Final

from rag.days import days_in, month_of
from rag.words import fold

if TYPE_CHECKING:
    from rag.days import Day

# Before a day by which something is to be there; `le` alone is when something takes place.
_BY: Final = re.compile(
    r"(?:pour|avant|d['’]ici|au plus tard|jusqu['’]?(?:au|à)|échéance|délai|limite|reporté\w*|repoussé\w*|"
    r"by|before|until|due|no later than|deadline)[^.;\d]{0,25}$",
    re.IGNORECASE,
)
_BACK: Final = re.compile(
    r"(?:depuis|en date|signé\w*|reçu\w*|passé\w*|du devis|réunion du|since|dated)[^.;\d]{0,15}$", re.IGNORECASE
)
JUST_BEFORE: Final = 60  # days before the meeting that a date without a year may lie: `fait le 3 mars`


def due_in(text: str, meeting: str) -> str:
    """The day by which the sentence wants something, else the latest one that it names from the meeting on.

    Args:
        text: a sentence, or a table's cell.
        meeting: date of the minutes, ISO 8601; without it a date without a year is none.

    Returns:
        ISO 8601, a month where that is all; empty when nothing is said.
    """
    wanted, later, _ = _found(text, meeting)
    return (wanted or later or [""])[-1]


def due_told(cell: str, meeting: str) -> str:
    """As `due_in`, for a cell that holds nothing but the day: it may be past."""
    wanted, later, every = _found(cell, meeting)
    return (wanted or later or every or [""])[-1]


def _found(text: str, meeting: str) -> tuple[list[str], list[str], list[str]]:
    """The days by which something is wanted, those from the meeting on, and all of them."""
    found = [
        (start, told)
        for start, _, days in days_in(text, day_first=True)
        if (told := _told(min(days), meeting)) and not _BACK.search(text[:start])
    ]
    found += [(start, told) for start, told in _months_alone(text, meeting) if all(start != one for one, _ in found)]
    wanted = [told for start, told in found if _BY.search(text[:start])]
    later = [told for _, told in found if not meeting or last_day(told) >= meeting]
    return wanted, later, [told for _, told in found]


def last_day(due: str) -> str:
    """The day itself, or the last one of a month."""
    if len(due) != len("2026-03"):
        return due
    year, month = int(due[:4]), int(due[5:])
    return f"{due}-{calendar.monthrange(year, month)[1]:02}"


def _told(day: Day, meeting: str) -> str:
    year, month, number = day
    if not year:
        if not meeting:
            return ""
        year = int(meeting[:4])
        if (month, number or 31) < _back_from(meeting):
            year += 1
    return f"{year}-{month:02}" + (f"-{number:02}" if number else "")


def _back_from(meeting: str) -> tuple[int, int]:
    """Month and day before which a date without a year belongs to the next year."""
    month, day = int(meeting[5:7]), int(meeting[8:10] or 1)
    back = (month - 1) * 30 + day - JUST_BEFORE
    return (back // 30 + 1, back % 30 + 1) if back > 0 else (0, 0)


_PART: Final = re.compile(r"(?:fin|mi|début|courant|end of|early|mid)[ -]$", re.IGNORECASE)
_DAY_BEFORE: Final = re.compile(r"\d(?:er|st|nd|rd|th)?\s*$")
_LEADS: Final = re.compile(r"(?:^|\b(?:en|pour|d['’]ici|avant|dès|in|by|before|à|end of)\s+)$", re.IGNORECASE)


def _months_alone(text: str, meeting: str) -> list[tuple[int, str]]:
    """`en juin`, `fin mars`, a cell that says `mars`: a month without a day."""
    found = []
    for match in re.finditer(r"[^\W\d_]+", text):
        number = month_of(fold(match.group()))
        before = text[: match.start()]
        part = _PART.search(before)
        lead = before[: part.start()] if part else before
        if not number or _DAY_BEFORE.search(before) or not (part or _LEADS.search(lead)):
            continue
        year = re.match(r"\s+(20\d\d)", text[match.end() :])
        told = _told((int(year[1]) if year else 0, number, 0), meeting)
        if told:
            found.append((part.start() if part else match.start(), told))
    return found
