"""What minutes say, on the page: a table for each kind of row, every row with its sentence, its page and its document.

A row is opened by a click anywhere on it, like a passage of the page Search; the document stands beside then.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from rag.office.lines import CELL
from rag.office.record import Sort
from ui.minutes_files import as_calendar, as_csv, as_docx
from ui.minutes_text import (
    BY_MODEL,
    SHOWN,
    SORTS,
    TURNS,
    attendance,
    day_said,
    due_said,
    head_of,
    markdown,
    model_said,
    place_said,
)
from ui.web import beside, page_image, pieces
from ui.web.saving import show_saving
from ui.web.speech import language, t, tn

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rag.office.record import Minutes, Place, Row, Summary

FOLDED_FROM: Final = 4  # meetings: so many are folded


def show(summary: Summary, name: str) -> None:
    """Draw the result of a task; `name` tells its rows from those of another."""
    page_image.DRAWER.prepare()  # a reader who sees rows may open one
    st.html(pieces.text(t("Résultat"), "sf-section", "h2") + pieces.facts(_facts(summary)))
    _show_exports(summary, name)
    left, right = st.columns([6, 5], gap="medium")  # always two, so that no row moves when one is opened
    with left:
        _show_tables(summary, name)
    with right:
        beside.show_pane(name, t("Choisissez une ligne : le document s'ouvre ici, à sa page."))


def _facts(summary: Summary) -> list[tuple[str, str]]:
    count = {sort: sum(len(meeting.of(sort)) for meeting in summary.meetings) for sort in SHOWN}
    told = [
        (len(summary.meetings), tn("compte rendu", "comptes rendus", len(summary.meetings))),
        (count[Sort.DECISION], tn("décision", "décisions", count[Sort.DECISION])),
        (count[Sort.ACTION], tn("action", "actions", count[Sort.ACTION])),
        (len(summary.overdue), t("en retard")),
        (count[Sort.OPEN], tn("point ouvert", "points ouverts", count[Sort.OPEN])),
    ]
    return [(str(number), words) for number, words in told]


def _show_exports(summary: Summary, name: str) -> None:
    said = language()
    makers: dict[str, Callable[[], bytes]] = {
        "docx": partial(as_docx, summary, said),
        "md": lambda: markdown(summary, said).encode(),
        "csv": partial(as_csv, summary, said),
        "ics": partial(as_calendar, summary, said),
    }
    show_saving(makers, t("comptes-rendus"), "minutes", name)


def _show_tables(summary: Summary, name: str) -> None:
    if summary.overdue:
        st.html(pieces.text(t("En retard au {day}", day=day_said(summary.day, language())), "sf-section", "h2"))
        _show_rows(summary.overdue, f"{name}-late", name)
    if summary.changes:
        st.html(pieces.text(t("Ce qui a changé d'une réunion à l'autre"), "sf-section", "h2"))
        for place, change in enumerate(summary.changes):
            turn = TURNS[change.turn].say(language())
            moved = f"{day_said(change.before.due, language())} → {day_said(change.after.due, language())}"
            what = f"{turn} ({moved})" if change.before.due != change.after.due and change.after.due else turn
            told = pieces.minutes_row(
                change.before.text, change.after.who, what, _quote(change.after), _source(change.after.place)
            )
            _show_row(told, change.after.place, f"{name}-turn-{place}", name)
    for place, meeting in enumerate(summary.meetings):
        if len(summary.meetings) >= FOLDED_FROM:
            with st.expander(pieces.label(head_of(meeting, language()))):
                _show_meeting(meeting, f"{name}-{place}", name)
        else:
            st.html(pieces.text(head_of(meeting, language()), "sf-section", "h2"))
            _show_meeting(meeting, f"{name}-{place}", name)
    if summary.passed_over:
        left = t("Laissés de côté, ce ne sont pas des comptes rendus :")
        st.html(pieces.folded(left, pieces.items(summary.passed_over, "sf-doubts")))


def _show_meeting(meeting: Minutes, key: str, name: str) -> None:
    there = pieces.items(attendance(meeting, language()), "sf-attendance")
    if meeting.attendees:
        st.html(there)
    if told := model_said(meeting, language()):
        failed = meeting.model is not None and meeting.model.trouble is not None
        st.html(pieces.notice("check", told) if failed else pieces.text(told, "sf-pale"))
    if meeting.short:
        st.html(pieces.text(t("En bref, par le modèle"), "sf-row-head", "h3"))
        for place, one in enumerate(meeting.short):
            quote = " ".join(one.place.quote.split())
            row = pieces.minutes_row(one.text, "", "", quote if quote != one.text else "", _source(one.place))
            _show_row(row, one.place, f"{key}-short-{place}", name)
    elif meeting.summary:
        st.html(
            pieces.text(t("En bref"), "sf-row-head", "h3")
            + pieces.items((" ".join(place.quote.split()) for place in meeting.summary), "sf-short")
        )
    for sort in SHOWN:
        rows = meeting.of(sort)
        if rows:
            st.html(pieces.text(f"{SORTS[sort].say(language())} ({len(rows)})", "sf-row-head", "h3"))
            _show_rows(rows, f"{key}-{sort}", name)
    if not meeting.rows:
        st.html(pieces.text(t("Ni décision, ni action, ni point ouvert n'y a été trouvé."), "sf-pale"))


def _show_rows(rows: Sequence[Row], key: str, name: str) -> None:
    for place, row in enumerate(rows):
        source = f"{_source(row.place)} · {BY_MODEL.say(language())}" if row.by_model else _source(row.place)
        told = pieces.minutes_row(row.text, row.who, due_said(row, language()), _quote(row), source)
        _show_row(told, row.place, f"{key}-{place}", name)


def _show_row(told: str, place: Place, key: str, name: str) -> None:
    beside.show_row(told, place, _source(place), key, name)


def _quote(row: Row) -> str:
    """The sentence that a row rests on, where its own words are not that already: a row of a table says no more."""
    quote, text = (" ".join(words.split()) for words in (row.place.quote, row.text))
    return "" if quote == text or quote.startswith(f"{text}{CELL}") else quote.replace(CELL, " · ")


def _source(place: Place) -> str:
    return place_said(place, language())
