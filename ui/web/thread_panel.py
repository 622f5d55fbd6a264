"""The kept conversations beside the page Ask: searched, opened, named, taken away, deleted."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import streamlit as st

from rag.threads import LONGEST_TITLE
from ui.exports import ENDINGS, KINDS, exported, file_name
from ui.present import day
from ui.server import house
from ui.transcript import transcript
from ui.web import pieces, threads
from ui.web.ages import TODAY, WEEK, YESTERDAY, by_age
from ui.web.rim import guarded
from ui.web.speech import language, t, tn

if TYPE_CHECKING:
    from rag.threads import Thread, ThreadId
    from ui.exports import Form

AT_ONCE: Final = 30  # conversations; more are shown when they are asked for
LONGEST: Final = 200  # characters of what is sought
SOUGHT: Final = "conversations sought"
ROOM: Final = "conversations shown"
ACTION: Final = "conversation to act on"  # what was chosen of its menu, and its id
RENAME, EXPORT, DELETE = "rename", "export", "delete"


def show() -> None:
    """Draw the panel, and the window of what was chosen of a menu."""
    with guarded():
        here = threads.current()
        with st.container(key="sf-threads"):
            st.html(pieces.text(t("Conversations"), "sf-section", "h2"))
            st.button(
                t("Nouvelle conversation"),
                icon=":material/add_comment:",
                key="begin",
                on_click=threads.begin,
                disabled=not here.askings,
                width="stretch",
            )
            _list()
        _show_action()


@st.fragment
def _list() -> None:
    """The list alone is drawn again while somebody types."""
    with guarded():
        book = house().desk.threads
        sought = st.text_input(
            t("Chercher dans les conversations"),
            type="search",
            live=True,
            max_chars=LONGEST,
            key=SOUGHT,
            icon=":material/search:",
            placeholder=t("Chercher…"),
            label_visibility="collapsed",
        )
        room = st.session_state.get(ROOM, AT_ONCE)
        found = book.find(sought, room + 1)
        if not found:
            _show_none(sought, keeps=book.keeps())
        with st.container(key="sf-thread-list", gap=None):
            here = threads.current().thread
            for name, group in by_age(found[:room], lambda one: one.changed, date.today()):  # noqa: DTZ011 - ours
                st.html(pieces.text(_age(name), "sf-age", "h3"))
                for thread in group:
                    _show_row(thread, is_open=here is not None and thread.id == here.id)
            if len(found) > room:
                st.button(t("Plus anciennes"), icon=":material/expand_more:", key="older", on_click=_more)


def _more() -> None:
    st.session_state[ROOM] = st.session_state.get(ROOM, AT_ONCE) + AT_ONCE


def _show_none(sought: str, *, keeps: bool) -> None:
    if sought:
        said = t("Aucune conversation ne contient ces mots.")
    elif keeps:
        said = t("Vos conversations seront gardées ici, sur cette machine.")
    else:
        said = t("Les conversations ne sont pas gardées : un réglage le demande.")
    st.html(pieces.text(said, "sf-pale"))


def _age(name: str) -> str:
    known = {TODAY: t("Aujourd'hui"), YESTERDAY: t("Hier"), WEEK: t("7 derniers jours")}
    return known.get(name) or day(name, language()).capitalize()


def _show_row(thread: Thread, *, is_open: bool) -> None:
    # What is open is told by a sign too, not by its colour alone.
    with st.container(key=f"thread-{'open' if is_open else 'kept'}-{thread.id}", horizontal=True, gap=None):
        icon = ":material/arrow_right:" if is_open else None
        if st.button(
            pieces.label(thread.title),
            key=f"recall-{thread.id}",
            type="tertiary",
            icon=icon,
            width="stretch",
            wrap=True,
        ):
            threads.open_kept(house().desk.threads.named(thread.id))
            st.rerun()
        words = {RENAME: t("Renommer"), EXPORT: t("Exporter"), DELETE: t("Supprimer")}
        chosen = st.menu_button(
            t("Que faire de cette conversation ?"),
            list(words),
            format_func=words.__getitem__,
            key=f"menu-{thread.id}",
            type="tertiary",
            icon=":material/more_horiz:",
        )
        if chosen:
            st.session_state[ACTION] = (chosen, thread.id)
            st.rerun()


def _show_action() -> None:
    chosen: tuple[str, ThreadId] | None = st.session_state.get(ACTION)
    if chosen is None:
        return
    titles = {RENAME: t("Renommer"), EXPORT: t("Exporter"), DELETE: t("Supprimer cette conversation ?")}
    draw = {RENAME: _rename, EXPORT: _export, DELETE: _delete}[chosen[0]]
    st.dialog(titles[chosen[0]], on_dismiss=_done)(_in_window)(draw, chosen[1])


def _in_window(draw: object, thread: ThreadId) -> None:
    with guarded():
        assert callable(draw)  # noqa: S101 - one of the three below
        draw(house().desk.threads.named(thread))


def _rename(thread: Thread) -> None:
    with st.form("rename", border=False):
        title = st.text_input(t("Nom de la conversation"), value=thread.title, max_chars=LONGEST_TITLE)
        if st.form_submit_button(t("Enregistrer"), type="primary"):
            threads.renamed(thread.id, title)
            _done()
            st.rerun()


def _export(thread: Thread) -> None:
    st.html(pieces.text(thread.title, "sf-name") + pieces.text(t("Avec les réponses et leurs sources."), "sf-pale"))
    whole = transcript(thread, house().desk.threads.turns(thread.id), language())
    words: dict[Form, str] = {"word": t("Fichier Word"), "markdown": t("Fichier Markdown")}
    with st.container(horizontal=True):
        for form, label in words.items():
            st.download_button(
                label,
                # At once: a button that first has to fetch its file is switched off meanwhile, and loses the keyboard.
                data=exported(whole, form, language()),
                file_name=file_name(thread, form),
                mime=KINDS[form],
                icon=":material/download:",
                key=f"export-{ENDINGS[form]}",
                on_click="ignore",
            )


def _delete(thread: Thread) -> None:
    lost = tn(
        "{count} question et sa réponse seront effacées de cette machine, sans retour possible.",
        "{count} questions et leurs réponses seront effacées de cette machine, sans retour possible.",
        thread.turns,
    )
    st.html(
        pieces.text(thread.title, "sf-name")
        + pieces.text(lost)
        + pieces.text(t("Vos documents et les avis que vous avez donnés restent."), "sf-pale")
    )
    with st.container(horizontal=True):
        if st.button(t("Supprimer"), type="primary", icon=":material/delete:", key="delete-thread"):
            threads.remove(thread.id)
            _done()
            st.rerun()
        if st.button(t("Annuler"), key="keep-thread"):
            _done()
            st.rerun()


def _done() -> None:
    st.session_state.pop(ACTION, None)
