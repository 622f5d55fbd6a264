"""Before documents are forgotten: exactly what goes, what stays, and a button for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from ui.losses import Losses, losses
from ui.present import number, size
from ui.server import house
from ui.web import pieces
from ui.web.rim import guarded
from ui.web.speech import language, t, tn

if TYPE_CHECKING:
    from rag.records import Document

NAMES_SHOWN: Final = 12
CHOICE: Final = "table round"  # in Streamlit's session: a new number empties the choice


def ask_before(documents: list[Document]) -> None:
    """Open the window that asks."""
    st.dialog(t("Oublier ?"))(_confirm)(documents)


def _confirm(documents: list[Document]) -> None:
    names = [document.name for document in documents[:NAMES_SHOWN]]
    if len(documents) > NAMES_SHOWN:
        names.append(t("… et {count} autres", count=number(len(documents) - NAMES_SHOWN, language())))
    with guarded():
        lost = losses(house().engine, documents)
        st.html(
            pieces.text(t("Souffleur ne répondra plus d'après :"))
            + pieces.items(names, "sf-paths")
            + pieces.text(t("Ce qui est retiré de la bibliothèque :"), "sf-notice-title")
            + pieces.items(_gone(lost))
            + pieces.text(t("Ce qui reste :"), "sf-notice-title")
            + pieces.items(_left(lost))
        )
        with st.container(horizontal=True):
            if st.button(t("Oublier"), type="primary", icon=":material/delete_sweep:", key="forget-now"):
                house().desk.forget([document.id for document in documents])
                st.session_state[CHOICE] = st.session_state.get(CHOICE, 0) + 1
                st.rerun()
            if st.button(t("Garder"), key="keep"):
                st.rerun()


def _gone(lost: Losses) -> list[str]:
    lines = [
        tn("{count} document", "{count} documents", lost.documents),
        tn("{count} passage", "{count} passages", lost.passages),
        tn("{count} emplacement connu", "{count} emplacements connus", lost.places),
        t("{size} de textes et de données de recherche", size=size(lost.size, language())),
    ]
    if lost.answers:
        lines.append(
            tn(
                "leurs citations dans {count} réponse de vos conversations",
                "leurs citations dans {count} réponses de vos conversations",
                lost.answers,
            )
        )
    if lost.tasks:
        lines.append(
            tn(
                "ce qui repose sur eux dans {count} tâche gardée",
                "ce qui repose sur eux dans {count} tâches gardées",
                lost.tasks,
            )
        )
    if lost.opinions:
        lines.append(
            tn(
                "leurs noms dans {count} avis sur des réponses",
                "leurs noms dans {count} avis sur des réponses",
                lost.opinions,
            )
        )
    return lines


def _left(lost: Losses) -> list[str]:
    lines = [t("Aucun fichier n'est effacé du disque. Si leur dossier est relu, ils reviennent.")]
    if lost.questions:
        lines.append(
            tn(
                "{count} question de la page Évaluation nomme ces documents ; elle reste.",
                "{count} questions de la page Évaluation nomment ces documents ; elles restent.",
                lost.questions,
            )
        )
    return lines
