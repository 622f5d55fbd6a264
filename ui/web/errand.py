"""How the work on a model goes, told while it goes, and how it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from rag.models.installed import Checked
from rag.models.pulling import Pulled
from rag.repair import Repaired
from ui.errands import Task
from ui.present import number, size
from ui.server import house
from ui.web import pieces
from ui.web.rim import show_trouble
from ui.web.speech import language, t

if TYPE_CHECKING:
    from ui.errands import Errand

LOOK_SECONDS: Final = 0.5


def show_errand() -> None:
    """The errand that runs, or how the last one ended."""
    errand = house().errands.state()
    if errand is None:
        return
    if errand.running:
        _follow()
    else:
        _show_end(errand)


@st.fragment(run_every=LOOK_SECONDS)
def _follow() -> None:
    errand = house().errands.state()
    if errand is None or not errand.running:
        st.rerun()
    with st.container(border=True, key="errand"):
        st.html(_progress(errand))
        if errand.task is not Task.REPAIR or errand.stage:
            st.button(
                t("Arrêter"),
                icon=":material/stop_circle:",
                key="stop-errand",
                disabled=errand.stopped,
                on_click=house().errands.stop,
            )


def _progress(errand: Errand) -> str:
    label = _label(errand)
    how_far = ""
    if errand.total and errand.task is Task.REPAIR:
        how_far = t(
            "{done} sur {total} passages",
            done=number(errand.done, language()),
            total=number(errand.total, language()),
        )
    elif errand.total:
        how_far = t("{done} sur {total}", done=size(errand.done, language()), total=size(errand.total, language()))
    waiting = "" if errand.total else t("Un instant…")
    return (
        pieces.text(label, "sf-notice-title")
        + pieces.bar(errand.done, errand.total, label)
        + pieces.text(how_far or waiting, "sf-pale")
    )


def _label(errand: Errand) -> str:
    name = errand.name
    if errand.stopped:
        return t("Arrêt en cours…")
    if errand.task is Task.REPAIR:
        return t("Préparation de la recherche avec « {name} »", name=name)
    if errand.stage == "checking":
        return t("Vérification de « {name} »", name=name)
    return (
        t("Copie de « {name} »", name=name)
        if errand.stage == "copying"
        else t("Téléchargement de « {name} »", name=name)
    )


def _show_end(errand: Errand) -> None:
    if errand.trouble is not None:
        show_trouble(errand.trouble)
        return
    match errand.last:
        case Pulled():
            told = t("« {name} » est sur cette machine.", name=errand.name)
            st.html(pieces.notice("good", told, t("Choisissez « Utiliser » pour qu'il serve.")))
        case Checked(wrong=""):
            st.html(pieces.notice("good", t("« {name} » est intact.", name=errand.name)))
        case Checked(wrong=file):
            told = t("« {name} » est abîmé : {file}", name=errand.name, file=file)
            st.html(pieces.notice("bad", told, t("Effacez-le puis téléchargez-le à nouveau.")))
        case Repaired():
            st.html(pieces.notice("good", t("La recherche est prête avec « {name} ».", name=errand.name)))
        case _:
            st.html(
                pieces.notice("plain", t("Arrêté."), t("Ce qui était fait est gardé : recommencez quand vous voulez."))
            )
