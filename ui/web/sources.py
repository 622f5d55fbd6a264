"""The evidence: a card for each source, and the window that shows it in its document."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import streamlit as st

from rag.answering.quoting import best_sentence
from rag.records import Kind
from rag.retrieval.evidence import in_order
from rag.threads import is_gone
from ui.present import day, flowing, paper_of, person, place_of
from ui.remarks import also_in, earlier
from ui.server import house
from ui.web import page_image, pieces, tabled
from ui.web.rim import guarded
from ui.web.speech import language, t

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rag.records import Citation, Document, Hit, Passage
    from ui.web.page_drawing import Box

ROOM: Final = 110  # characters of context on each side of a quotation
OPENED: Final = "opened source"  # in Streamlit's session: the source whose window is open
COLUMNS: Final = 2
LETTERS: Final = frozenset({Kind.MAIL, Kind.MAILBOX})
# Bytes of an original that are read with its window: a button that has to fetch them switches itself off meanwhile, and
# takes the focus with it, so that Escape no longer closes the window.
READ_AHEAD: Final = 20_000_000


@dataclass(frozen=True, slots=True)
class Source:
    """A passage to show, with the words in it that matter."""

    hit: Hit
    number: int  # of its citation; 0 for a passage that is merely near
    start: int  # offsets in the passage
    end: int


def of_citation(citation: Citation) -> Source:
    """What an answer rests on."""
    return Source(citation.hit, citation.number, citation.start, citation.end)


def of_hit(hit: Hit, question: str) -> Source:
    """What a search found: the sentence that comes nearest to the question stands for it."""
    part, nearest = best_sentence(question, hit)
    return Source(part, 0, nearest.start, nearest.end)


def show_cards(sources: Sequence[Source], anchor: str) -> None:
    """Cards side by side; `anchor` makes them addresses within the page."""
    page_image.DRAWER.prepare()  # a reader who sees sources may open one
    width = min(COLUMNS, len(sources))
    for first in range(0, len(sources), COLUMNS):
        for column, source in zip(st.columns(width), sources[first : first + COLUMNS], strict=False):
            with column:
                _show_card(source, f"{anchor}-{source.number or source.hit.passage.id}")


def draw_first_ahead(citations: Sequence[Citation]) -> None:
    """Have the page of the first source of an answer ready: most readers open that one."""
    if citations:
        for page, boxes in _views(of_citation(citations[0]))[:1]:
            page_image.draw_ahead(citations[0].hit.document, page, boxes)


def show_opened() -> None:
    """The window of the source that was clicked, if any."""
    opened: Source | None = st.session_state.get(OPENED)
    if opened is not None:
        title = t("Source {number}", number=opened.number) if opened.number else t("Passage trouvé")
        st.dialog(title, width="large", icon=":material/description:", on_dismiss=_close)(show_source)(opened)


def _show_card(source: Source, key: str) -> None:
    hit = source.hit
    if is_gone(hit):
        with st.container(border=True, key=f"card-{key}", height="stretch"):
            gone = pieces.source_head(str(source.number or ""), t("Document retiré de la bibliothèque."), "")
            st.html(f'<div id="{key}">{gone}</div>')
        return
    words, span = tabled.excerpt(flowing(hit.passage.text), source.start, source.end, ROOM)
    label = str(source.number) if source.number else ""
    with st.container(border=True, key=f"card-{key}", height="stretch"):
        st.html(
            f'<div id="{key}">{pieces.source_head(label, hit.document.name, _place(hit))}</div>'
            + pieces.quotation(words, [span])
            + _remarks(source)
        )
        button = t("Ouvrir la source {number}", number=source.number) if source.number else t("Ouvrir ce passage")
        st.button(button, key=f"open-{key}", icon=":material/find_in_page:", on_click=_open, args=(source,))


def _remarks(source: Source) -> str:
    """Where the same words stand too, and what an older version says."""
    hit = source.hit
    also = also_in(hit, language())
    older = earlier(hit.passage.text[source.start : source.end], hit, language())
    left, right = ("«\u00a0", "\u00a0»") if language() == "fr" else ("“", "”")
    return (pieces.text(also, "sf-place sf-also") if also else "") + (
        pieces.older_version(older.title, f"{left}{older.quote}{right}", older.source) if older else ""
    )


def _place(hit: Hit) -> str:
    place = place_of(hit.passage, hit.document, language())
    paper = paper_of(hit.document, language())
    return " · ".join(part for part in (place, paper, hit.document.collection) if part)


def _open(source: Source) -> None:
    st.session_state[OPENED] = source


def _close() -> None:
    st.session_state.pop(OPENED, None)


def show_source(source: Source, *, beside: bool = False) -> None:
    """A passage between its neighbours and, where there is one, the picture of its page; `beside` is for a column."""
    with guarded():
        document = source.hit.document
        path = page_image.original(document)
        st.html(pieces.source_head("", document.name, _place(source.hit)) + _remarks(source))
        _show_exchange(document)
        views = _views(source)
        if path is None:
            gone = t("Il a été déplacé ou modifié depuis sa lecture : relisez son dossier dans la page Documents.")
            st.html(pieces.notice("check", t("Le fichier d'origine n'est plus le même."), gone))
            _show_text(source)
        elif not views:
            _show_text(source)
            _show_original(document, path)
        else:
            if beside:  # one below the other, and the page with its box is the proof
                picture, words = st.container(), st.container()
            else:
                words, picture = st.columns([5, 6])
            with words:
                _show_text(source)
                _show_original(document, path)
            with picture:
                _show_pages(document, views, path)


def _show_exchange(document: Document) -> None:
    """The e-mails that answer this one or are answered by it, oldest first."""
    filed = house().desk.correspondence(document.id) if document.kind in LETTERS else []
    letters = {one.letter.message_id or one.letter: one for one in filed}  # the same message in two files once
    if len(letters) < 2:  # noqa: PLR2004 - an e-mail that nothing answers is no exchange
        return
    names = house().engine.library.documents_by_id(one.document for one in filed)
    lines = []
    for one in letters.values():
        where = names[one.document].name if one.document in names else ""
        head = (day(one.letter.date, language()), person(one.letter.sender), one.letter.subject, where)
        lines.append(" · ".join(part for part in head if part))
    st.html(pieces.folded(t("Courriels du même échange"), pieces.items(lines, "sf-exchange")))


def _show_text(source: Source) -> None:
    """The passages of the source between those before and after them."""
    chosen = source.hit.passage
    own = {one.passage.ordinal for one in in_order(source.hit)}
    passages = house().desk.passages_of(chosen.document)
    near = [one for one in passages if min(own) - 1 <= one.ordinal <= max(own) + 1] or [chosen]
    letter = language() if source.hit.document.kind in LETTERS else None
    shown, heading = [], ""
    for one in near:
        marked = [(source.start, source.end)] if one.id == chosen.id else []
        fresh = heading_of(one)
        words = flowing(one.text)
        head = fresh if fresh != heading else ""
        shown.append(pieces.passage(words, marked, head, chosen=one.ordinal in own, letter=letter))
        heading = fresh
    st.html(pieces.reading(shown, t("Le passage dans le document")))


def heading_of(passage: Passage) -> str:
    """The headings that a passage stands under; one that its text begins with is not said twice."""
    *above, last = passage.section or ("",)
    begins = passage.text.lstrip().startswith(last)
    return " › ".join([*above, *([] if begins else [last])])


def _views(source: Source) -> list[tuple[int, tuple[Box, ...]]]:
    """The pages to show for a source, each with what is boxed on it."""
    hit = source.hit
    if is_gone(hit):
        return []
    return [
        (
            page,
            page_image.boxes_on(hit.passage, page, (source.start, source.end))
            + tuple(box for near in hit.neighbours for box in page_image.boxes_on(near.passage, page, None)),
        )
        for page in page_image.pages_of(hit.passage, hit.document)
    ]


def _show_pages(document: Document, views: Sequence[tuple[int, tuple[Box, ...]]], path: Path) -> None:
    for page, boxes in views:
        picture = page_image.page_image(path, document, page, boxes)
        if picture:
            st.image(picture, width="stretch", alt=t("Page {page}, le passage est encadré.", page=page))
        else:
            st.html(pieces.notice("check", t("L'image de la page {page} n'a pas pu être préparée.", page=page)))


def _show_original(document: Document, path: Path) -> None:
    st.download_button(
        t("Enregistrer une copie de l'original"),
        data=path.read_bytes if path.stat().st_size > READ_AHEAD else path.read_bytes(),
        file_name=document.name,
        mime=mimetypes.guess_type(document.name)[0] or "application/octet-stream",
        icon=":material/download:",
        on_click="ignore",
    )
    st.html(pieces.folded(t("Où se trouve ce fichier"), pieces.items(document.paths, "sf-paths")))
