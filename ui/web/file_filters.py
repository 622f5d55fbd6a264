"""Which files the table shows, and in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from rag.records import Genre
from rag.store.register import Order, State, Wanted
from ui.present import genre_name
from ui.server import house
from ui.web import shelf
from ui.web.speech import language, t

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rag.store.register import Register

MOST_WORDS: Final = 200  # characters of what is looked for


def choose(register: Register) -> Wanted:
    """The fields above the table; gives what they ask for."""
    top = st.columns([8, 13], vertical_alignment="bottom")
    words = top[0].text_input(
        t("Chercher un fichier"), placeholder=t("Nom ou dossier"), key="file words", max_chars=MOST_WORDS
    )
    states = {
        State.ALL: t("Tous"),
        State.READ: t("Lus"),
        State.BADLY: t("Mal lus"),
        State.FAILED: t("Non lus"),
        State.TWICE: t("En double"),
    }
    state = top[1].segmented_control(
        t("État"), list(states), format_func=lambda one: states[one], default=State.ALL, required=True, key="file state"
    )
    orders = {
        Order.TROUBLE: t("À voir d'abord"),
        Order.NAME: t("Nom"),
        Order.NEWEST: t("Modifiés récemment"),
        Order.OLDEST: t("Modifiés il y a longtemps"),
        Order.DATED: t("Date du document"),
        Order.LARGEST: t("Les plus gros"),
        Order.LONGEST: t("Le plus de pages"),
        Order.PLACE: t("Dossier"),
    }
    with st.container(key="sf-filters"):
        below = st.columns(4, vertical_alignment="bottom")
    with below[0]:
        place = _one_of(
            t("Rangé dans"), t("Tous les dossiers"), {one: one for one in register.collections()}, "file place"
        )
    with below[1]:
        genre = _one_of(
            t("Genre"),
            t("Tous les genres"),
            {str(one): genre_name(one, language()).capitalize() for one in Genre if one is not Genre.OTHER},
            "file genre",
        )
    with below[2]:
        told = {code: shelf.reason(code).words.say(language()) for code in register.remarks()}
        remark = _one_of(t("Raison"), t("Toutes"), told, "file remark")
    order = below[3].selectbox(t("Trier par"), list(orders), format_func=lambda one: orders[one], key="file order")
    return Wanted(words, state or State.ALL, place, remark, genre, order or Order.TROUBLE)


def _one_of(label: str, everything: str, names: Mapping[str, str], key: str) -> str:
    """One of some values, or all of them, which is the empty one."""
    chosen = st.selectbox(
        label, ["", *names], format_func=lambda one: names.get(one, one) if one else everything, key=key
    )
    return chosen or ""


def register() -> Register:
    """The files of the library that the page shows."""
    return house().engine.library.register
