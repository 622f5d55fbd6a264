"""The page Tasks: office work done on the documents, and what was done before.

To add a task:

1. The work is a generator of `rag.tasks.Work`: it yields `TaskStep`, ends soon after its `cancel` is set by returning
   None, and otherwise returns a `TaskResult` whose `result` is JSON. Whatever rests on a document stands in an object
   with the document's id under `document`, so that it leaves with the document. `LocalTasks.carry_out` (`ui.tasks`)
   runs it and keeps it; reach it through a face of your own on the desk, as `ui.office` does (here, and behind the
   server by `desk._stream`; the route is one `stream_events`).
2. `ui/web/task_NAME.py` has one function `show(opened)`: it draws the form, begins with `task_running.start(kind,
   lambda cancel: house().desk.….…(…, cancel))`, and draws `opened.result` where a task is open. Progress, the stop,
   troubles, the history and its deletion are this page's.
3. One line in `sections` below. A new stage of `TaskStep` gets its words in `task_running._label`.
"""

from __future__ import annotations

import streamlit as st

from ui.server import house
from ui.web import pieces, task_drafts, task_history, task_mail, task_minutes
from ui.web.ask_page import show_empty
from ui.web.rim import guarded
from ui.web.speech import t
from ui.web.task_running import SECTION, follow_address, opened, show_ending, show_progress
from ui.web.task_sections import Section


def sections() -> tuple[Section, ...]:
    """Every kind of task, in the order of the page."""
    return (
        Section("minutes", lambda: t("Comptes rendus"), task_minutes.show),
        Section("drafts", lambda: t("Devis et lettres"), task_drafts.show),
        Section("mail", lambda: t("Courrier"), task_mail.show),
    )


def show() -> None:
    """Draw the page."""
    st.title(t("Tâches"), anchor=False)
    if not house().desk.counts().documents:
        show_empty()
        return
    st.html(pieces.text(t("Le travail de bureau, fait sur vos documents, avec la source de chaque ligne."), "sf-pale"))
    with guarded():
        follow_address()
        section = _chosen(sections())
        show_progress(section.kind)
        task = opened(section.kind)
        if task is not None:
            show_ending(task)
        section.show(task)
    with guarded():
        task_history.show({one.kind: one.title() for one in sections()})


def _chosen(known: tuple[Section, ...]) -> Section:
    by_kind = {one.kind: one for one in known}
    if len(known) == 1:
        return known[0]
    # A widget's own value may not be set once it is drawn, so another key holds what was chosen; from the first drawing
    # on, or the first click would be a click on another widget.
    here = st.session_state.setdefault(SECTION, known[0].kind)
    kind = st.segmented_control(
        t("Tâche"),
        list(by_kind),
        format_func=lambda one: by_kind[one].title(),
        default=here,
        required=True,
        label_visibility="collapsed",
        key=f"{SECTION} chosen {here}",
    )
    st.session_state[SECTION] = kind
    return by_kind[kind]
