"""Hits for the tests of what becomes of them."""

from __future__ import annotations

from rag.records import Collection, Document, DocumentId, Genre, Hit, Kind, Passage, PassageId


def document(
    path: str, *, title: str = "", date: str = "", genre: Genre = Genre.OTHER, collection: str = "c"
) -> Document:
    """A document named by its place alone; `id` is that place."""
    return Document(
        DocumentId(f"{collection}:{path}"), Collection(collection), "", (path,), title, Kind.PDF, 1, "fr", 1, 9, "",
        date=date, genre=genre,
    )  # fmt: skip


def hit(of: Document, text: str, score: float = 1.0, *, ordinal: int = 0, page: int = 1, **more: object) -> Hit:
    passage = Passage(PassageId(f"{of.id}#{ordinal}"), of.id, ordinal, text, page, page, **more)  # type: ignore[arg-type]
    return Hit(passage, of, score)
