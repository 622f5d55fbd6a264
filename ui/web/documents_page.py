"""The page Documents: what the library holds, what it could not read and why, and how to add to it."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Final

import streamlit as st

from ui.present import number
from ui.server import house
from ui.web import file_filters, file_table, folder_list, pieces, shelf
from ui.web.adding import show_adding
from ui.web.progress import show_progress
from ui.web.rim import guarded
from ui.web.speech import language, t, tn

if TYPE_CHECKING:
    from pathlib import Path

    from rag.records import Withheld

SHOWN_FAILURES: Final = 30  # names under one reason


def show() -> None:
    """Draw the page."""
    st.title(t("Documents"), anchor=False)
    desk = house().desk
    counts = desk.counts()
    withheld: tuple[Withheld, ...] = ()
    facts = (
        (counts.documents, tn("document lu", "documents lus", counts.documents)),
        (counts.passages, tn("passage", "passages", counts.passages)),
        (counts.failures, tn("fichier non lu", "fichiers non lus", counts.failures)),
    )
    if counts.documents or counts.failures:
        st.html(pieces.facts((number(count, language()), words) for count, words in facts))
    else:
        said = t("La bibliothèque est encore vide : déposez des fichiers, ou nommez un dossier de cet ordinateur.")
        st.html(pieces.text(said, "sf-pale"))
    with guarded():
        show_progress()
    with guarded():
        withheld = desk.withheld()
        folder_list.show_withheld(withheld)
    with guarded():
        show_adding(folded=bool(counts.documents or counts.failures))
    with guarded():
        register, watched = file_filters.register(), desk.watched()
        trees = register.trees()
        if trees:
            _show_failures()
            file_table.show()
        if trees or watched:
            folder_list.show_folders(shelf.folders(trees, watched, withheld))


def _show_failures() -> None:
    register = file_filters.register()
    counts = register.remarks()
    groups = sorted(register.failed(SHOWN_FAILURES).items(), key=lambda item: -counts[item[0]])
    if not groups:
        return
    st.html(pieces.text(t("Fichiers non lus"), "sf-section", "h2"))
    shown = []
    for code, group in groups:
        names = [PurePath(file.path).name for file in group]
        if counts[code] > len(group):
            names.append(t("… et {count} autres", count=number(counts[code] - len(group), language())))
        reason = shelf.reason(code)
        files = pieces.folded(tn("{count} fichier", "{count} fichiers", counts[code]), pieces.items(names, "sf-paths"))
        title = pieces.text(reason.words.say(language()), "sf-notice-title")
        shown.append(f"<li>{title}{pieces.text(reason.step.say(language()))}{files}</li>")
    st.html(f'<ul class="sf-failures">{"".join(shown)}</ul>')
    if st.button(
        tn("Réessayer ce fichier", "Réessayer ces {count} fichiers", sum(counts[code] for code, _ in groups)),
        icon=":material/refresh:",
        disabled=house().jobs.busy(),
    ):
        _read_again(shelf.to_retry(register.unread()), retry=True)


def _read_again(files: dict[str, list[Path]], *, retry: bool) -> None:
    for collection, paths in files.items():
        house().jobs.start(paths, collection, retry)
    st.rerun()
