"""The tasks that were done: opened again, deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from rag.tasks import Ending
from ui.present import duration, moment
from ui.server import house
from ui.web import pieces
from ui.web.rim import guarded
from ui.web.speech import language, t, tn
from ui.web.task_running import close, open_task, opened

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rag.tasks import KeptTask, TaskId

AT_ONCE: Final = 10
ROOM: Final = "tasks shown"  # in Streamlit's session
SURE: Final = "task to delete"
NAMES_SHOWN: Final = 2
LEAST_SECONDS: Final = 1.0  # a task that took less took no time


def show(kinds: Mapping[str, str]) -> None:
    """Draw the list; `kinds` says how the sections are called."""
    book = house().desk.tasks
    st.html(pieces.text(t("Déjà fait"), "sf-section", "h2"))
    if not book.keeps():
        st.html(pieces.text(t("Les tâches ne sont pas gardées : un réglage le demande."), "sf-pale"))
    room = st.session_state.get(ROOM, AT_ONCE)
    found = book.find(limit=room + 1)
    if not found and book.keeps():
        st.html(pieces.text(t("Ce que vous faites ici sera gardé sur cette machine, pour être rouvert."), "sf-pale"))
    for task in found[:room]:
        _show_row(task, kinds.get(task.kind, task.kind))
    if len(found) > room:
        st.button(t("Plus anciennes"), icon=":material/expand_more:", key="older tasks", on_click=_more)


def name_of(task: KeptTask) -> str:
    """What a task is called: its title, else the names of its files."""
    if task.title or not task.names:
        nameless = t("Documents retirés") if task.shortened else t("Sans document")
        return task.title or (nameless if task.ending is Ending.DONE else t("Sans résultat"))
    shown = ", ".join(task.names[:NAMES_SHOWN])
    more = len(task.names) - NAMES_SHOWN
    return f"{shown} {tn('et {count} autre', 'et {count} autres', more)}" if more > 0 else shown


def _show_row(task: KeptTask, kind: str) -> None:
    here = opened(task.kind)
    is_open = here is not None and here.id == task.id
    endings = {Ending.DONE: t("terminée"), Ending.STOPPED: t("arrêtée"), Ending.FAILED: t("échouée")}
    about = [kind, moment(task.started, language()), endings[task.ending]]
    about += [duration(task.seconds)] if task.seconds >= LEAST_SECONDS else []
    with st.container(key=f"done-{'open' if is_open else 'kept'}-{task.id}", horizontal=True):
        told = pieces.text(name_of(task), "sf-name") + pieces.text(" · ".join(about), "sf-place")
        with st.container(key=f"done-words-{task.id}"):
            st.html(told)
        if st.session_state.get(SURE) == task.id:
            st.button(
                t("Oui, supprimer"), icon=":material/delete:", key=f"delete-{task.id}", on_click=_delete, args=(task,)
            )
            st.button(t("Garder"), key=f"keep-{task.id}", on_click=_ask_sure, args=(None,))
            return
        if not is_open:
            st.button(t("Rouvrir"), key=f"reopen-{task.id}", on_click=_open, args=(task.id,))
        st.button(
            t("Supprimer"), icon=":material/delete:", key=f"ask-delete-{task.id}", on_click=_ask_sure, args=(task.id,)
        )


def _open(task: TaskId) -> None:
    with guarded():
        open_task(house().desk.tasks.named(task))


def _delete(task: KeptTask) -> None:
    with guarded():
        house().desk.tasks.remove([task.id])
        here = opened(task.kind)
        if here is not None and here.id == task.id:
            close(task.kind)
    _ask_sure(None)


def _ask_sure(task: TaskId | None) -> None:
    st.session_state[SURE] = task


def _more() -> None:
    st.session_state[ROOM] = st.session_state.get(ROOM, AT_ONCE) + AT_ONCE
