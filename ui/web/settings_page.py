"""The page Settings: each one with what it does, where its value comes from, and a field to change it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

import streamlit as st

from ui.present_settings import FILE_ONLY, ON_MODELS_PAGE, bounds, explained, group, meets, shown
from ui.server import house
from ui.web import pieces
from ui.web.rim import guarded
from ui.web.setting_field import mend, show_field
from ui.web.speech import language, t, tn

if TYPE_CHECKING:
    from rag.settable import Setting

SOUGHT: Final = "settings sought"
LONGEST: Final = 100  # characters of what is sought


def show() -> None:
    """Draw the page."""
    st.title(t("Réglages"), anchor=False)
    _show()


@st.fragment
def _show() -> None:
    with guarded():
        file = house().engine.home.settings_file
        st.html(
            pieces.text(t("Chaque réglage est enregistré dès que vous le changez, dans ce fichier :"), "sf-pale")
            + pieces.text(str(file), "sf-place")
        )
        settings = house().desk.settings.all()
        _show_waiting(settings)
        words = st.text_input(
            t("Chercher un réglage"),
            type="search",
            live=True,
            key=SOUGHT,
            max_chars=LONGEST,
            icon=":material/search:",
            placeholder=t("Par exemple : temps, mémoire, Tesseract…"),
        )
        found = [one for one in settings if meets(one, words, language())]
        st.html(f'<div role="status">{_told(found, settings)}</div>')
        for section, members in groupby(found, lambda one: one.section):
            with st.expander(group(section, language()), expanded=bool(words), key=f"group-{section}-{bool(words)}"):
                for one in members:
                    _show_one(one)


def _told(found: list[Setting], settings: tuple[Setting, ...]) -> str:
    if not found:
        return pieces.text(t("Aucun réglage ne contient ces mots."), "sf-pale")
    changed = sum(one.value != one.default for one in settings)
    counts = (
        tn("{count} réglage", "{count} réglages", len(found)),
        tn("{count} n'est pas comme livré", "{count} ne sont pas comme livrés", changed) if changed else "",
    )
    return pieces.text(" · ".join(filter(None, counts)), "sf-pale")


def _show_waiting(settings: tuple[Setting, ...]) -> None:
    """What was changed and is not in force yet."""
    waiting = [explained(one, language()) for one in settings if not one.in_force]
    if waiting:
        said = t("Redémarrez Souffleur : ces réglages comptent au prochain démarrage.")
        st.html(pieces.notice("check", said, *waiting))


def _show_one(setting: Setting) -> None:
    with st.container(key=f"setting-{setting.name.replace('.', '-')}", gap="small"):
        if setting.name in FILE_ONLY | ON_MODELS_PAGE:
            st.html(
                pieces.text(explained(setting, language()), "sf-name") + pieces.text(shown(setting.value, language()))
            )
        else:
            show_field(setting, explained(setting, language()))
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.html(pieces.text(_state(setting), "sf-place"))
            if setting.written and setting.name not in FILE_ONLY | ON_MODELS_PAGE:
                st.button(
                    t("Remettre comme livré"),
                    key=f"reset-{setting.name}",
                    type="tertiary",
                    icon=":material/undo:",
                    on_click=_reset,
                    args=(setting.name,),
                )


def _state(setting: Setting) -> str:
    """Its bounds, where its value comes from, and what it is called in the file."""
    if setting.name in FILE_ONLY:
        place = t("se change dans le fichier seulement : il décide de ce qui entre et sort de cette machine")
    elif setting.name in ON_MODELS_PAGE:
        place = t("se choisit dans la page Modèles")
    elif setting.written:
        place = t("choisi par vous ; comme livré : {value}", value=shown(setting.default, language()))
    else:
        place = t("comme livré")
    return " · ".join(filter(None, (bounds(setting, language()), place, setting.name)))


def _reset(name: str) -> None:
    mend(name)
    with guarded():
        house().desk.settings.reset(name)
