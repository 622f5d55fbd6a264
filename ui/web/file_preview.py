"""One file beside the table: what it is, what to know about it, where else it lies, and how it looks."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit as st

from rag.retrieval.relatives import versions_of
from ui.present import day, flowing, genre_name, language_name, moment, size
from ui.server import house
from ui.web import file_filters, page_image, pieces, shelf
from ui.web.sources import LETTERS, heading_of
from ui.web.speech import language, t, tn

if TYPE_CHECKING:
    from rag.records import Document
    from rag.store.register import Entry

PASSAGES_SHOWN: Final = 12  # of a document without pages; about four screens
PLACES_SHOWN: Final = 12
PAGE: Final = "previewed page"  # in Streamlit's session


def show_preview(entry: Entry) -> None:
    """Everything about one file."""
    document = entry.document
    st.html(
        pieces.source_head("", shelf.name(entry), " · ".join(_facts(entry)))
        + _troubles(entry)
        + _copies(entry)
        + (_versions(document) if document else "")
    )
    if document is None:
        st.button(
            t("Réessayer"),
            icon=":material/refresh:",
            key="retry-one",
            disabled=house().jobs.busy() or not Path(entry.file.path).is_file(),
            on_click=_retry,
            args=(entry,),
        )
        return
    path = page_image.original(document)
    if path is None:
        gone = t("Il a été déplacé ou modifié depuis sa lecture : relisez son dossier dans la page Documents.")
        st.html(pieces.notice("check", t("Le fichier d'origine n'est plus le même."), gone))
    if path and document.kind in page_image.DRAWN and document.pages:
        _show_page(document, path)
    else:
        _show_words(document)
    if path:
        st.download_button(
            t("Enregistrer une copie de l'original"),
            data=path.read_bytes,
            file_name=document.name,
            mime=mimetypes.guess_type(document.name)[0] or "application/octet-stream",
            icon=":material/download:",
            on_click="ignore",
            key="save-previewed",
        )


def _facts(entry: Entry) -> list[str]:
    said, document = language(), entry.document
    facts = [str(entry.file.collection)]
    if document:
        facts += [
            genre_name(document.genre, said),
            day(document.date, said) if document.date else "",
            tn("{count} page", "{count} pages", document.pages) if document.pages else "",
            tn("{count} passage", "{count} passages", document.passages),
            language_name(document.language, said),
            t("lu le {moment}", moment=moment(document.indexed_at, said)),
        ]
    return [one for one in (*facts, size(entry.file.size, said)) if one]


def _troubles(entry: Entry) -> str:
    """Each thing that went wrong with what to do about it."""
    pages = ", ".join(map(str, shelf.doubtful_pages(entry)))
    shown = []
    for one in shelf.remarks(entry):
        where = t("Pages : {pages}.", pages=pages) if pages and one.code == "read_badly" else ""
        kind = "bad" if entry.file.failure else "check"
        shown.append(pieces.notice(kind, one.words.say(language()), where, one.step.say(language())))
    return "".join(shown)


def _copies(entry: Entry) -> str:
    if not entry.copies:
        return ""
    found = file_filters.register().copies(entry.file)
    lines = [f"{one.path} ({one.collection})" for one in found[:PLACES_SHOWN]]
    title = tn("Le même contenu à {count} autre endroit", "Le même contenu à {count} autres endroits", len(found))
    return pieces.folded(title, pieces.items(lines, "sf-paths"))


def _versions(document: Document) -> str:
    """The versions of this document, the newest first."""
    found = versions_of(house().engine.library, document)
    if len(found) == 1:
        return ""
    newest = t("la plus récente")
    lines = []
    for place, one in enumerate(found):
        about = [one.name, day(one.date, language()) if one.date else "", newest if not place else ""]
        shown = t("ce document") if one.id == document.id else ""
        lines.append(" · ".join(part for part in (*about, shown) if part))
    title = tn("{count} version", "{count} versions", len(found))
    older = found[0].id != document.id
    notice = pieces.notice("check", t("Il existe une version plus récente."), found[0].name) if older else ""
    return notice + pieces.folded(title, pieces.items(lines, "sf-paths"))


def _show_page(document: Document, path: Path) -> None:
    page = 1
    if document.pages > 1:
        page = int(
            st.number_input(
                t("Page, de 1 à {last}", last=document.pages), 1, document.pages, key=f"{PAGE} {document.id}"
            )
        )
    picture = page_image.page_image(path, document, page, ())
    if picture:
        st.image(picture, width="stretch", alt=t("Page {page} de « {name} »", page=page, name=document.name))
    else:
        st.html(pieces.notice("check", t("L'image de la page {page} n'a pas pu être préparée.", page=page)))


def _show_words(document: Document) -> None:
    passages = house().desk.passages_of(document.id)
    letter = language() if document.kind in LETTERS else None
    shown, heading = [], ""
    for one in passages[:PASSAGES_SHOWN]:
        fresh = heading_of(one)
        head = fresh if fresh != heading else ""
        shown.append(pieces.passage(flowing(one.text), [], head, chosen=False, letter=letter))
        heading = fresh
    rest = len(passages) - PASSAGES_SHOWN
    if rest > 0:
        shown.append(pieces.text(tn("… et {count} autre passage", "… et {count} autres passages", rest), "sf-pale"))
    st.html(pieces.reading(shown, t("Le texte du document")))


def _retry(entry: Entry) -> None:
    house().jobs.start([Path(entry.file.path)], str(entry.file.collection), True)  # noqa: FBT003 - to read it again
