"""Minutes on the page Tasks: which to read, and what came of it."""

from __future__ import annotations

from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

import streamlit as st

from rag.narrowing import Narrowing
from rag.office.asked import MinutesAsked
from rag.records import Genre
from ui.office import MINUTES, meetings_of
from ui.present import day
from ui.server import house
from ui.web import minutes_view, pieces
from ui.web.speech import language, t, tn
from ui.web.task_running import busy, start
from ui.web.task_sections import form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.store.contents import Choice
    from rag.tasks import KeptTask

MOST: Final = 500  # documents to choose from
FILES, FOLDERS = "files", "folders"
WAY: Final = "minutes by"  # in Streamlit's session
CHOSEN: Final = "minutes chosen"
OTHERS: Final = "minutes among all"
FOLDER: Final = "minutes of folders"


def show(opened: KeptTask | None) -> None:
    """Draw the form, and the result of the task that is open."""
    with form(opened, t("Lire d'autres comptes rendus"), MINUTES):
        _ask()
    if opened is not None and opened.result is not None:
        minutes_view.show(meetings_of(opened.result), opened.id)


def _ask() -> None:
    """What is to be read."""
    paths = _choose()
    model = _model()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        today = st.date_input(t("Retards comptés au"), value="today", format="DD/MM/YYYY", key="minutes day", width=180)
        run = st.button(
            t("Lire les comptes rendus"),
            type="primary",
            icon=":material/checklist:",
            key="read minutes",
            disabled=not paths or busy(MINUTES),
        )
    if run and isinstance(today, date):
        asked = MinutesAsked(today.isoformat(), tuple(paths), model=model)
        desk = house().desk
        start(MINUTES, lambda cancel: desk.office.summarise(asked, cancel))


def _model() -> bool:
    """Whether the chat model reads too, where there is one."""
    chat = house().engine.settings.chat
    named = PurePath(chat.model).name or chat.address
    if not named:
        return False
    label = t("Faire lire aussi le modèle « {model} »", model=named)
    slow = t("Plus complet et beaucoup plus lent. Ce que le texte ne dit pas est écarté.")
    return st.checkbox(pieces.field_label(label), value=True, key="minutes model", help=slow)


def _choose() -> Sequence[str]:
    """The files, or the folders, of the minutes to read."""
    known = _minutes()
    ways = {FILES: t("Des fichiers"), FOLDERS: t("Des dossiers entiers")}
    way = st.segmented_control(
        t("Que lire ?"),
        list(ways),
        format_func=lambda one: ways[one],
        default=FILES,
        required=True,
        key=WAY,
        label_visibility="collapsed",
    )
    return _choose_folders(known) if way == FOLDERS else _choose_files(known)


def _choose_files(known: Sequence[Choice]) -> Sequence[str]:
    others: Sequence[Choice] = ()
    if st.session_state.get(OTHERS) or not known:
        others = [one for one in house().desk.choices.documents_like("", limit=MOST) if one.kind is not Genre.MINUTES]
    named = {one.path: one for one in (*known, *others)}
    st.session_state[CHOSEN] = [one for one in st.session_state.get(CHOSEN, ()) if one in named]
    paths: list[str] = st.multiselect(
        t("Comptes rendus à lire"),
        list(named),
        format_func=lambda path: _said(named[path]),
        key=CHOSEN,
        placeholder=t("Choisissez un ou plusieurs documents"),
        select_all=False,  # its words are English only
    )
    if known:
        st.checkbox(t("Proposer aussi les documents qui n'ont pas l'air de comptes rendus"), key=OTHERS)
    else:
        st.html(pieces.text(t("Aucun compte rendu reconnu : tous les documents sont proposés."), "sf-pale"))
    return paths


def _choose_folders(known: Sequence[Choice]) -> Sequence[str]:
    places = [PurePath(one.path).parent for one in known]
    held = {str(folder): sum(place.is_relative_to(folder) for place in places) for folder in set(places)}
    if not held:
        st.html(pieces.text(t("Aucun dossier ne contient de compte rendu."), "sf-pale"))
        return ()
    names = {
        folder: f"{_short(folder)} ({tn('{count} compte rendu', '{count} comptes rendus', count)})"
        for folder, count in sorted(held.items())
    }
    chosen: list[str] = st.multiselect(
        t("Dossiers à lire"),
        list(names),
        format_func=lambda folder: names[folder],
        key=FOLDER,
        placeholder=t("Choisissez un ou plusieurs dossiers"),
        select_all=False,
    )
    return chosen


def _minutes() -> Sequence[Choice]:
    """The minutes of the library, the newest first."""
    kinds = dict(house().desk.choices.contents().kinds)
    if Genre.MINUTES not in kinds:
        return ()
    found = house().desk.choices.documents_like("", Narrowing(kinds=(Genre.MINUTES,)), MOST)
    return sorted(found, key=lambda one: one.date, reverse=True)


def _said(one: Choice) -> str:
    return f"{one.name} · {day(one.date, language())}" if one.date else one.name


def _short(folder: str) -> str:
    """The last two names of a path."""
    return "/".join(PurePath(folder).parts[-2:])
