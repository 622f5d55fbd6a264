"""The folders that are read: how each one stands, whether it is followed, and what to do about one that is gone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit as st

from ingest.reasons import WITHHELD
from ui.present import moment, number
from ui.server import house
from ui.web import pieces
from ui.web.rim import guarded
from ui.web.speech import language, t, tn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rag.records import Withheld
    from ui.web.shelf import Folder

SHOWN_FOLDERS: Final = 12


def show_withheld(found: Iterable[Withheld]) -> None:
    """Ask about each folder whose files are gone, unless it was answered."""
    for place, one in enumerate(folder for folder in found if not folder.kept):
        with st.container(border=True, key=f"withheld-{place}"):
            files = tn("{count} fichier", "{count} fichiers", one.files)
            st.html(
                pieces.notice(
                    "check",
                    WITHHELD[one.cause].say(language(), root=one.root, files=files),
                    t("Si le disque ou le partage est débranché, rebranchez-le : rien n'est perdu."),
                )
            )
            with st.container(horizontal=True):
                st.button(
                    tn("Oublier ce fichier", "Oublier ces {count} fichiers", one.files),
                    icon=":material/delete_sweep:",
                    key=f"forget-missing-{place}",
                    disabled=house().jobs.busy(),
                    on_click=_forget,
                    args=(one,),
                )
                st.button(t("Ne rien changer"), key=f"keep-{place}", on_click=house().desk.keep, args=(one.root,))


def show_folders(folders: list[Folder]) -> None:
    """One line a folder, with its buttons."""
    st.html(pieces.text(t("Dossiers lus"), "sf-section", "h2"))
    inbox = str(house().engine.home.inbox_folder)
    for place, folder in enumerate(folders[:SHOWN_FOLDERS]):
        dropped = folder.root.startswith(inbox)
        with st.container(border=True, key=f"folder-{place}", horizontal=True, vertical_alignment="center"):
            shown = t("Fichiers déposés sur cette page") if dropped else folder.root
            st.html(pieces.source_head("", shown, " · ".join(_state(folder))))
            if not dropped:
                _toggle(folder)
            st.button(
                t("Relire"),
                key=f"again-{place}",
                icon=":material/sync:",
                help=t("Ne lit que ce qui est nouveau ou changé, et oublie ce qui n'existe plus."),
                on_click=_read,
                args=(folder,),
            )
    if len(folders) > SHOWN_FOLDERS:
        st.html(
            pieces.text(t("… et {count} autres", count=number(len(folders) - SHOWN_FOLDERS, language())), "sf-pale")
        )


def _state(folder: Folder) -> list[str]:
    said = [folder.collection, tn("{count} fichier", "{count} fichiers", folder.files)]
    if folder.failed:
        said.append(tn("{count} non lu", "{count} non lus", folder.failed))
    if folder.badly:
        said.append(tn("{count} mal lu", "{count} mal lus", folder.badly))
    if folder.withheld:
        said.append(tn("{count} introuvable, gardé", "{count} introuvables, gardés", folder.withheld))
    if folder.looked_at:
        said.append(t("dernier examen : {moment}", moment=moment(folder.looked_at, language())))
    return said


def _toggle(folder: Folder) -> None:
    key = f"follow-{folder.collection}-{folder.root}"
    st.session_state[key] = folder.followed  # another screen may have changed it
    st.toggle(
        t("Suivre ce dossier"),
        key=key,
        help=t("Tant que Souffleur est ouvert, ce qui change dans ce dossier est lu tout seul."),
        on_change=_follow,
        args=(folder,),
    )


def _follow(folder: Folder) -> None:
    with guarded():
        if folder.followed:
            house().desk.unwatch(Path(folder.root))
        else:
            house().desk.watch(Path(folder.root), folder.collection)


def _read(folder: Folder) -> None:
    house().desk.keep(folder.root, kept=False)  # who asks for a reading wants to be told again what is gone
    house().jobs.start([Path(folder.root)], folder.collection)


def _forget(folder: Withheld) -> None:
    house().jobs.start([Path(folder.root)], str(folder.collection), forget_missing=True)
