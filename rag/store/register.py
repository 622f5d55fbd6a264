"""Every file that was looked at, a page at a time: filtered, sorted and counted by SQLite, however many there are.

What is shown of a library of 10,000 files is the hundred lines that are on the screen, so no more is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from rag.records import Collection, Located
from rag.store import rows
from rag.words import fold

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Sequence

    from rag.records import Document, DocumentId

    Read = Callable[[str, Sequence[object]], list[sqlite3.Row]]
    Fetch = Callable[[Iterable[DocumentId]], dict[DocumentId, Document]]

FEW: Final = 500  # values in one IN (...), below SQLite's limit on parameters
# The name of a file within its path: SQLite has no function for it. Both ways of writing paths.
_NAME: Final = "folded(file_name(l.path))"
_SAME: Final = "SELECT sha256 FROM locations WHERE failure = '' GROUP BY sha256 HAVING count(*) > 1"


class Order(StrEnum):
    """What the lines are sorted by; equals by name, then by path."""

    TROUBLE = "trouble"  # what could not be read, then what was read badly, then the rest
    NAME = "name"
    NEWEST = "newest"  # files changed last
    OLDEST = "oldest"
    DATED = "dated"  # the documents' own date, the latest first
    LARGEST = "largest"
    LONGEST = "longest"  # in pages
    PLACE = "place"  # by folder


_BY: Final = {
    Order.TROUBLE: "CASE WHEN l.failure <> '' THEN 0 WHEN d.notes <> '[]' THEN 1 ELSE 2 END",
    Order.NAME: _NAME,
    Order.NEWEST: "l.mtime_ns DESC",
    Order.OLDEST: "l.mtime_ns",
    Order.DATED: "coalesce(d.date, '') DESC",
    Order.LARGEST: "l.size DESC",
    Order.LONGEST: "coalesce(d.pages, 0) DESC",
    Order.PLACE: "l.path",
}


class State(StrEnum):
    """Which lines are wanted."""

    ALL = "all"
    READ = "read"
    BADLY = "badly"  # read, with something to remark
    FAILED = "failed"
    TWICE = "twice"  # the same content lies at several places


_STATES: Final = {
    State.READ: "l.failure = ''",
    State.BADLY: "d.notes <> '[]'",
    State.FAILED: "l.failure <> ''",
    State.TWICE: f"l.failure = '' AND l.sha256 IN ({_SAME})",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the register is asked for."""

    words: str = ""  # each must stand in the path, whatever its case and accents
    state: State = State.ALL
    collection: str = ""  # empty for all
    remark: str = ""  # code of why a file was not read, or of what was read badly; empty for all
    genre: str = ""  # of `rag.records.Genre`, empty for all
    order: Order = Order.TROUBLE


@dataclass(frozen=True, slots=True)
class Entry:
    """One file with its document."""

    file: Located
    document: Document | None  # None when it could not be read
    copies: int = 0  # other files of the same content


@dataclass(frozen=True, slots=True)
class Tree:
    """A folder that was read into one collection."""

    root: str
    collection: Collection
    files: int
    failed: int
    badly: int  # read, with something to remark


@dataclass(frozen=True, slots=True)
class Weight:
    """What some documents take in the library."""

    passages: int
    size: int  # bytes of texts and vectors
    answers: int  # that are kept and quote them


