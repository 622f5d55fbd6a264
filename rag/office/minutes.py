"""Minutes read by rules: who was there, what was decided, who does what by when, what is open, which figures. Pure.

Every row points at the words it rests on; nothing is in it that the minutes do not say, but the year of a date.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rag.answering.figures import Sort as FigureSort
from rag.answering.figures import figures
from rag.office import tables
from rag.office.attendees import attendees_of
from rag.office.due import due_in
from rag.office.lines import CELL, Shape, lines_of
from rag.office.place import place_of
from rag.office.record import Minutes, Row, Sort
from rag.office.summary import summary_of
from rag.office.wording import decided, heading_sort, is_done, is_open, task_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.answering.sentences import Sentence
    from rag.office.lines import Line
    from rag.records import Document, Passage

MONEY: Final = frozenset({"€", "$", "£", "chf", "%"})
SHORTEST: Final = 12  # characters of a sentence that says something
# A sentence that says no more than by when the one before it is to be done.
_ITS_DAY: Final = re.compile(
    r"^\W*(?:échéance|délai|date limite|pour (?:le|fin|la)|avant|d['’]ici|au plus tard|réponse|due|deadline|by)\b",
    re.IGNORECASE,
)
_LETTERHEAD: Final = re.compile(r"\bau capital de\b|\bSIRET\b|\bRCS\b")
_NUMBERED: Final = re.compile(
    r"^\W*\d{1,2}(?:\.\d{1,2})?\W{1,3}(?P<what>[^\W\d].{10,}?)\s+(?P<due>\d{1,2}(?:er)?\s+[^\W\d]+\s+20\d\d|"
    r"\d{1,2}/\d{1,2}/\d{2,4})\W*$"
)


def read_minutes(document: Document, passages: Sequence[Passage]) -> Minutes:
    """One meeting.

    Args:
        document: its date gives dates without a year theirs.
        passages: of the document, in reading order.
    """
    lines = list(lines_of(passages))
    attendees = attendees_of(lines, document)
    listed = {attendee.place.quote for attendee in attendees if attendee.place}
    rest = [line for line in lines if line.text not in listed]
    rows = [*tables.rows_of(rest, document), *_said(rest, document)]
    order = {passage.id: place for place, passage in enumerate(passages)}
    rows.sort(key=lambda row: (order[row.place.passage], row.place.start))
    title = document.title or document.name
    return Minutes(
        document.id,
        document.name,
        title,
        document.date,
        attendees,
        tuple(_once(rows)),
        summary_of(rest, rows, document),
    )


def _said(lines: Sequence[Line], document: Document) -> Iterator[Row]:
    """What sentences and list entries say."""
    for line in lines:
        if numbered := _NUMBERED.match(line.text) if line.shape is not Shape.ROW else None:
            yield from _numbered(line, numbered, document)
            continue
        if line.shape is Shape.HEADING:
            continue
        under = heading_sort(line.heading)
        sentences = line.sentences()
        for place, sentence in enumerate(sentences):
            after = sentences[place + 1].text if place + 1 < len(sentences) else ""
            yield from _rows(line, sentence, after, under, document)


def _numbered(line: Line, match: re.Match[str], document: Document) -> Iterator[Row]:
    """A numbered point that ends with its date: a table's row whose rules a scan has lost."""
    due = due_in(match["due"], document.date)
    if due:
        yield Row(Sort.ACTION, match["what"].strip(" ,;:–-"), place_of(line, document), "", due)


def _rows(line: Line, sentence: Sentence, after: str, under: str, document: Document) -> Iterator[Row]:
    text = sentence.text
    where = place_of(line, document, sentence)
    if len(text) < SHORTEST:
        return
    if _amounts(text) and not _LETTERHEAD.search(text):
        yield Row(Sort.FIGURE, text.replace(CELL, " – "), where)
    if line.shape is Shape.ROW:
        return
    listed = under if line.shape is Shape.ITEM or under else ""
    is_task, who = task_of(text)
    open_point = (is_open(text) and not decided(after)) or listed == "open"
    if decided(text) or listed == "decision":
        yield Row(Sort.DECISION, text, where, who if is_task else "", due_in(text, document.date) if is_task else "")
    if is_task or listed == "action":
        due = due_in(text, document.date) or (due_in(after, document.date) if _ITS_DAY.match(after) else "")
        yield Row(Sort.ACTION, text, where, who, due, is_done(text))
    elif open_point and not decided(text):
        yield Row(Sort.OPEN, text, where, "", due_in(text, document.date))


def _amounts(text: str) -> bool:
    """Whether it holds an amount of money or a share."""
    return any(found.unit.split("|")[0] in MONEY for found in figures(text, "fr") if found.sort is FigureSort.NUMBER)


def _once(rows: Sequence[Row]) -> Iterator[Row]:
    """Neighbouring passages may say a line twice."""
    seen = set()
    for row in rows:
        key = (row.sort, row.text)
        if key not in seen:
            seen.add(key)
            yield row
