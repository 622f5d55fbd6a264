"""The only place where a `Scope` is made: what a search may see.

A scope cannot be empty, so "no filter" cannot be written by mistake.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Final, Protocol

from rapidfuzz import fuzz, process

from rag.errors import CollectionUnknown, KindUnknown, LibraryEmpty, NoDocumentNamed
from rag.narrowing import NAMES, edge, kind_named
from rag.records import Collection, DocumentId, Genre
from rag.words import fold

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from rag.narrowing import Narrowing

NEAREST: Final = 5  # names told to whoever wrote one that is not there
LATER: Final = "~"  # sorts after every sign of a date: `2026-03~` is the end of that month


class HasDocuments(Protocol):
    """What has to be known of a library."""

    def collections(self) -> tuple[Collection, ...]:
        """Names of the collections that hold at least one document."""

    def read(self, sql: str, parameters: Sequence[object] = ()) -> list[sqlite3.Row]:
        """Rows of one query."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The collections that a search may see, at least one; and of their documents, those that meet what is said.

    An empty field other than the first says nothing.
    """

    collections: tuple[Collection, ...]
    documents: tuple[DocumentId, ...] = ()
    kinds: tuple[Genre, ...] = ()
    since: str = ""  # ISO 8601, a day, a month or a year
    until: str = ""  # likewise, itself included

    def __post_init__(self) -> None:
        """Fail closed: an empty scope is a defect, never "everything"."""
        if not self.collections:
            message = "a scope names at least one collection"
            raise ValueError(message)

    @property
    def is_narrowed(self) -> bool:
        """Whether it leaves out documents of its collections."""
        return bool(self.documents or self.kinds or self.since or self.until)

    def condition(self) -> tuple[str, tuple[str, ...]]:
        """What a row `d` of `documents` has to meet, as SQL with its parameters.

        A date that is only a month or a year meets a bound when any of its days does.
        """
        parts = [f"d.collection IN ({_blanks(self.collections)})"]
        values = [str(name) for name in self.collections]
        if self.documents:
            parts.append(f"d.id IN ({_blanks(self.documents)})")
            values.extend(self.documents)
        if self.kinds:
            parts.append(f"d.genre IN ({_blanks(self.kinds)})")
            values.extend(self.kinds)
        if self.since:
            parts.append(f"d.date <> '' AND d.date || '{LATER}' >= ?")
            values.append(self.since)
        if self.until:
            parts.append(f"d.date <> '' AND d.date <= ? || '{LATER}'")
            values.append(self.until)
        return " AND ".join(parts), tuple(values)


def whole_library(library: HasDocuments) -> Scope:
    """Everything in the library; LibraryEmpty when there is nothing."""
    collections = library.collections()
    if not collections:
        raise LibraryEmpty
    return Scope(collections)


def limited_to(library: HasDocuments, narrowing: Narrowing) -> Scope:
    """What a reader wants to ask, the whole library where nothing is named; it may hold no document.

    Raises:
        CollectionUnknown, NoDocumentNamed, KindUnknown: a name stands for nothing in the library.
        DateUnreadable: a bound is no date.
        LibraryEmpty: the library holds nothing.
    """
    everything = whole_library(library)
    return Scope(
        collections=_collections(everything, narrowing.collections),
        documents=_documents(library, narrowing.documents),
        kinds=_kinds(library, narrowing.kinds),
        since=edge(narrowing.since),
        until=edge(narrowing.until),
    )


def holds_anything(library: HasDocuments, scope: Scope) -> bool:
    """Whether any document is in a scope."""
    condition, values = scope.condition()
    return bool(library.read(f"SELECT 1 FROM documents d WHERE {condition} LIMIT 1", values))


def documents_by_collection(library: HasDocuments, scope: Scope) -> dict[Collection, list[DocumentId]]:
    """The documents of a scope; a collection that has none of them is absent."""
    condition, values = scope.condition()
    found: dict[Collection, list[DocumentId]] = {}
    for row in library.read(f"SELECT d.id, d.collection FROM documents d WHERE {condition}", values):
        found.setdefault(Collection(row["collection"]), []).append(DocumentId(row["id"]))
    return found


def _collections(everything: Scope, names: Sequence[str]) -> tuple[Collection, ...]:
    known = {str(name): name for name in everything.collections}
    for name in names:
        if name not in known:
            raise CollectionUnknown(name, ", ".join(sorted(known)))
    return tuple(dict.fromkeys(known[name] for name in names)) or everything.collections


def _documents(library: HasDocuments, names: Sequence[str]) -> tuple[DocumentId, ...]:
    """Every document that bears one of the names; several may, in different folders."""
    if not names:
        return ()
    found: dict[DocumentId, None] = {}
    by_name: dict[str, list[DocumentId]] = {}
    shown: dict[str, None] = {}
    for row in library.read(
        "SELECT d.id, d.title, l.path FROM documents d JOIN locations l ON l.document = d.id ORDER BY l.path"
    ):
        file, document = PurePath(row["path"]), DocumentId(row["id"])
        shown[file.name] = None
        for name in {document, row["path"], fold(file.name), fold(file.stem), fold(row["title"])}:
            by_name.setdefault(name, []).append(document)
    for name in names:
        bearing = by_name.get(name) or by_name.get(fold(name).strip())
        if not name.strip() or not bearing:
            near = process.extract(name, list(shown), scorer=fuzz.WRatio, processor=fold, limit=NEAREST)
            raise NoDocumentNamed(name, ", ".join(str(one[0]) for one in near))
        found |= dict.fromkeys(bearing)
    return tuple(found)


def _kinds(library: HasDocuments, words: Sequence[str]) -> tuple[Genre, ...]:
    if not words:
        return ()
    there = {Genre(row["genre"]) for row in library.read("SELECT DISTINCT genre FROM documents")}
    kinds: dict[Genre, None] = {}
    for word in words:
        kind = kind_named(word)
        if kind not in there:
            known = (f"{NAMES[one].fr} ({NAMES[one].en})" if one in NAMES else "autre (other)" for one in sorted(there))
            raise KindUnknown(word, ", ".join(known))
        kinds[kind] = None
    return tuple(kinds)


def _blanks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))
