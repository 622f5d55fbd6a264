"""Meetings as files: a table for a spreadsheet, a DOCX document, a calendar of what is due."""

from __future__ import annotations

import hashlib
import io
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from rag.errors import Words
from rag.office.due import last_day
from rag.office.record import Sort
from ui.minutes_text import (
    CHANGED,
    DUE,
    IN_SHORT,
    OVERDUE,
    SHOWN,
    SORTS,
    SOURCE,
    WHAT,
    WHO,
    attendance,
    change_said,
    day_said,
    due_said,
    head_of,
    in_short,
    late_said,
    model_said,
    quoted,
    what_said,
)
from ui.spreadsheet import csv_of_rows, harmless
from ui.word import UNWRITABLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.errors import Language
    from rag.office.record import Minutes, Summary

_COLUMNS: Final = (
    Words("Réunion", "Meeting"), Words("Sorte", "Kind"), WHAT, WHO, Words("Échéance", "Due"), Words("Fait", "Done"),
    Words("Fichier", "File"), Words("Page", "Page"), Words("Citation", "Quotation"), Words("Lu par", "Read by"),
)  # fmt: skip
_YES: Final = Words("oui", "yes")
_RULES, _MODEL = Words("règles", "rules"), Words("modèle", "model")
_MAKER: Final = "-//Souffleur//Souffleur//FR"


def as_csv(summary: Summary, language: Language) -> bytes:
    """One row a line, as the spreadsheets of the language open it; no cell can become a formula."""
    rows = [[words.say(language) for words in _COLUMNS]]
    for meeting in summary.meetings:
        for row in meeting.rows:
            cells = (
                meeting.date, SORTS[row.sort].say(language), row.text, row.who, row.due,
                _YES.say(language) if row.done else "", row.place.name, str(row.place.page or ""), row.place.quote,
                (_MODEL if row.by_model else _RULES).say(language),
            )  # fmt: skip
            rows.append([harmless(cell) for cell in cells])
    return csv_of_rows(rows, language)


def as_docx(summary: Summary, language: Language) -> bytes:
    """A document with a table for each kind of row."""
    from docx import Document

    paper = Document()
    paper.core_properties.author = paper.core_properties.comments = ""
    for meeting in summary.meetings:
        _write_meeting(paper, meeting, language)
    changed = [change_said(change, language) for change in summary.changes]
    late = [late_said(row, language) for row in summary.overdue]
    _write_list(paper, CHANGED.say(language), changed)
    _write_list(paper, OVERDUE.say(language, day=day_said(summary.day, language)), late)
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def _write_meeting(paper: Any, meeting: Minutes, language: Language) -> None:  # noqa: ANN401 - loaded late
    paper.add_heading(_clean(head_of(meeting, language)), 1)
    for line in attendance(meeting, language):
        paper.add_paragraph(_clean(line))
    _write_list(paper, IN_SHORT.say(language), in_short(meeting, language), level=2)
    for sort in SHOWN:
        rows = meeting.of(sort)
        if not rows:
            continue
        paper.add_heading(SORTS[sort].say(language), 2)
        table = paper.add_table(rows=1, cols=4, style="Table Grid")
        for cell, words in zip(table.rows[0].cells, (WHAT, WHO, DUE, SOURCE), strict=True):
            cell.paragraphs[0].add_run(words.say(language)).bold = True
        for row in rows:
            said = (what_said(row, language), row.who, due_said(row, language), quoted(row.place, language))
            for cell, text in zip(table.add_row().cells, said, strict=True):
                cell.text = _clean(text)
    if told := model_said(meeting, language):
        paper.add_paragraph(_clean(told))


def _write_list(paper: Any, title: str, lines: Sequence[str], level: int = 1) -> None:  # noqa: ANN401 - loaded late
    if lines:
        paper.add_heading(title, level)
    for line in lines:
        paper.add_paragraph(_clean(line), style="List Bullet")


def as_calendar(summary: Summary, language: Language, now: datetime | None = None) -> bytes:
    """What is still to be done and has a day, as whole days of a calendar; an action keeps its identifier for good."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", _MAKER)
    calendar.add("version", "2.0")
    stamp = now or datetime.now(UTC)
    for meeting in summary.meetings:
        for row in meeting.of(Sort.ACTION):
            if not row.due or row.done:
                continue
            day = date.fromisoformat(last_day(row.due))
            event = Event()
            mark = f"{row.place.document} {row.place.passage} {row.place.start} {row.text}"
            event.add("uid", f"{hashlib.sha256(mark.encode()).hexdigest()[:32]}@souffleur")
            event.add("dtstamp", stamp)
            event.add("dtstart", day)
            event.add("dtend", day + timedelta(days=1))
            event.add("summary", _clean(f"{row.who} : {row.text}" if row.who else row.text))
            event.add("description", _clean(f"{head_of(meeting, language)}\n{quoted(row.place, language)}"))
            event.add("transp", "TRANSPARENT")
            calendar.add_component(event)
    return bytes(calendar.to_ical())


def _clean(text: str) -> str:
    return UNWRITABLE.sub(" ", text)
