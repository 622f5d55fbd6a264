"""A list, a count or a total: the sentence, which way it was answered, the table, and the file for a spreadsheet."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from rag.listing.said import apart_in_words
from rag.records import Hit
from ui.listed_table import EURO, columns_of, csv_of, day_of, from_fields, values_of, xlsx_of
from ui.present import seconds_taken
from ui.server import house
from ui.web import pieces
from ui.web.opinion import ask_opinion
from ui.web.sources import OPENED, Source, show_opened
from ui.web.speech import language, t

if TYPE_CHECKING:
    from rag.records import Finished, Listed, Listing
    from ui.web.conversation import Turn

PLAIN: Final = "question for the texts"  # in Streamlit's session
OPENINGS: Final = "rows opened"  # likewise: a new number empties the choice
HEIGHT: Final = 430  # pixels: about eleven rows
ROW_HEIGHT: Final = 35  # pixels, Streamlit's own
NAME_WIDTH: Final = 300
PARTY_WIDTH: Final = 170
AMOUNT_WIDTH: Final = 110
EUROS: Final = {EURO}


def asked_of_texts() -> str:
    """The question that its reader wants answered from the texts instead; empty when there is none."""
    return str(st.session_state.pop(PLAIN, ""))


def show_listing(turn: Turn, finished: Finished, found: Listing, anchor: str, name: str) -> None:
    """Draw the answer; `name` is what it is called when somebody judges it."""
    first, *more = finished.text.split("\n")
    badges = pieces.badge("good", t("Liste complète")) + pieces.text(
        seconds_taken(finished.seconds, language()), "sf-pale", "span"
    )
    st.html(
        f'<div class="sf-badges">{badges}</div><div class="sf-answer">{pieces.text(first)}</div>'
        + pieces.text(from_fields(found, language()), "sf-pale")
    )
    _show_table(found, anchor)
    _show_apart(found, more[len(found.apart) :])
    _show_tools(turn, found, anchor)
    ask_opinion(name, turn)


def _show_tools(turn: Turn, found: Listing, anchor: str) -> None:
    with st.container(horizontal=True, key=f"list-tools-{anchor}"):
        if found.rows:
            for label, kind, made in (("CSV", "csv", csv_of), ("Excel", "xlsx", xlsx_of)):
                st.download_button(
                    t("Enregistrer ({kind})", kind=label),
                    data=partial(made, found, language()),  # made when it is asked for, not whenever the page is drawn
                    file_name=f"{t('liste')}.{kind}",
                    mime="text/csv" if kind == "csv" else "application/octet-stream",
                    icon=":material/download:",
                    key=f"list-{kind}-{anchor}",
                    on_click="ignore",
                )
        st.button(
            t("Chercher plutôt dans le texte"),
            icon=":material/manage_search:",
            key=f"list-plain-{anchor}",
            help=t("Pose la même question au contenu des documents, comme toute autre question."),
            on_click=_ask_plainly,
            args=(turn.question,),
        )


def _ask_plainly(question: str) -> None:
    st.session_state[PLAIN] = question


def _show_table(found: Listing, anchor: str) -> None:
    if not found.rows:
        return
    import pandas as pd

    columns = columns_of(found, language())
    cells = [values_of(row, found, language()) for row in found.rows]
    shown: dict[str, list[Any]] = {name: [row[place] for row in cells] for place, name in enumerate(columns)}
    # What is short comes first: on a telephone the name of a file would push the amounts out of sight.
    for name in (t("Montant HT"), t("Montant TTC"), t("Date")):
        if name in shown:
            shown = {name: shown.pop(name), **shown}
    settings: dict[str, Any] = {t("Document"): st.column_config.TextColumn(width=NAME_WIDTH)}
    if t("Avec") in shown:
        settings[t("Avec")] = st.column_config.TextColumn(width=PARTY_WIDTH)
    if t("Date") in shown and all(day_of(row.date) or not row.date for row in found.rows):
        settings[t("Date")] = st.column_config.DateColumn(format="DD/MM/YYYY")
    for name in (t("Montant TTC"), t("Montant HT")):
        if name in shown:
            shown[name] = [None if value is None else float(value) for value in shown[name]]
            euros = {row.currency for row in found.rows if row.amount} == EUROS
            settings[name] = st.column_config.NumberColumn(format="euro" if euros else "localized", width=AMOUNT_WIDTH)
    st.html(pieces.text(t("Cochez une ligne pour ouvrir le document."), "sf-pale"))
    openings = st.session_state.get(OPENINGS, 0)
    event = st.dataframe(
        pd.DataFrame(shown),
        hide_index=True,
        height=min(HEIGHT, ROW_HEIGHT * (len(found.rows) + 1) + 3),
        on_select="rerun",
        selection_mode="single-row",
        placeholder="",
        key=f"list-{anchor}-{openings}",
        column_config=settings,
    )
    chosen = [found.rows[place] for place in event.selection.rows if place < len(found.rows)]
    if chosen:
        st.session_state[OPENINGS] = openings + 1  # when the window closes, nothing is ticked any more
        _open(chosen[0])


def _open(row: Listed) -> None:
    """The document at the place that says its amount, in the window of a source."""
    passages = house().desk.passages_of(row.document)
    passage = next((one for one in passages if one.id == row.passage), passages[0] if passages else None)
    document = house().engine.library.document(row.document)
    if passage:
        st.session_state[OPENED] = Source(Hit(passage, document, 0.0), 0, row.start, row.end)
        show_opened()  # the page draws it from the next time on


def _show_apart(found: Listing, further: list[str]) -> None:
    """What is not counted, with the names of the documents; and the files that could not be read."""
    for sentence, group in zip(apart_in_words(found, language()), found.apart, strict=True):
        st.html(pieces.folded(sentence, pieces.items((row.name for row in group.rows), "sf-doubts")))
    for sentence in further:
        st.html(pieces.text(sentence, "sf-pale"))
