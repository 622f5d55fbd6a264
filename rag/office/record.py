"""What minutes say, row by row: small, frozen, each with the words it rests on and where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from rag.records import DocumentId, PassageId  # noqa: TC001 - the records travel as JSON, whose reader looks for it here


class Sort(StrEnum):
    """What a row is."""

    DECISION = "decision"
    ACTION = "action"
    OPEN = "open"  # asked, proposed, waiting
    FIGURE = "figure"  # an amount or a share


class State(StrEnum):
    """How somebody was at a meeting."""

    PRESENT = "present"
    EXCUSED = "excused"
    GUEST = "guest"


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand."""

    document: DocumentId
    name: str  # of the file
    quote: str  # verbatim, of the passage
    passage: PassageId
    start: int  # offsets in the passage's text
    end: int
    page: int = 0  # 1-based, 0 where the format has none
    heading: str = ""  # under which they stand


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that minutes say."""

    sort: Sort
    text: str  # in the minutes' words
    place: Place
    who: str = ""  # as the minutes name them; empty: nobody is named
    due: str = ""  # ISO 8601: a day, or a month where that is all; empty: none is said
    done: bool = False  # the minutes say so themselves
    by_model: bool = False  # a chat model found it, and the minutes say it


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody who was invited."""

    name: str
    state: State
    role: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Short:
    """A sentence of a summary in a model's words, with the words of the minutes that say it."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class ModelPart:
    """What a chat model had to do with one meeting."""

    name: str
    added: int = 0  # rows that the rules had not found
    completed: int = 0  # rows of the rules that it gave a name or a day
    dropped: int = 0  # rows and sentences of it that the minutes do not say
    trouble: dict[str, Any] | None = None  # code and facts of what ended its work early


@dataclass(frozen=True, slots=True)
class Minutes:
    """One meeting."""

    document: DocumentId
    name: str  # of the file
    title: str
    date: str  # ISO 8601; empty when the minutes do not say
    attendees: tuple[Attendee, ...] = ()
    rows: tuple[Row, ...] = ()
    summary: tuple[Place, ...] = ()  # sentences in the order of the minutes
    short: tuple[Short, ...] = ()  # a summary that a model wrote
    model: ModelPart | None = None  # None where none read them

    def of(self, sort: Sort) -> tuple[Row, ...]:
        """The rows of one kind."""
        return tuple(row for row in self.rows if row.sort is sort)


class Turn(StrEnum):
    """What became of an action at a later meeting."""

    DONE = "done"
    MOVED = "moved"  # to another day
    TAKEN = "taken"  # by somebody else
    AGAIN = "again"  # named again, as it was


@dataclass(frozen=True, slots=True)
class Change:
    """An action of one meeting, and what a later one says of it."""

    turn: Turn
    before: Row
    after: Row


@dataclass(frozen=True, slots=True)
class Summary:
    """Several meetings, oldest first."""

    meetings: tuple[Minutes, ...]
    day: str  # ISO 8601: what is overdue is so on this day
    changes: tuple[Change, ...] = ()
    overdue: tuple[Row, ...] = ()  # actions whose day is past and of which nobody says that they are done
    passed_over: tuple[str, ...] = ()  # files that are no minutes
