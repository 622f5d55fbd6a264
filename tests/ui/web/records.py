"""Records for the tests of the pages."""

from __future__ import annotations

from rag.records import Citation, Collection, Document, DocumentId, Finished, Hit, Kind, Manner, Passage, PassageId


def hit(text: str, *, name: str = "Tarif.txt", ordinal: int = 0, likeness: float = 0.9) -> Hit:
    document = Document(
        DocumentId("d"), Collection("c"), "0", (f"/a/{name}",), "Tarif", Kind.TEXT, 0, "fr", 10, 1, "2026-01-01"
    )
    passage = Passage(PassageId(f"p{ordinal}"), document.id, ordinal, text)
    return Hit(passage, document, 1.0, 1.0, likeness)


def citation(number: int, of: Hit, start: int, end: int) -> Citation:
    return Citation(number, of, of.passage.text[start:end], start, end)


def finished(text: str, citations: tuple[Citation, ...], *, quoted: bool = False) -> Finished:
    return Finished(text, Manner.EXTRACTIVE if quoted else Manner.WRITTEN, citations, 0.1)
