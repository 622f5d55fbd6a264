"""What a search found, as the page shows it: by document, each passage with the words that were found in it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rag.retrieval.floor import evidence
from rag.retrieval.typed import found_in
from ui.present import day, flowing, genre_name
from ui.web import pieces, tabled
from ui.web.sources import of_hit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from rag.errors import Language
    from rag.records import Document, DocumentId, Hit
    from ui.web.sources import Source

ROOM: Final = 90  # characters of context on each side of the sentence that was found
LEAST: Final = 0.2  # of `floor.evidence`; guess: below it, a passage has neither the words nor the sense


@dataclass(frozen=True, slots=True)
class Group:
    """One document with its passages that were found, best first."""

    document: Document
    sources: tuple[Source, ...]


def worth_showing(hits: Iterable[Hit], floor_likeness: float) -> list[Hit]:
    """Without those that a search gives only because it gives as many as it is asked for."""
    return [hit for hit in hits if evidence(hit, floor_likeness) >= LEAST]


def grouped(hits: Iterable[Hit], question: str) -> list[Group]:
    """By document, in the order of their best passages."""
    groups: dict[DocumentId, list[Hit]] = {}
    for hit in hits:
        groups.setdefault(hit.document.id, []).append(hit)
    return [Group(found[0].document, tuple(of_hit(hit, question) for hit in found)) for found in groups.values()]


def excerpt(source: Source, stems: AbstractSet[str]) -> tuple[str, list[tuple[int, int]]]:
    """The sentence that was found between its neighbours, and where the words of the search stand in it."""
    text, _ = tabled.excerpt(flowing(source.hit.passage.text), source.start, source.end, ROOM)
    return text, found_in(text, source.hit.document.language, stems)


def head(document: Document, language: Language) -> str:
    """The name of a document, then its kind, its date and where it is kept, as HTML."""
    dated = day(document.date, language) if document.date else ""
    facts = (genre_name(document.genre, language), dated, str(document.collection))
    return pieces.source_head("", document.name, " · ".join(part for part in facts if part))
