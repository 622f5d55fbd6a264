"""Adding to the library: files dropped on the page, or a folder of this machine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit as st

from ingest.pipeline import DEFAULT_COLLECTION
from rag.errors import NothingThere
from ui.server import house
from ui.web import inbox, pieces
from ui.web.rim import guarded
from ui.web.speech import t, tn

if TYPE_CHECKING:
    from collections.abc import Sequence

ROUND: Final = "drop round"  # in Streamlit's session: a new number empties the field


def show_adding(*, folded: bool) -> None:
    """Both ways, side by side; folded for a library that is looked at more often than added to."""
    with st.expander(t("Ajouter des documents"), expanded=not folded, key="adding"):
        collection = _choose_collection()
        left, right = st.columns(2)
        with left, st.container(border=True, key="drop", height="stretch"), guarded():
            _drop(collection)
        with right, st.container(border=True, key="folder", height="stretch"), guarded():
            _name_folder(collection)


def _choose_collection() -> str:
    known = [str(one) for one in house().desk.collections()] or [DEFAULT_COLLECTION]
    chosen = st.selectbox(
        t("Ranger dans"),
        known,
        accept_new_options=True,
        help=t("Choisissez un nom de la liste, ou écrivez-en un nouveau. On peut ensuite ne chercher que là."),
        key="collection",
    )
    return (chosen or "").strip() or DEFAULT_COLLECTION


def _drop(collection: str) -> None:
    drop_round = st.session_state.setdefault(ROUND, 0)
    most = house().engine.settings.page.upload_mb
    st.html(_own_words(most))
    ways = {True: t("Des fichiers"), "directory": t("Un dossier entier")}
    way = st.segmented_control(
        t("Déposer"), list(ways), format_func=lambda one: ways[one], default=True, required=True, key="drop way"
    )
    dropped = st.file_uploader(
        t("Déposer des fichiers"),
        accept_multiple_files="directory" if way == "directory" else True,
        key=f"dropped-{drop_round}-{way}",
        max_upload_size=most,
        label_visibility="collapsed",
    )
    st.html(pieces.text(t("Souffleur en garde une copie sur cette machine."), "sf-pale"))
    if not dropped:
        return
    label = tn("Ajouter ce fichier", "Ajouter ces {count} fichiers", len(dropped))
    if st.button(label, type="primary", icon=":material/add:", key="add-dropped"):
        _keep_all(dropped, collection)


def _own_words(most: int) -> str:
    """Streamlit says these in English only."""
    button = t("Choisir ou glisser ici")
    limit = t("{most} Mo au plus par fichier", most=most)
    zone = '[class*="st-key-dropped"] [data-testid="stFileUploaderDropzone'
    return (
        f'<style>{zone}"] > span button p::after {{content: "{button}"}}'
        f'{zone}Instructions"] span::after {{content: "{limit}"}}</style>'
    )


def _keep_all(dropped: Sequence[object], collection: str) -> None:
    folder = inbox.folder_for(house().engine.home.inbox_folder, collection)
    kept = []
    for file in dropped:
        name = getattr(file, "name", "")
        if inbox.is_wanted(name):
            kept.append(inbox.keep(folder, name, getattr(file, "getvalue")()))  # noqa: B009 - Streamlit has no types
    if not kept:
        st.html(pieces.notice("check", t("Ce sont des fichiers temporaires : rien n'a été ajouté.")))
        return
    house().jobs.start([folder], collection)
    st.session_state[ROUND] += 1
    st.rerun()


def _name_folder(collection: str) -> None:
    with st.form("folder-form", border=False, clear_on_submit=False):
        typed = st.text_input(
            t("Lire un dossier de cet ordinateur"),
            placeholder=t("Par exemple /home/cabinet/Dossiers"),
        )
        st.html(pieces.text(t("Les fichiers restent où ils sont ; rien n'y est modifié."), "sf-pale"))
        follow = st.checkbox(
            t("Suivre ce dossier"),
            value=True,
            help=t("Tant que Souffleur est ouvert, ce qui change dans ce dossier est lu tout seul."),
        )
        wanted = st.form_submit_button(t("Lire ce dossier"), icon=":material/create_new_folder:")
    if wanted:
        folder = named_path(typed)
        if follow and folder.is_dir():
            house().desk.watch(folder, collection)
        house().jobs.start([folder], collection)
        st.rerun()


def named_path(typed: str) -> Path:
    """The folder that was meant, pasted with quotes or not.

    Raises:
        NothingThere: there is none, or it is not named from its beginning.
    """
    path = Path(typed.strip().strip("\"'“”«»").strip() or ".").expanduser()
    if not path.is_absolute() or not path.exists():
        raise NothingThere(path)
    return path
