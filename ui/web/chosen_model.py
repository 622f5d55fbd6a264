"""The chat model that the settings name, where it is none of the catalogue's: a file of the reader's own, or gone."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from ui.server import house
from ui.web import pieces
from ui.web.rim import guarded
from ui.web.speech import t


def show() -> None:
    """Say how answers are made now; of a model that is gone too, with the way back to quotations."""
    home, named = house().engine.home, house().engine.settings.chat.model
    if not named:
        st.html(pieces.text(t("Aucun pour l'instant : les réponses sont des citations de vos documents."), "sf-pale"))
        return
    name = Path(named).name
    if (home.models_folder / named).exists():  # an absolute path stays what it is
        st.html(pieces.text(t("Un fichier à vous rédige les réponses : « {name} ».", name=name), "sf-pale"))
        return
    gone = t("Le modèle choisi, « {name} », n'est plus sur cette machine : les réponses sont des citations.", name=name)
    st.html(pieces.notice("check", gone, t("Choisissez-en un autre ici, ou restez aux citations.")))
    st.button(t("Revenir aux citations"), icon=":material/format_quote:", key="leave missing", on_click=_leave)


def _leave() -> None:
    with guarded():
        house().desk.models.use("")
