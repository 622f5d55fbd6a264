"""What a library holds, counted, so that a reader can choose where to look. One pass over the documents each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from rag.errors import CollectionUnknown, KindUnknown, LibraryEmpty, NoDocumentNamed
from rag.narrowing import EVERYTHING, Narrowing
from rag.records import Collection, Genre
from rag.store.access import limited_to
from rag.words import fold

if TYPE_CHECKING:
    import sqlite3

    from rag.store.access import Scope
    from rag.store.library import Library


@dataclass(frozen=True, slots=True)
class Contents:
    """How many documents meet a narrowing, and how many would if one of its fields named something else.

    Counts of collections leave the narrowing's own collections aside, those of kinds its kinds, and so on: they say
    what a choice would give.
    """

    documents: int  # that meet all of it
    collections: tuple[tuple[Collection, int], ...]  # in alphabetical order
    kinds: tuple[tuple[Genre, int], ...]  # the more frequent first
    first: str  # the earliest date, ISO 8601; empty where no document has one
    last: str
    undated: int  # documents without a date


@dataclass(frozen=True, slots=True)
class Choice:
    """A document as one line of a list to choose from."""

    path: str  # names it for a `Narrowing`, and still does when the file has changed
    name: str
    kind: Genre
    date: str  # ISO 8601, a month where that is all; empty without one


def contents(library: Library, narrowing: Narrowing = EVERYTHING) -> Contents:
    """Count; raises what `limited_to` raises."""
    whole = limited_to(library, narrowing)
    undated = replace(narrowing, since="", until="")
    dates = _rows(
        library,
        "min(nullif(d.date, '')) AS first, max(d.date) AS last, sum(d.date = '') AS undated",
        limited_to(library, undated),
    )[0]
    return Contents(
        documents=int(_rows(library, "count(*) AS n", whole)[0]["n"]),
        collections=tuple(
            (Collection(row["name"]), int(row["n"]))
            for row in _rows(
                library,
                "d.collection AS name, count(*) AS n",
                limited_to(library, replace(narrowing, collections=())),
                "GROUP BY d.collection ORDER BY d.collection",
            )
        ),
        kinds=tuple(
            (Genre(row["name"]), int(row["n"]))
            for row in _rows(
                library,
                "d.genre AS name, count(*) AS n",
                limited_to(library, replace(narrowing, kinds=())),
                "GROUP BY d.genre ORDER BY n DESC, d.genre",
            )
        ),
        first=str(dates["first"] or ""),
        last=str(dates["last"] or ""),
        undated=int(dates["undated"] or 0),
    )


def documents_like(library: Library, words: str, narrowing: Narrowing, limit: int) -> tuple[Choice, ...]:
    """The documents whose file name or title holds every word, by name; its own documents aside, as in `Contents`."""
    scope = limited_to(library, replace(narrowing, documents=()))
    condition, values = scope.condition()
    sought = fold(words).split()
    found = []
    for row in library.read(
        f"""SELECT d.title, d.genre, d.date, min(l.path) AS path FROM documents d
            JOIN locations l ON l.document = d.id WHERE {condition} GROUP BY d.id""",
        values,
    ):
        name = PurePath(row["path"]).name
        text = fold(f"{name} {row['title']}")
        if all(word in text for word in sought):
            found.append(Choice(row["path"], name, Genre(row["genre"]), row["date"]))
    return tuple(sorted(found, key=lambda one: (fold(one.name), one.path))[:limit])


def still_there(library: Library, narrowing: Narrowing) -> Narrowing:
    """Of a narrowing that was kept, what still names something; what is gone would else be an error."""
    return replace(
        narrowing,
        collections=tuple(one for one in narrowing.collections if _stands(library, Narrowing(collections=(one,)))),
        documents=tuple(one for one in narrowing.documents if _stands(library, Narrowing(documents=(one,)))),
        kinds=tuple(one for one in narrowing.kinds if _stands(library, Narrowing(kinds=(one,)))),
    )


def _stands(library: Library, narrowing: Narrowing) -> bool:
    try:
        limited_to(library, narrowing)
    except (CollectionUnknown, KindUnknown, LibraryEmpty, NoDocumentNamed):
        return False
    return True


def _rows(library: Library, columns: str, scope: Scope, rest: str = "") -> list[sqlite3.Row]:
    condition, values = scope.condition()
    return library.read(f"SELECT {columns} FROM documents d WHERE {condition} {rest}", values)
