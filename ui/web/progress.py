"""How the reading of files goes, told while it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from ui.present import duration, number
from ui.server import house
from ui.web import pieces
from ui.web.rim import show_trouble
from ui.web.speech import language, t, tn

if TYPE_CHECKING:
    from ingest.events import Summary
    from ui.jobs import JobState

LOOK_SECONDS: Final = 1.0
LAST: Final = "last job"  # the same: the number of the last run that had ended when the page was drawn
FOLLOWED: Final = "followed job"  # in Streamlit's session: the run whose end is told


def show_progress() -> None:
    """The run in hand, or how the last one that this reader followed ended."""
    jobs = house().jobs
    if _shown():
        _follow()
        return
    _wait()
    followed = st.session_state.get(FOLLOWED)
    ended = jobs.state(followed) if followed else None
    if ended is not None and ended.finished:
        _show_end(ended)


def _shown() -> list[JobState]:
    """What is to be told of, the run in hand first."""
    jobs = house().jobs
    current = jobs.current()
    return [state for state in ((current, *jobs.waiting()) if current else jobs.waiting()) if state.matters]


@st.fragment(run_every=LOOK_SECONDS)
def _wait() -> None:
    """A followed folder may change at any time: then the whole page is drawn again."""
    ended = house().jobs.finished()
    last = ended[0].number if ended else 0
    if _shown() or last > st.session_state.setdefault(LAST, last):
        st.session_state[LAST] = last
        st.rerun()


@st.fragment(run_every=LOOK_SECONDS)
def _follow() -> None:
    jobs = house().jobs
    shown = _shown()
    if not shown:
        st.rerun()
    told, waiting = shown[0], shown[1:]
    current = told if told.running else None
    st.session_state[FOLLOWED] = told.number
    with st.container(border=True, key="progress"):
        st.html(_progress(told) + (_waiting(len(waiting)) if current and waiting else ""))
        if current is not None:
            st.button(t("Arrêter la lecture"), icon=":material/stop_circle:", key="stop-reading", on_click=jobs.stop)


def _waiting(count: int) -> str:
    return pieces.text(tn("{count} autre lecture attend.", "{count} autres lectures attendent.", count), "sf-pale")


def _progress(state: JobState) -> str:
    progress, label = state.progress, t("Lecture des documents")
    if progress is None:
        planned = state.planned
        words = (
            t("Examen des fichiers…")
            if planned is None
            else tn("{count} fichier à lire", "{count} fichiers à lire", planned.files)
        )
        return pieces.text(label, "sf-notice-title") + pieces.bar(0, 0, label) + pieces.text(words, "sf-pale")
    parts = [
        t(
            "{done} sur {total} fichiers",
            done=number(progress.files_done, language()),
            total=number(progress.files_total, language()),
        ),
        tn("{count} passage", "{count} passages", progress.passages),
        t("encore {time} environ", time=duration(progress.seconds_left)) if progress.seconds_left else "",
        tn("{count} non lu", "{count} non lus", len(state.failures)) if state.failures else "",
    ]
    return (
        pieces.text(label, "sf-notice-title")
        + pieces.bar(progress.files_done, progress.files_total, label)
        + pieces.text(" · ".join(part for part in parts if part))
        + pieces.text(t("Dernier fichier : {name}", name=progress.current), "sf-pale")
    )


def _show_end(state: JobState) -> None:
    if state.trouble is not None:
        show_trouble(state.trouble)
    elif state.summary is not None:
        summary = state.summary
        kind = "check" if summary.failed else "good"
        st.html(pieces.notice(kind, t("Lecture terminée en {time}.", time=duration(summary.seconds)), _summed(summary)))


def _summed(summary: Summary) -> str:
    gone = sum(one.files for one in summary.withheld)
    parts = [
        (summary.added, tn("{count} ajouté", "{count} ajoutés", summary.added)),
        (summary.replaced, tn("{count} mis à jour", "{count} mis à jour", summary.replaced)),
        (summary.moved, tn("{count} déplacé", "{count} déplacés", summary.moved)),
        (summary.forgotten, tn("{count} oublié", "{count} oubliés", summary.forgotten)),
        (summary.unchanged, tn("{count} inchangé", "{count} inchangés", summary.unchanged)),
        (summary.failed, tn("{count} non lu", "{count} non lus", summary.failed)),
        (gone, tn("{count} introuvable, gardé", "{count} introuvables, gardés", gone)),
    ]
    said = [words for count, words in parts if count]
    return f"{', '.join(said)}." if said else t("Aucun fichier.")
