"""Whether the minutes say what a model says they say: the sentence, its words, its names, its date.

What is not found there is no row. Nothing here asks a model to judge.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from rag.answering.checking import Checker
from rag.answering.sources import folded, lexical
from rag.office.due import due_in, due_told
from rag.office.record import Row, Sort
from rag.office.wording import is_done, is_open
from rag.records import Hit, Passage, Support

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rag.answering.sources import Weigh
    from rag.office.numbered import Numbered
    from rag.office.record import Attendee
    from rag.office.said import SaidRow
    from rag.records import Document, PassageId

BEFORE, AFTER = 2, 1  # sentences around one in which the one who does it, or the day, may be named
SORTS: Final = {"decision": Sort.DECISION, "action": Sort.ACTION, "open": Sort.OPEN}


class Proof:
    """Checks the rows that a model gives of one meeting."""

    def __init__(
        self, document: Document, sentences: Sequence[Numbered], attendees: Sequence[Attendee], weigh: Weigh
    ) -> None:
        self._document = document
        self._by_number: Mapping[int, Numbered] = {one.number: one for one in sentences}
        self._names = frozenset(word for one in attendees for word in folded(one.name))
        self._weigh = weigh

    def row(self, said: SaidRow) -> Row | None:
        """The row with the sentence that says it; None when the minutes do not say it."""
        own = self._by_number.get(said.line)
        if own is None:
            return None
        near = self._near(own)
        sort, who, due = SORTS[said.kind], " ".join(said.who.split()), self._day(said.due, near)
        if due is None or not self._names_somebody(who, near) or not _makes_sense(sort, own.text, who, due):
            return None
        what = " ".join(said.what.split()) or own.text
        if not self._says(what, own):
            return None
        done = sort is Sort.ACTION and is_done(own.text)
        return Row(sort, what, own.place, who, due, done, by_model=True)

    def _near(self, own: Numbered) -> list[Numbered]:
        numbers = range(own.number - BEFORE, own.number + AFTER + 1)
        return [self._by_number[number] for number in numbers if number in self._by_number]

    def _says(self, what: str, own: Numbered) -> bool:
        """Whether the sentence says it, in these words or nearly; the one before it may say of whom or of what."""
        if " ".join(own.text.split()) == what:
            return True
        language = self._document.language
        if not set(lexical(what, language)) & set(lexical(own.text, language)):
            return False
        before = self._by_number.get(own.number - 1)
        text = f"{before.text}\n{own.text}" if before else own.text
        passage = Passage(own.place.passage, self._document.id, 0, text, section=(own.place.heading,))
        checker = Checker([Hit(passage, self._document, 0.0)], self._weigh)
        finding = checker.check(what, [0])
        return checker.tells(what) and finding.support is Support.SUPPORTED and not finding.denied

    def _names_somebody(self, who: str, near: Sequence[Numbered]) -> bool:
        """Whether whoever is named is named there, or was at the meeting."""
        known = self._names.union(*(folded(f"{one.text} {one.place.heading}") for one in near))
        return set(folded(who)) <= known

    def _day(self, said: str, near: Sequence[Numbered]) -> str | None:
        """The day in ISO 8601, empty where none is said; None where the minutes do not say it."""
        if not said.strip():
            return ""
        meeting = self._document.date
        day = due_told(said, meeting)
        if day:
            told = {found for one in near for found in (due_in(one.text, meeting), due_told(one.text, meeting))}
            return day if day in told else None
        known = frozenset[str]().union(*(folded(one.text) for one in near))
        return "" if set(folded(said)) <= known else None


def _makes_sense(sort: Sort, text: str, who: str, due: str) -> bool:
    """An action is somebody's or has a day; what is open was not decided."""
    if sort is Sort.ACTION:
        return bool(who or due)
    return sort is not Sort.DECISION or not is_open(text)


def joined(
    rows: Sequence[Row], more: Sequence[Row], order: Mapping[PassageId, int]
) -> tuple[tuple[Row, ...], int, int]:
    """The rows of the rules with those of a model.

    Args:
        rows: what the rules found, which stays.
        more: what a model found and the minutes say.
        order: of the passages.

    Returns:
        All rows in the order of the minutes, how many are new, and how many of the others the model completed.
    """
    known = {(row.place.passage, row.place.start, row.sort): row for row in rows}
    taken = {(passage, start) for passage, start, sort in known if sort is not Sort.FIGURE}
    added = completed = 0
    for row in more:
        place = (row.place.passage, row.place.start)
        before = known.get((*place, row.sort))
        if before is None and row.sort is Sort.OPEN and place in taken:
            continue  # the rules know better what it is
        if before is None:
            known[*place, row.sort] = row
            added += 1
        elif (row.who and not before.who) or (row.due and not before.due):
            known[*place, row.sort] = replace(before, who=before.who or row.who, due=before.due or row.due)
            completed += not before.by_model
    everything = sorted(known.values(), key=lambda row: (order[row.place.passage], row.place.start))
    return tuple(everything), added, completed
