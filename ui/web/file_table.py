"""The files of the library, a hundred at a time, and what can be done with those that are ticked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from ui.present import genre_name, language_name, number, size
from ui.server import house
from ui.web import file_filters, page_image, pieces, shelf
from ui.web.file_preview import show_preview
from ui.web.forgetting import CHOICE, ask_before
from ui.web.rim import guarded
from ui.web.speech import language, t, tn

if TYPE_CHECKING:
    from rag.store.register import Entry, Wanted

LINES: Final = 100  # on one page of the table: all that is read and sent
HEIGHT: Final = 430  # pixels: about eleven rows
ROW_HEIGHT: Final = 35  # pixels, Streamlit's own
NAME_WIDTH: Final = 310  # pixels


@st.fragment
def show() -> None:
    """The filters, the table, and what can be done with the rows that are ticked. Drawn again without the page."""
    with guarded():
        st.html(pieces.text(t("Tous les fichiers"), "sf-section", "h2"))
        register = file_filters.register()
        wanted = file_filters.choose(register)
        total = register.count(wanted)
        if not total:
            st.html(pieces.notice("plain", t("Aucun fichier ne correspond à ce filtre.")))
            return
        page = st.session_state.get(_page_key(wanted, -(-total // LINES)), 1)
        first = (page - 1) * LINES
        shown = register.page(wanted, first, LINES)
        page_image.DRAWER.prepare()
        st.html(pieces.text(tn("{count} fichier", "{count} fichiers", total), "sf-pale"))
        _beside(shown, f"{hash(wanted)}|{first}")
        _pager(wanted, total, first)


def _beside(shown: list[Entry], name: str) -> None:
    """The table; beside it the one document that is ticked."""
    key = f"table-{st.session_state.get(CHOICE, 0)}-{name}-{len(shown)}"
    kept = st.session_state.get(key)
    before = [shown[place] for place in kept["selection"]["rows"] if place < len(shown)] if kept else []
    if len(before) != 1:
        ticked = _table(shown, key)
        _tools(ticked)
        return
    left, right = st.columns([11, 9], gap="medium")
    with left:
        ticked = _table(shown, key)
        _tools(ticked)
    with right, st.container(border=True, key="preview"):
        show_preview(before[0])


def _tools(ticked: list[Entry]) -> None:
    documents = shelf.documents_of(ticked)
    label = tn("Oublier ce document", "Oublier ces {count} documents", len(documents)) if documents else t("Oublier")
    hint = None if documents else t("Cochez d'abord des lignes du tableau.")
    busy = house().jobs.busy()
    if st.button(label, icon=":material/delete_sweep:", key="forget", disabled=not documents or busy, help=hint):
        ask_before(documents)


def _page_key(wanted: Wanted, pages: int) -> str:
    """Another question begins at its first page."""
    return f"file page {hash(wanted)} {pages}"


def _pager(wanted: Wanted, total: int, first: int) -> None:
    pages = -(-total // LINES)
    if pages == 1:
        return
    said = language()
    lines = t(
        "Lignes {first} à {last} sur {total}",
        first=number(first + 1, said),
        last=number(min(first + LINES, total), said),
        total=number(total, said),
    )
    with st.container(horizontal=True, vertical_alignment="center", key="sf-pager"):
        st.pagination(pages, key=_page_key(wanted, pages))
        st.html(pieces.text(lines, "sf-pale"))


def _table(shown: list[Entry], key: str) -> list[Entry]:
    said = language()
    read = [entry.document for entry in shown]
    remarks = [_remark(entry) for entry in shown]
    columns: dict[str, list[Any]] = {
        t("État"): [_state(entry) for entry in shown],
        t("Fichier"): [shelf.name(entry) for entry in shown],
        **({t("Remarque"): remarks} if any(remarks) else {}),
        t("Genre"): [genre_name(one.genre, said) if one else "" for one in read],
        t("Date"): [shelf.dated(entry) for entry in shown],
        t("Rangé dans"): [str(entry.file.collection) for entry in shown],
        t("Pages"): [(one.pages or None) if one else None for one in read],
        t("Passages"): [one.passages if one else None for one in read],
        t("Copies"): [entry.copies or None for entry in shown],
        t("Langue"): [language_name(one.language, said) if one else "" for one in read],
        t("Modifié le"): [shelf.changed(entry) for entry in shown],
        t("Taille"): [size(entry.file.size, said) for entry in shown],
        t("Emplacement"): [entry.file.path for entry in shown],
    }
    import pandas as pd

    event = st.dataframe(
        pd.DataFrame(columns),
        hide_index=True,
        height=min(HEIGHT, ROW_HEIGHT * (len(shown) + 1) + 3),
        on_select="rerun",
        selection_mode="multi-row",
        placeholder="",
        key=key,
        column_config={
            t("Fichier"): st.column_config.TextColumn(width=NAME_WIDTH),
            t("Modifié le"): st.column_config.DateColumn(format="DD/MM/YYYY"),
            t("Date"): st.column_config.DateColumn(format="DD/MM/YYYY"),
            t("État"): st.column_config.TextColumn(width=90),
            t("Genre"): st.column_config.TextColumn(width=120),
            t("Remarque"): st.column_config.TextColumn(width=NAME_WIDTH),
            t("Pages"): st.column_config.NumberColumn(width="small"),
            t("Passages"): st.column_config.NumberColumn(width="small"),
            t("Copies"): st.column_config.NumberColumn(
                width="small", help=t("Autres fichiers de même contenu ; il n'est lu qu'une fois.")
            ),
        },
    )
    return [shown[place] for place in event.selection.rows if place < len(shown)]


def _state(entry: Entry) -> str:
    if entry.file.failure:
        return f"✕ {t('Non lu')}"
    return f"! {t('Mal lu')}" if shelf.remarks(entry) else f"✓ {t('Lu')}"


def _remark(entry: Entry) -> str:
    """Why it was not read, or what of it was read badly, with the pages where they are known."""
    pages = ", ".join(map(str, shelf.doubtful_pages(entry)))
    said = " ".join(one.words.say(language()) for one in shelf.remarks(entry))
    return f"{said} {t('Pages : {pages}.', pages=pages)}" if pages and said else said
