"""Every file of the library in one table, and forgetting those that were chosen in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from rag.evaluation.own import OwnQuestions
from ui.measuring import naming
from ui.present import genre_name, language_name, size
from ui.server import house
from ui.web import pieces, shelf
from ui.web.rim import guarded
from ui.web.speech import language, t, tn

if TYPE_CHECKING:
    from rag.records import Document
    from ui.web.shelf import Row

STATES: Final = ("all", "read", "failed")
HEIGHT: Final = 430  # pixels: about eleven rows
ROW_HEIGHT: Final = 35  # pixels, Streamlit's own
NAME_WIDTH: Final = 310  # pixels
NAMES_SHOWN: Final = 12
CHOICE: Final = "table round"  # in Streamlit's session: a new number empties the choice


def show(found: list[Row]) -> None:
    """The filters, the table, and what can be done with the rows that are ticked."""
    st.html(pieces.text(t("Tous les fichiers"), "sf-section", "h2"))
    words, state, collection, remark = _filters(found)
    failed = {"all": None, "read": False, "failed": True}[state]
    shown = shelf.chosen(found, words, failed=failed, collection=collection, remark=remark)
    if not shown:
        st.html(pieces.notice("plain", t("Aucun fichier ne correspond à ce filtre.")))
        return
    st.html(pieces.text(tn("{count} fichier", "{count} fichiers", len(shown)), "sf-pale"))
    ticked = _table(shown, f"{words}|{state}|{collection}|{remark}")
    documents = shelf.documents_of(ticked)
    label = tn("Oublier ce document", "Oublier ces {count} documents", len(documents)) if documents else t("Oublier")
    hint = None if documents else t("Cochez d'abord des lignes du tableau.")
    if st.button(
        label, icon=":material/delete_sweep:", key="forget", disabled=not documents or house().jobs.busy(), help=hint
    ):
        st.dialog(t("Oublier ?"))(_confirm)(documents)


def _filters(found: list[Row]) -> tuple[str, str, str, str]:
    names = {"all": t("Tous"), "read": t("Lus"), "failed": t("Non lus")}
    left, middle, right, last = st.columns([7, 8, 6, 7], vertical_alignment="bottom")
    words = left.text_input(t("Chercher un fichier"), placeholder=t("Nom ou dossier"), key="file words")
    state = middle.segmented_control(
        t("État"), STATES, format_func=lambda one: names[one], default="all", required=True, key="file state"
    )
    collections = sorted({str(row.file.collection) for row in found})
    everything = t("Tous les dossiers")
    chosen = right.selectbox(
        t("Rangé dans"), ["", *collections], format_func=lambda one: one or everything, key="file place"
    )
    remarks = {"": t("Toutes"), **{one.code: one.words.say(language()) for one in shelf.remarks(found)}}
    remark = last.selectbox(
        t("Raison"), list(remarks), format_func=lambda code: remarks.get(code, code), key="file remark"
    )
    return words, state or "all", chosen or "", remark or ""


def _table(shown: list[Row], name: str) -> list[Row]:
    said = language()
    states = {True: f"✕ {t('Non lu')}", False: f"✓ {t('Lu')}"}
    columns: dict[str, list[Any]] = {
        t("État"): [states[bool(row.file.failure)] for row in shown],
        t("Fichier"): [row.name for row in shown],
        t("Remarque"): [_remark(row) for row in shown],
        t("Genre"): [genre_name(row.document.genre, said) if row.document else "" for row in shown],
        t("Date"): [row.dated for row in shown],
        t("Rangé dans"): [str(row.file.collection) for row in shown],
        t("Pages"): [(row.document.pages or None) if row.document else None for row in shown],
        t("Passages"): [row.document.passages if row.document else None for row in shown],
        t("Langue"): [language_name(row.document.language, said) if row.document else "" for row in shown],
        t("Modifié le"): [row.changed for row in shown],
        t("Taille"): [size(row.file.size, said) for row in shown],
        t("Emplacement"): [row.file.path for row in shown],
    }
    import pandas as pd

    event = st.dataframe(
        pd.DataFrame(columns),
        hide_index=True,
        height=min(HEIGHT, ROW_HEIGHT * (len(shown) + 1) + 3),
        on_select="rerun",
        selection_mode="multi-row",
        placeholder="",
        key=f"table-{st.session_state.get(CHOICE, 0)}-{name}-{len(shown)}",
        column_config={
            t("Fichier"): st.column_config.TextColumn(width=NAME_WIDTH),
            t("Modifié le"): st.column_config.DateColumn(format="DD/MM/YYYY"),
            t("Date"): st.column_config.DateColumn(format="DD/MM/YYYY"),
            t("État"): st.column_config.TextColumn(width=90),
            t("Genre"): st.column_config.TextColumn(width=120),
            t("Remarque"): st.column_config.TextColumn(
                width=NAME_WIDTH if any(row.remark for row in shown) else "small"
            ),
            t("Pages"): st.column_config.NumberColumn(width="small"),
            t("Passages"): st.column_config.NumberColumn(width="small"),
        },
    )
    return [shown[place] for place in event.selection.rows if place < len(shown)]


def _remark(row: Row) -> str:
    """Why it was not read, or what of it was read badly, with the pages where they are known."""
    if not row.remark:
        return ""
    pages = ", ".join(map(str, row.badly_read)) if row.remark.code == "read_badly" else ""
    said = row.remark.words.say(language())
    return f"{said} {t('Pages : {pages}.', pages=pages)}" if pages else said


def _questions(documents: list[Document]) -> str:
    """The reader's own questions for measuring stay, and so do the names in them."""
    own = OwnQuestions(house().engine.home.questions_file)
    count = len(naming(own, documents, house().desk.documents()))
    told = tn(
        "{count} question de la page Évaluation nomme ces documents ; elle reste.",
        "{count} questions de la page Évaluation nomment ces documents ; elles restent.",
        count,
    )
    return pieces.text(told, "sf-pale") if count else ""


def _confirm(documents: list[Document]) -> None:
    """The question before forgetting."""
    names = [document.name for document in documents[:NAMES_SHOWN]]
    if len(documents) > NAMES_SHOWN:
        names.append("…")
    st.html(
        pieces.text(t("Souffleur ne répondra plus d'après ces documents :"))
        + pieces.items(names, "sf-paths")
        + pieces.text(t("Aucun fichier n'est effacé du disque. Si leur dossier est relu, ils reviennent."))
        + _questions(documents)
    )
    with st.container(horizontal=True), guarded():
        if st.button(t("Oublier"), type="primary", icon=":material/delete_sweep:", key="forget-now"):
            house().desk.forget([document.id for document in documents])
            st.session_state[CHOICE] = st.session_state.get(CHOICE, 0) + 1
            st.rerun()
        if st.button(t("Garder"), key="keep"):
            st.rerun()
