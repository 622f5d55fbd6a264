"""A task of this session: begun, followed while it runs, stopped, and what came of it.

A section begins a task with `start`; the page shows how far it is and, when it has ended, hands its result to the
section.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from rag.errors import TaskUnknown
from rag.tasks import Ending, KeptTask
from ui.present import number
from ui.server import house
from ui.web import pieces
from ui.web.rim import guarded, show_trouble
from ui.web.speech import language, t
from ui.wire import error_from_json

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterator

    from rag.tasks import TaskEvent
    from ui.task_runs import TaskRun

LOOK_SECONDS: Final = 0.4
ADDRESS: Final = "tache"  # in the address of the page: the task that is open
RUN: Final = "task run"  # in Streamlit's session, behind each the kind of the task
OPENED: Final = "task opened"
SECTION: Final = "task section"  # which section is shown
LOST: Final = "task that is not there"


def start(kind: str, work: Callable[[threading.Event], Iterator[TaskEvent]]) -> None:
    """Begin a task; what is open of its kind is closed."""
    close(kind)
    st.session_state[f"{RUN} {kind}"] = house().desk.tasks.runs.start(kind, work)
    st.rerun()


def busy(kind: str) -> bool:
    """Whether a task of this kind is on its way for this reader."""
    run = _run(kind)
    return run is not None and not run.over


def show_progress(kind: str) -> None:
    """How far the task is; when it has ended, its result is opened, or the trouble shown."""
    run = _run(kind)
    if run is None:
        return
    if not run.over:
        _follow(kind)
        return
    if run.trouble is not None:
        show_trouble(run.trouble)
        return
    del st.session_state[f"{RUN} {kind}"]
    if run.task is not None and run.task.ending is Ending.DONE:
        open_task(run.task)
    else:
        st.html(pieces.notice("plain", t("Arrêté."), t("Rien n'a été changé. Recommencez quand vous voulez.")))


def opened(kind: str) -> KeptTask | None:
    """The task that is open in a section, with its result."""
    task: KeptTask | None = st.session_state.get(f"{OPENED} {kind}")
    return task


def open_task(task: KeptTask) -> None:
    """Show a task with its result from now on."""
    st.session_state[f"{OPENED} {task.kind}"] = task
    st.session_state[SECTION] = task.kind
    if house().desk.tasks.keeps():
        st.query_params[ADDRESS] = task.id


def close(kind: str) -> None:
    """Show no task in this section from now on."""
    st.session_state.pop(f"{OPENED} {kind}", None)
    st.session_state.pop(f"{RUN} {kind}", None)
    st.query_params.pop(ADDRESS, None)


def follow_address() -> None:
    """Open the task that the address names, where the reader brought it there."""
    named = st.query_params.get(ADDRESS, "")
    if not named or any(
        task.id == named for key, task in st.session_state.items() if str(key).startswith(f"{OPENED} ") and task
    ):
        return
    try:
        open_task(house().desk.tasks.named(named))
    except TaskUnknown:
        st.query_params.pop(ADDRESS, None)
        why = t("Elle a été supprimée, ou l'adresse est celle d'une autre machine.")
        st.html(pieces.notice("check", t("Cette tâche n'est plus gardée."), why))


def show_ending(task: KeptTask) -> None:
    """What there is to say of a task that gave no result, or of which not all is left."""
    if task.trouble is not None:
        show_trouble(error_from_json(task.trouble))
    elif task.ending is Ending.STOPPED:
        st.html(pieces.notice("plain", t("Cette tâche a été arrêtée avant sa fin.")))
    elif task.shortened:
        why = t("Un document qu'elle avait lu a été retiré de la bibliothèque : ce qui reposait sur lui est parti.")
        st.html(pieces.notice("check", t("Ce résultat n'est plus entier."), why))


def _run(kind: str) -> TaskRun | None:
    asked = st.session_state.get(f"{RUN} {kind}")
    return house().desk.tasks.runs.state(asked) if asked is not None else None


@st.fragment(run_every=LOOK_SECONDS)
def _follow(kind: str) -> None:
    with guarded():
        run = _run(kind)
        if run is None or run.over:
            st.rerun()
        with st.container(border=True, key="sf-task-progress"):
            st.html(_progress(run))
            st.button(
                t("Arrêter"),
                icon=":material/stop_circle:",
                key=f"stop task {kind}",
                disabled=run.stopped,
                on_click=house().desk.tasks.runs.stop,
                args=(run.number,),
            )


def _progress(run: TaskRun) -> str:
    step = run.step
    done, total = (step.done, step.total) if step else (0, 0)
    label = _label(run)
    how_far = ""
    if total:
        how_far = t("{done} sur {total}", done=number(done, language()), total=number(total, language()))
    said = " · ".join(part for part in (how_far, step.name if step else "") if part)
    return (
        pieces.text(label, "sf-notice-title")
        + pieces.bar(done, total, label)
        + pieces.text(said or t("Un instant…"), "sf-pale")
    )


def _label(run: TaskRun) -> str:
    if run.stopped:
        return t("Arrêt en cours…")
    if run.waiting:
        return t("Une autre tâche passe d'abord…")
    stages = {
        "fetching": t("Le courrier arrive du serveur…"),
        "reading": t("Lecture…"),
        "writing": t("Le modèle lit…"),
        "shortening": t("Résumé…"),
        "sorting": t("Tri…"),
    }
    return stages.get(run.step.stage, t("En cours…")) if run.step else t("En cours…")
