"""From a parsed document to passages: short enough for the embedder to read whole, cut where a reader would.

A passage never crosses a page, a sheet or an attachment, so that what is cited can be pointed at. It begins anew
with a section once it has a body, and a long paragraph is cut at sentences, a table at rows with its header repeated.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ingest.pieces import Piece, cut_block
from rag.records import Mark, Passage, PassageId

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rag.records import Block, DocumentId, Parsed

    CountTokens = Callable[[Sequence[str]], list[int]]

SMALLEST_SHARE: Final = 0.3  # of the wanted length: a section shorter than this is joined with the next one; guess
DEEPEST_HEADING: Final = 6


@dataclass(frozen=True, slots=True)
class _Place:
    """What all pieces of one passage share."""

    page: int
    part: str
    sheet: str


def cut(parsed: Parsed, document: DocumentId, count_tokens: CountTokens, wanted_tokens: int) -> list[Passage]:
    """Cut a document into passages.

    Args:
        parsed: what the parser found.
        document: the document the passages belong to.
        count_tokens: the embedder's counter.
        wanted_tokens: length that is not exceeded, but by a header line that is repeated.

    Returns:
        Passages in reading order; none when the document has no text.
    """
    passages: list[Passage] = []
    for section, pieces in _groups(parsed, count_tokens, wanted_tokens):
        passages.append(_passage(pieces, section, document, len(passages)))
    return passages


def _groups(parsed: Parsed, count_tokens: CountTokens, wanted: int) -> Iterator[tuple[tuple[str, ...], list[Piece]]]:
    headings: list[str] = [""] * DEEPEST_HEADING
    part = ""
    open_pieces: list[Piece] = []
    open_section: tuple[str, ...] = ()
    length = 0
    for block, tokens in zip(parsed.blocks, count_tokens([block.text for block in parsed.blocks]), strict=True):
        if block.part != part:
            headings, part = [""] * DEEPEST_HEADING, block.part
        if block.heading:
            _enter(headings, block)
        for piece in cut_block(block, tokens, wanted, count_tokens):
            starts_section = (bool(block.heading) and length >= SMALLEST_SHARE * wanted) or _is_apart(piece)
            if open_pieces and (
                starts_section or length + piece.tokens > wanted or _place(piece) != _place(open_pieces[-1])
            ):
                together = _place(piece) == _place(open_pieces[-1]) and not _is_apart(piece)
                carried = _trailing_headings(open_pieces) if together else []
                kept = open_pieces[: len(open_pieces) - len(carried)]
                if kept:
                    yield open_section, kept
                    open_pieces, length = carried, sum(one.tokens for one in carried)
            if not open_pieces or all(one.block.heading for one in open_pieces):
                open_section = tuple(heading for heading in headings if heading)
            open_pieces.append(piece)
            length += piece.tokens
    if open_pieces:
        yield open_section, open_pieces


def _is_apart(piece: Piece) -> bool:
    return piece.block.apart and piece.start == 0


def _enter(headings: list[str], block: Block) -> None:
    level = min(block.heading, DEEPEST_HEADING) - 1
    headings[level:] = [" ".join(block.text.split())] + [""] * (DEEPEST_HEADING - level - 1)


def _trailing_headings(pieces: list[Piece]) -> list[Piece]:
    """Headings at the end of a passage belong to what follows."""
    start = len(pieces)
    while start and pieces[start - 1].block.heading:
        start -= 1
    return pieces[start:]


def _place(piece: Piece) -> _Place:
    return _Place(piece.block.page, piece.block.part, piece.block.sheet)


def _passage(pieces: list[Piece], section: tuple[str, ...], document: DocumentId, ordinal: int) -> Passage:
    text, marks = "", []
    for piece in pieces:
        block = piece.block
        header = block.header if block.header and block.header not in text and block.header not in piece.text else ""
        text += ("\n" if text else "") + (header + "\n" if header else "")
        marks += [_moved(mark, piece, len(text)) for mark in block.marks if _overlaps(mark, piece)]
        text += piece.text
    name = hashlib.sha256(f"{document}\0{ordinal}\0{text}".encode()).hexdigest()[:32]
    first, last = pieces[0].block, pieces[-1].block
    return Passage(
        id=PassageId(name),
        document=document,
        ordinal=ordinal,
        text=text,
        first_page=first.page,
        last_page=last.page,
        section=section,
        part=first.part,
        sheet=first.sheet,
        first_row=min((piece.first_row for piece in pieces if piece.first_row), default=0),
        last_row=max(piece.last_row for piece in pieces),
        marks=tuple(marks),
    )


def _overlaps(mark: Mark, piece: Piece) -> bool:
    return mark.start < piece.start + len(piece.text) and mark.end > piece.start


def _moved(mark: Mark, piece: Piece, offset: int) -> Mark:
    start = max(mark.start - piece.start, 0) + offset
    end = min(mark.end - piece.start, len(piece.text)) + offset
    return replace(mark, start=start, end=end)
