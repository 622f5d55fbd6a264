"""The page Documents: what the library holds, what it could not read and why, and how to add to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from ui.present import number
from ui.server import house
from ui.web import file_table, folder_list, pieces, shelf
from ui.web.adding import show_adding
from ui.web.progress import show_progress
from ui.web.rim import guarded
from ui.web.speech import language, t, tn

if TYPE_CHECKING:
    from pathlib import Path

    from rag.records import Withheld
    from ui.web.shelf import Row

SHOWN_FAILURES: Final = 30  # names under one reason


def show() -> None:
    """Draw the page."""
    st.title(t("Documents"), anchor=False)
    desk = house().desk
    counts = desk.counts()
    withheld: tuple[Withheld, ...] = ()
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
        withheld = desk.withheld()
        folder_list.show_withheld(withheld)
    with guarded():
        show_adding()
    with guarded():
        located, watched = desk.located(), desk.watched()
        found = shelf.rows(located, desk.documents())
        if found:
            _show_failures(found)
            file_table.show(found)
        if found or watched:
            folder_list.show_folders(shelf.folders(located, watched, withheld))


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


def _read_again(files: dict[str, list[Path]], *, retry: bool) -> None:
    for collection, paths in files.items():
        house().jobs.start(paths, collection, retry)
    st.rerun()
