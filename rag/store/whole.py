"""Every document of a scope at once, by its kind, with what was read from its text for lists and kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rag.records import Document, DocumentId, Genre, Letter, PassageId
from rag.store import rows
from rag.store.sheets import read_sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rag.store.access import Scope
    from rag.store.library import Library
    from rag.store.sheets import Sheet

FEW: Final = 200  # documents whose texts are read at once


@dataclass(frozen=True, slots=True)
class Stretch:
    """A passage of a document in short."""

    id: PassageId
    text: str
    page: int  # 1-based; 0 where there are no pages
    part: str  # attachment


def size_of(library: Library, scope: Scope) -> tuple[int, int]:
    """How many documents a scope holds, and how many files of its collections could not be read.

    Nothing is known of the kind or the date of such a file; where documents are named, none of them is one.
    """
    condition, values = scope.condition()
    documents = library.read(f"SELECT count(*) AS number FROM documents d WHERE {condition}", values)[0]["number"]
    failed = library.read(
        f"""SELECT count(*) AS number FROM locations
            WHERE failure <> '' AND collection IN ({_blanks(scope.collections)})""",
        scope.collections,
    )[0]["number"]
    return documents, 0 if scope.documents else failed


def documents_of(library: Library, scope: Scope, genres: Sequence[Genre]) -> list[Document]:
    """Every document of a scope that is of one of the kinds, of any when none is named; `passages` is not counted."""
    condition, values = _condition(scope, genres)
    found = library.read(
        f"""SELECT d.*, 0 AS passages,
                   (SELECT json_group_array(l.path) FROM locations l WHERE l.document = d.id) AS paths
            FROM documents d WHERE {condition}""",
        values,
    )
    return [rows.document_of(row) for row in found]


def sheets_of(library: Library, scope: Scope, genres: Sequence[Genre], version: int) -> dict[DocumentId, Sheet]:
    """The sheets that were kept by these rules, of such documents."""
    condition, values = _condition(scope, genres)
    found = library.read(
        f"""SELECT s.document, s.sheet FROM sheets s JOIN documents d ON d.id = s.document
            WHERE s.version = ? AND {condition}""",
        (version, *values),
    )
    return {DocumentId(row["document"]): read_sheet(row["sheet"]) for row in found}


def texts_of(
    library: Library, documents: Sequence[DocumentId], passages: int
) -> Iterator[dict[DocumentId, list[Stretch]]]:
    """The first so many passages of each document in reading order, some documents at a time."""
    for start in range(0, len(documents), FEW):
        few = documents[start : start + FEW]
        found: dict[DocumentId, list[Stretch]] = {one: [] for one in few}
        for row in library.read(
            f"""SELECT document, id, text, first_page, part FROM passages
                WHERE document IN ({_blanks(few)}) AND ordinal < ? ORDER BY document, ordinal""",
            (*few, passages),
        ):
            one = Stretch(PassageId(row["id"]), row["text"], row["first_page"], row["part"])
            found[DocumentId(row["document"])].append(one)
        yield found


def letters_of(library: Library, documents: Sequence[DocumentId]) -> dict[DocumentId, list[Letter]]:
    """The e-mails that mailboxes hold."""
    found: dict[DocumentId, list[Letter]] = {}
    for start in range(0, len(documents), FEW):
        few = documents[start : start + FEW]
        for row in library.read(
            f"SELECT document, part, message_id, sender, date, subject FROM letters WHERE document IN ({_blanks(few)})",
            few,
        ):
            letter = Letter(row["message_id"], (), row["part"], row["sender"], row["date"], row["subject"])
            found.setdefault(DocumentId(row["document"]), []).append(letter)
    return found


def _condition(scope: Scope, genres: Sequence[Genre]) -> tuple[str, tuple[str, ...]]:
    condition, values = scope.condition()
    kinds = f" AND d.genre IN ({_blanks(genres)})" if genres else ""
    return condition + kinds, (*values, *genres)


def _blanks(values: Iterable[object]) -> str:
    return ",".join("?" for _ in values)