class Register:
    """The files of one library."""

    def __init__(self, read: Read, documents_by_id: Fetch) -> None:
        self._read = read
        self._documents_by_id = documents_by_id

    def count(self, wanted: Wanted) -> int:
        """How many files there are of what is wanted."""
        where, values = _where(wanted)
        return int(self._read(f"SELECT count(*) AS n {_FROM} {where}", values)[0]["n"])

    def page(self, wanted: Wanted, first: int, count: int) -> list[Entry]:
        """The files `first` (0-based) to `first + count`, in the wanted order."""
        where, values = _where(wanted)
        sql = f"SELECT l.* {_FROM} {where} ORDER BY {_BY[wanted.order]}, {_NAME}, l.path LIMIT ? OFFSET ?"
        found = [rows.located_of(row) for row in self._read(sql, (*values, count, first))]
        documents = self._documents_by_id({file.document for file in found if file.document})
        same = self._same([file.sha256 for file in found if not file.failure])
        return [
            Entry(file, documents.get(file.document) if file.document else None, same.get(file.sha256, 1) - 1)
            for file in found
        ]

    def copies(self, file: Located) -> list[Located]:
        """The other files of the same content, in whatever collection."""
        sql = "SELECT * FROM locations WHERE sha256 = ? AND path <> ? AND failure = '' ORDER BY path"
        return [rows.located_of(row) for row in self._read(sql, (file.sha256, file.path))]

    def weight(self, documents: Sequence[DocumentId]) -> Weight:
        """What they take together."""
        passages = size = 0
        answers: set[str] = set()
        for first in range(0, len(documents), FEW):
            few = documents[first : first + FEW]
            row = self._read(
                f"""SELECT count(*) AS n, sum(length(CAST(p.text || p.marks AS BLOB))
                           + coalesce(length(v.vector), 0)) AS size
                    FROM passages p LEFT JOIN vectors v ON v.passage = p.id
                    WHERE p.document IN ({",".join("?" * len(few))})""",
                few,
            )[0]
            passages, size = passages + row["n"], size + (row["size"] or 0)
            quoting = f"SELECT DISTINCT turn FROM turn_documents WHERE document IN ({','.join('?' * len(few))})"
            answers |= {str(one["turn"]) for one in self._read(quoting, few)}
        return Weight(passages, size, len(answers))

    def remarks(self) -> dict[str, int]:
        """Code of every reason and remark that occurs → how many files have it, the most frequent first."""
        sql = """SELECT code, count(*) AS n FROM (
                   SELECT failure AS code FROM locations WHERE failure <> ''
                   UNION ALL
                   SELECT note.value FROM locations l JOIN documents d ON d.id = l.document, json_each(d.notes) note
                   WHERE d.notes <> '[]'
                 ) GROUP BY code ORDER BY n DESC, code"""
        return {str(row["code"]): int(row["n"]) for row in self._read(sql, ())}

    def failed(self, most: int) -> dict[str, list[Located]]:
        """The files that could not be read, at most `most` for each reason, by name."""
        sql = f"""SELECT * FROM (SELECT l.*, row_number() OVER (PARTITION BY failure ORDER BY {_NAME}, path) AS place
                  FROM locations l WHERE failure <> '') WHERE place <= ? ORDER BY failure, place"""
        found: dict[str, list[Located]] = {}
        for row in self._read(sql, (most,)):
            found.setdefault(str(row["failure"]), []).append(rows.located_of(row))
        return found

    def unread(self) -> list[Located]:
        """Every file that could not be read."""
        return [rows.located_of(row) for row in self._read("SELECT * FROM locations WHERE failure <> ''", ())]

    def trees(self) -> list[Tree]:
        """The folders that were read, sorted; a file of no folder counts for the one that it lies in."""
        sql = """SELECT coalesce(nullif(l.root, ''), folder_name(l.path)) AS tree, l.collection, count(*) AS files,
                        sum(l.failure <> '') AS failed, sum(coalesce(d.notes, '[]') <> '[]') AS badly
                 FROM locations l LEFT JOIN documents d ON d.id = l.document
                 GROUP BY tree, l.collection ORDER BY 1, 2"""
        return [
            Tree(row["tree"], Collection(row["collection"]), row["files"], row["failed"], row["badly"])
            for row in self._read(sql, ())
        ]

    def collections(self) -> list[str]:
        """Every collection that a file was read into, those of failures too, sorted."""
        found = self._read("SELECT DISTINCT collection FROM locations ORDER BY collection", ())
        return [str(row["collection"]) for row in found]

    def _same(self, hashes: Sequence[str]) -> dict[str, int]:
        blanks = ",".join("?" * len(hashes))
        sql = f"""SELECT sha256, count(*) AS n FROM locations WHERE failure = '' AND sha256 IN ({blanks})
                  GROUP BY sha256"""
        return {str(row["sha256"]): int(row["n"]) for row in self._read(sql, hashes)}


_FROM: Final = "FROM locations l LEFT JOIN documents d ON d.id = l.document"


def _where(wanted: Wanted) -> tuple[str, list[object]]:
    parts: list[str] = []
    values: list[object] = []
    for word in fold(wanted.words).split():
        parts.append("instr(folded(l.path), ?)")
        values.append(word)
    if wanted.state in _STATES:
        parts.append(_STATES[wanted.state])
    if wanted.collection:
        parts.append("l.collection = ?")
        values.append(wanted.collection)
    if wanted.remark:
        parts.append("(l.failure = ? OR instr(d.notes, ?))")
        values += [wanted.remark, f'"{wanted.remark}"']
    if wanted.genre:
        parts.append("d.genre = ?")
        values.append(wanted.genre)
    return (f"WHERE {' AND '.join(parts)}" if parts else ""), values
