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
    from ingest.events import Progress, Summary
    from ui.job_state import JobState

LOOK_SECONDS: Final = 1.0
TELLING_SECONDS: Final = 3.0  # guess: before, the speed is that of the first file
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
    st.session_state[FOLLOWED] = told.number
    with st.container(border=True, key="progress"):
        more = _waiting(len(waiting)) if waiting and (told.running or jobs.held) else ""
        st.html(_progress(told) + more)
        with st.container(horizontal=True):
            _buttons(told)


def _buttons(told: JobState) -> None:
    jobs = house().jobs
    if jobs.held:
        # While the files in work end, "go on" would be answered by nothing that one sees.
        st.button(
            t("Reprendre la lecture"),
            icon=":material/play_arrow:",
            key="resume-reading",
            type="primary",
            on_click=jobs.resume,
            disabled=told.running,
        )
    elif told.running:
        st.button(
            t("Mettre en pause"),
            icon=":material/pause:",
            key="pause-reading",
            on_click=jobs.pause,
            help=t("Les fichiers en cours sont terminés d'abord. La machine est libre jusqu'à la reprise."),
        )
    if told.running or told.paused:
        st.button(t("Arrêter la lecture"), icon=":material/stop_circle:", key="stop-reading", on_click=jobs.stop)


def _waiting(count: int) -> str:
    return pieces.text(tn("{count} autre lecture attend.", "{count} autres lectures attendent.", count), "sf-pale")


def _progress(state: JobState) -> str:
    """Bar and figures; a run that was paused counts what it had read before."""
    said, progress = language(), state.progress
    label = t("Lecture des documents")
    if house().jobs.held:
        label = t("Pause après les fichiers en cours…") if state.running else t("Lecture en pause")
    # At rest, what the last part had read is among the earlier files already.
    now = progress.files_done if progress and not state.paused else 0
    before = state.earlier_files
    left = progress.files_total - progress.files_done if progress else state.planned.files if state.planned else None
    title = pieces.text(label, "sf-notice-title")
    if left is None and not state.running:
        return title
    if left is None:
        return title + pieces.bar(0, 0, label) + pieces.text(t("Examen des fichiers…"), "sf-pale")
    done, total = before + now, before + now + left
    parts = [t("{done} sur {total} fichiers", done=number(done, said), total=number(total, said))]
    passages = (state.earlier.passages if state.earlier else 0) + (progress.passages if progress and now else 0)
    parts.append(tn("{count} passage", "{count} passages", passages))
    if progress and state.running:
        parts += _speed(progress)
    if state.failures:
        parts.append(tn("{count} non lu", "{count} non lus", len(state.failures)))
    last = pieces.text(t("Dernier fichier : {name}", name=progress.current), "sf-pale") if progress else ""
    return title + pieces.bar(done, total, label) + pieces.text(" · ".join(parts)) + last


def _speed(progress: Progress) -> list[str]:
    """Files a minute, and the time left; nothing in the first seconds, which tell nothing."""
    if progress.seconds < TELLING_SECONDS:
        return []
    a_minute = progress.files_done * 60 / progress.seconds
    rate = number(round(a_minute), language()) if a_minute >= 1 else "< 1"
    parts = [t("{rate} fichiers par minute", rate=rate)]
    if progress.seconds_left:
        parts.append(t("encore {time} environ", time=duration(progress.seconds_left)))
    return parts


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
