"""The page Documents: what the library holds, what it could not read and why, and how to add to it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit as st

from ui.present import number
from ui.server import house
from ui.web import file_table, pieces, shelf
from ui.web.adding import show_adding
from ui.web.progress import show_progress
from ui.web.rim import guarded
from ui.web.speech import language, t, tn

if TYPE_CHECKING:
    from ui.web.shelf import Folder, Row

SHOWN_FOLDERS: Final = 12
SHOWN_FAILURES: Final = 30  # names under one reason


def show() -> None:
    """Draw the page."""
    st.title(t("Documents"), anchor=False)
    desk = house().desk
    counts = desk.counts()
    st.html(
        pieces.facts(
            [
                (number(counts.documents, language()), tn("document lu", "documents lus", counts.documents)),
                (number(counts.passages, language()), tn("passage", "passages", counts.passages)),
                (
                    number(counts.failures, language()),
                    tn("fichier non lu", "fichiers non lus", counts.failures),
                ),
            ]
        )
    )
    with guarded():
        show_progress()
    with guarded():
        show_adding()
    with guarded():
        located = desk.located()
        found = shelf.rows(located, desk.documents())
        if found:
            _show_failures(found)
            file_table.show(found)
            _show_folders(shelf.folders(located))


def _show_failures(found: list[Row]) -> None:
    groups = shelf.failures(found)
    if not groups:
        return
    count = sum(len(group) for _, group in groups)
    st.html(pieces.text(t("Fichiers non lus"), "sf-section", "h2"))
    shown = []
    for reason, group in groups:
        names = [row.name for row in group[:SHOWN_FAILURES]]
        if len(group) > SHOWN_FAILURES:
            names.append(t("… et {count} autres", count=number(len(group) - SHOWN_FAILURES, language())))
        title = reason.words.say(language())
        files = pieces.folded(tn("{count} fichier", "{count} fichiers", len(group)), pieces.items(names, "sf-paths"))
        shown.append(
            f"<li>{pieces.text(title, 'sf-notice-title')}{pieces.text(reason.step.say(language()))}{files}</li>"
        )
    st.html(f'<ul class="sf-failures">{"".join(shown)}</ul>')
    if st.button(
        tn("Réessayer ce fichier", "Réessayer ces {count} fichiers", count),
        icon=":material/refresh:",
        disabled=house().jobs.busy(),
    ):
        _read_again(shelf.to_retry(found), retry=True)


def _show_folders(folders: list[Folder]) -> None:
    st.html(pieces.text(t("Dossiers lus"), "sf-section", "h2"))
    inbox = str(house().engine.home.inbox_folder)
    for place, folder in enumerate(folders[:SHOWN_FOLDERS]):
        with st.container(border=True, key=f"folder-{place}", horizontal=True, vertical_alignment="center"):
            shown = t("Fichiers déposés sur cette page") if folder.root.startswith(inbox) else folder.root
            held = tn("{count} fichier", "{count} fichiers", folder.files)
            failed = tn("{count} non lu", "{count} non lus", folder.failed) if folder.failed else ""
            st.html(
                pieces.source_head("", shown, " · ".join(part for part in (folder.collection, held, failed) if part))
            )
            st.button(
                t("Relire"),
                key=f"again-{place}",
                icon=":material/sync:",
                help=t("Ne lit que ce qui est nouveau ou changé, et oublie ce qui n'existe plus."),
                on_click=_read_folder,
                args=(folder,),
            )
    if len(folders) > SHOWN_FOLDERS:
        st.html(
            pieces.text(t("… et {count} autres", count=number(len(folders) - SHOWN_FOLDERS, language())), "sf-pale")
        )


def _read_folder(folder: Folder) -> None:
    house().jobs.start([Path(folder.root)], folder.collection)


def _read_again(files: dict[str, list[Path]], *, retry: bool) -> None:
    for collection, paths in files.items():
        house().jobs.start(paths, collection, retry)
    st.rerun()
