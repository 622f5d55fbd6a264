"""Several meetings: what became of an action at a later one, and what is overdue. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rag.office.due import last_day
from rag.office.record import Change, Sort, Summary, Turn
from rag.words import stem, telling_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.office.record import Minutes, Row

ALIKE: Final = 0.6  # share of the shorter one's words that both have, from which two rows speak of one thing
LEAST_WORDS: Final = 2  # in common


def compared(meetings: Sequence[Minutes], day: str, passed_over: Sequence[str] = ()) -> Summary:
    """The meetings in their order, oldest first, with what changed between them.

    Args:
        meetings: in any order; one without a date comes first.
        day: ISO 8601; an action whose day is before it, and that nobody says is done, is overdue.
        passed_over: files that are no minutes.
    """
    ordered = sorted(meetings, key=lambda one: (one.date, one.name))
    changes = [
        change
        for place, meeting in enumerate(ordered)
        for row in meeting.of(Sort.ACTION)
        if (change := _later(row, ordered[place + 1 :])) is not None
    ]
    followed = {id(change.before) for change in changes}
    overdue = [
        row
        for meeting in ordered
        for row in meeting.of(Sort.ACTION)
        if row.due and not row.done and last_day(row.due) < day and id(row) not in followed
    ]
    return Summary(
        tuple(ordered), day, tuple(changes), tuple(sorted(overdue, key=lambda row: row.due)), tuple(passed_over)
    )


def _later(row: Row, meetings: Sequence[Minutes]) -> Change | None:
    """What the next meeting that speaks of an action says of it; nothing where it was done already."""
    if row.done:
        return None
    for meeting in meetings:
        best = max(((_likeness(row, other), other) for other in meeting.rows), key=lambda pair: pair[0], default=None)
        if best is None or best[0] < ALIKE:
            continue
        after = best[1]
        if after.done:
            return Change(Turn.DONE, row, after)
        if after.due and row.due and after.due != row.due:
            return Change(Turn.MOVED, row, after)
        if after.who and row.who and not _same_person(after.who, row.who):
            return Change(Turn.TAKEN, row, after)
        return Change(Turn.AGAIN, row, after)
    return None


def _likeness(row: Row, other: Row) -> float:
    one, two = _words(row), _words(other)
    common = one & two
    return len(common) / max(min(len(one), len(two)), 1) if len(common) >= LEAST_WORDS else 0.0


def _words(row: Row) -> frozenset[str]:
    names = set(telling_words(row.who))
    return frozenset(stem(word, "fr") for word in telling_words(row.text) if word not in names)


def _same_person(one: str, other: str) -> bool:
    """`Loïc` is `Loïc Ferrandeau`."""
    first, second = set(telling_words(one)), set(telling_words(other))
    return bool(first & second) and (first <= second or second <= first)
