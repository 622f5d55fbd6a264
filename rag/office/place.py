"""Where words of a line stand, for a row to point at. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.office.record import Place

if TYPE_CHECKING:
    from rag.answering.sentences import Sentence
    from rag.office.lines import Line
    from rag.records import Document


def place_of(line: Line, document: Document, sentence: Sentence | None = None) -> Place:
    """The place of one sentence of a line, or of the whole line."""
    start = line.start + (sentence.start if sentence else 0)
    quote = sentence.text if sentence else line.text
    return Place(
        document.id,
        document.name,
        quote,
        line.passage.id,
        start,
        start + len(quote),
        _page(line, start),
        line.heading,
    )


def _page(line: Line, start: int) -> int:
    """The page of a place: a passage may hold the end of one page and the beginning of the next."""
    passage = line.passage
    marked = [mark.page for mark in passage.marks if mark.start <= start < mark.end]
    return marked[0] if marked else passage.first_page
