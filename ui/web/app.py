"""The entry of the pages: what surrounds them, which one is shown, in which language."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import streamlit as st

from ui.security import is_loopback
from ui.server import house
from ui.web import (
    ask_page,
    documents_page,
    evaluation_page,
    machine_page,
    models_page,
    pieces,
    search_page,
    settings_page,
    tasks_page,
    thread_panel,
    trial_page,
)
from ui.web.ask_page import DOCUMENTS
from ui.web.help_dialog import open_help
from ui.web.rim import guarded
from ui.web.scripts import run_scripts
from ui.web.search_page import ASK
from ui.web.speech import keeps, language, switch, t, tn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamlit.navigation.page import StreamlitPage

STYLE: Final = Path(__file__).parent / "style.css"
ICON: Final = "🎭"


def main() -> None:
    """Draw the page that the address names."""
    with guarded():
        asking = st.Page(_ask, title=t("Demander"), url_path="demander", default=True)
        seeking = st.Page(_search, title=t("Rechercher"), url_path="rechercher")
        files = st.Page(_documents, title=t("Documents"), url_path="documents")
        working = st.Page(_tasks, title=t("Tâches"), url_path="taches")
        measuring = st.Page(_evaluation, title=t("Évaluation"), url_path="evaluation")
        trying = st.Page(_trial, title=t("Essai"), url_path="essai")
        models = st.Page(_models, title=t("Modèles"), url_path="modeles")
        setting = st.Page(_settings, title=t("Réglages"), url_path="reglages")
        machine = st.Page(_machine, title=t("Cette machine"), url_path="machine")
        st.session_state[DOCUMENTS] = files
        st.session_state[ASK] = asking
        # These icons come with Streamlit; those that it takes for a page's own would be fetched from outside.
        daily = {
            asking: ":material/chat:",
            seeking: ":material/search:",
            files: ":material/folder_open:",
            working: ":material/checklist:",
        }
        seldom = {
            measuring: ":material/fact_check:",
            trying: ":material/timer:",
            models: ":material/neurology:",
            setting: ":material/settings:",
            machine: ":material/computer:",
        }
        chosen = st.navigation([*daily, *seldom], position="hidden")
        wide = chosen.url_path in {seeking.url_path, files.url_path, working.url_path, measuring.url_path}
        st.set_page_config(
            page_title=f"Souffleur · {chosen.title}",
            page_icon=ICON,
            layout="wide" if wide else "centered",
            menu_items={"Get help": None, "Report a bug": None, "About": None},
        )
        st.html(STYLE)
        run_scripts(language(), st.html, keep=keeps())
        # A window lies outside of what Streamlit gives its colours to.
        st.html(f"<style>:root {{ color-scheme: {st.context.theme.type or 'light dark'}; }}</style>")
        st.html(_lost())
        _sidebar(daily, seldom, chosen, with_threads=chosen is asking)
        chosen.run()


def _ask() -> None:
    with guarded():
        ask_page.show()


def _search() -> None:
    with guarded():
        search_page.show()


def _documents() -> None:
    with guarded():
        documents_page.show()


def _tasks() -> None:
    with guarded():
        tasks_page.show()


def _evaluation() -> None:
    with guarded():
        evaluation_page.show()


def _trial() -> None:
    with guarded():
        trial_page.show()


def _models() -> None:
    with guarded():
        models_page.show()


def _settings() -> None:
    with guarded():
        settings_page.show()


def _machine() -> None:
    with guarded():
        machine_page.show()


def _sidebar(
    daily: Mapping[StreamlitPage, str],
    seldom: Mapping[StreamlitPage, str],
    chosen: StreamlitPage,
    *,
    with_threads: bool,
) -> None:
    """The pages of every day, then those for whoever looks after the library, folded; help, language, privacy."""
    with st.sidebar:
        with st.container(key="sf-brand"):
            st.html(pieces.text("Souffleur", "sf-brand") + pieces.text(t("Vos documents répondent."), "sf-pale"))
        for page, icon in daily.items():
            st.page_link(page, icon=icon, width="stretch")
        with st.expander(t("Suivi et réglages"), expanded=chosen in seldom, key="sf-seldom"):
            for page, icon in seldom.items():
                st.page_link(page, icon=icon, width="stretch")
        if with_threads:
            thread_panel.show()
        held = house().desk.counts().documents
        with st.container(key="sf-help", horizontal=True, vertical_alignment="center", gap="small"):
            if st.button(t("Aide"), icon=":material/help:", key="help"):
                open_help()
            switch()
        st.html(
            '<div class="sf-foot">'
            + pieces.text(tn("{count} document dans la bibliothèque.", "{count} documents dans la bibliothèque.", held))
            + pieces.text(_where_it_goes())
            + pieces.text(_manner())
            + "</div>"
        )


def _lost() -> str:
    """What is seen when the page has lost its server, and at no other time: see `connection.py`."""
    told = pieces.notice(
        "bad",
        t("Cette page n'est plus reliée à Souffleur."),
        t("Vos documents et vos conversations sont gardés. La page reprend d'elle-même dès que Souffleur répond."),
        t("Sinon, ouvrez Souffleur de nouveau sur la machine où il est installé, puis rechargez cette page."),
    )
    return f'<div class="sf-lost">{told}</div>'


def _where_it_goes() -> str:
    address = house().engine.settings.chat.address
    if address and not is_loopback(urlsplit(address).hostname or ""):
        return t("Questions et passages trouvés sont envoyés à {address}, et nulle part ailleurs.", address=address)
    return t("Rien ne quitte cette machine : ni vos documents, ni vos questions.")


def _manner() -> str:
    chat = house().engine.settings.chat
    if chat.model or chat.address:
        return t("Réponses rédigées par « {model} ».", model=Path(chat.model).name or chat.address)
    return t("Réponses par citations exactes de vos documents.")


main()
