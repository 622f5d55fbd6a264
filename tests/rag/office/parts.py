"""What the tests of minutes share: a text as a document of one passage."""

from __future__ import annotations

from rag.office.minutes import read_minutes
from rag.office.record import Minutes, Row, Sort
from rag.records import Collection, Document, DocumentId, Genre, Kind, Passage, PassageId

DATE = "2026-03-02"


def document(date: str = DATE, name: str = "CR.docx") -> Document:
    """Minutes of a day."""
    return Document(
        id=DocumentId(f"d {name} {date}"),
        collection=Collection("c"),
        sha256="0",
        paths=(f"/x/{name}",),
        title="Compte rendu",
        kind=Kind.TEXT,
        pages=0,
        language="fr",
        size=1,
        passages=1,
        indexed_at="2026-03-03T00:00:00+00:00",
        date=date,
        genre=Genre.MINUTES,
    )


def passage(text: str, page: int = 0, ordinal: int = 0) -> Passage:
    """A passage of it."""
    return Passage(PassageId(f"p{ordinal}"), DocumentId("d"), ordinal, text, first_page=page, last_page=page)


def read(text: str, date: str = DATE, name: str = "CR.docx") -> Minutes:
    """The minutes whose text this is."""
    return read_minutes(document(date, name), [passage(text)])


def rows(text: str, sort: Sort, date: str = DATE) -> list[Row]:
    """The rows of one kind."""
    return list(read(text, date).of(sort))
