"""The library: documents, passages and what was seen of the files. Reading here, writing in `rag.store.changes`."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from rag.errors import DocumentUnknown
from rag.records import Collection, Document, DocumentId, Feedback, Located, Passage, PassageId, Watched, Withheld
from rag.store import rows
from rag.store.changes import Changes
from rag.store.database import Database
from rag.store.register import Register
from rag.store.tally import Tally
from rag.store.tasks import Tasks
from rag.store.threads import Threads

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from rag.store.access import Scope

T = TypeVar("T")

FEW: Final = 500  # values in one IN (...), below SQLite's limit on parameters

_DOCUMENTS = """
    SELECT d.*,
           (SELECT json_group_array(l.path) FROM locations l WHERE l.document = d.id) AS paths,
           (SELECT count(*) FROM passages p WHERE p.document = d.id) AS passages
    FROM documents d
"""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the library holds."""

    documents: int
    passages: int
    failures: int  # files that could not be read


@dataclass(frozen=True, slots=True)
class Fact:
    """Names of the library's own facts."""

    EMBEDDER: str = "embedder"  # fingerprint of what made the vectors
    EMBEDDER_MODEL: str = "embedder_model"  # what the settings called it, so that it can be loaded again
    GENERATION: str = "generation"  # folder of the index in force
    TERMS: str = "terms_version"


FACT: Final = Fact()

_PASSAGE = ", ".join(f"p.{column.strip()}" for column in rows.PASSAGE_COLUMNS.split(","))


class Library:
    """One SQLite file. Every method is short and may be called from any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.tally = Tally(self.read)
        self.tasks = Tasks(self.read)
        self.threads = Threads(self.read)
        self.register = Register(self.read, self.documents_by_id)

    @classmethod
    def open(cls, file: Path) -> Library:
        """Open or make the file; raises LibraryNewer, LibraryDamaged."""
        return cls(Database(file))

    @classmethod
    def look(cls, file: Path) -> Library:
        """The file for reading alone, whoever owns it; nothing of it changes. Raises LibraryNewer, LibraryDamaged."""
        return cls(Database(file, look_only=True))

    @property
    def outdated(self) -> bool:
        """Whether it was only looked at, and has an older form than this version reads."""
        return self._database.outdated

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    @contextmanager
    def changing(self) -> Iterator[Changes]:
        """One transaction of changes: all of it is kept, or nothing."""
        with self._database.writing() as connection:
            changes = Changes(connection)
            yield changes
            changes.settle()
        if changes.words_changed:
            self.tally.forget()

    def read(self, sql: str, parameters: Sequence[object] = ()) -> list[sqlite3.Row]:
        """Rows of one query, for the word search that shares this file."""
        return self._database.read(sql, parameters)

    def fact(self, key: str) -> str:
        """A fact about the library itself, empty when it was never set."""
        found = self.read("SELECT value FROM facts WHERE key = ?", (key,))
        return str(found[0]["value"]) if found else ""

    def collections(self) -> tuple[Collection, ...]:
        """Names of the collections that hold at least one document, sorted."""
        return self.tally.collections()

    def counts(self) -> Counts:
        """How many documents, passages and unreadable files."""
        row = self.read(
            """SELECT (SELECT count(*) FROM documents) AS documents, (SELECT count(*) FROM passages) AS passages,
                      (SELECT count(*) FROM locations WHERE failure <> '') AS failures"""
        )[0]
        return Counts(row["documents"], row["passages"], row["failures"])

    def documents(self, scope: Scope) -> list[Document]:
        """Every document of the scope, sorted by file name."""
        condition, values = scope.condition()
        found = self.read(f"{_DOCUMENTS} WHERE {condition}", values)
        return sorted((rows.document_of(row) for row in found), key=lambda document: document.name.casefold())

    def document(self, document: DocumentId) -> Document:
        """One document; raises DocumentUnknown."""
        found = self.read(f"{_DOCUMENTS} WHERE d.id = ?", (document,))
        if not found:
            raise DocumentUnknown(document)
        return rows.document_of(found[0])

    def documents_by_id(self, ids: Iterable[DocumentId]) -> dict[DocumentId, Document]:
        """The documents that exist among the ids."""
        found = {}
        for few in _in_parts(list(ids)):
            for row in self.read(f"{_DOCUMENTS} WHERE d.id IN ({_blanks(few)})", few):
                document = rows.document_of(row)
                found[document.id] = document
        return found

    def modified(self, ids: Iterable[DocumentId]) -> dict[DocumentId, int]:
        """When the newest file of each document was changed, in nanoseconds since 1970."""
        found: dict[DocumentId, int] = {}
        for few in _in_parts(list(ids)):
            sql = f"""SELECT document, max(mtime_ns) AS newest FROM locations
                      WHERE document IN ({_blanks(few)}) GROUP BY document"""
            found |= {DocumentId(row["document"]): row["newest"] for row in self.read(sql, few)}
        return found

    def passages_of(self, document: DocumentId) -> list[Passage]:
        """A document's passages in reading order."""
        found = self.read(
            f"SELECT {rows.PASSAGE_COLUMNS} FROM passages WHERE document = ? ORDER BY ordinal", (document,)
        )
        return [rows.passage_of(row) for row in found]

    def passages(self, ids: Iterable[PassageId], scope: Scope) -> dict[PassageId, Passage]:
        """The passages that exist and that the scope allows; the others are simply absent."""
        found: dict[PassageId, Passage] = {}
        condition, values = scope.condition()
        for few in _in_parts(list(ids)):
            # CROSS: SQLite would else begin with the collection, and read every passage of it.
            sql = f"""SELECT {_PASSAGE} FROM passages p CROSS JOIN documents d ON d.id = p.document
                      WHERE p.id IN ({_blanks(few)}) AND {condition}"""
            for row in self.read(sql, (*few, *values)):
                found[PassageId(row["id"])] = rows.passage_of(row)
        return found

    def located(self, root: str | None = None) -> dict[str, Located]:
        """Every file that was looked at, by absolute path; those of one root when it is named."""
        found = (
            self.read("SELECT * FROM locations")
            if root is None
            else self.read("SELECT * FROM locations WHERE root = ?", (root,))
        )
        return {row["path"]: rows.located_of(row) for row in found}

    def watched(self) -> tuple[Watched, ...]:
        """The folders that are followed, in alphabetical order."""
        return tuple(rows.watched_of(row) for row in self.read("SELECT * FROM watched ORDER BY root"))

    def withheld(self) -> tuple[Withheld, ...]:
        """The folders whose files are gone and are kept until somebody decides, in alphabetical order."""
        return tuple(rows.withheld_of(row) for row in self.read("SELECT * FROM withheld ORDER BY root"))

    def feedback(self) -> list[Feedback]:
        """What readers said of answers, the latest first."""
        return [rows.feedback_of(row) for row in self.read("SELECT * FROM feedback ORDER BY moment DESC, id")]

    def vectors_made_from(self, hashes: Iterable[str]) -> dict[str, NDArray[np.float32]]:
        """Vectors that were made from exactly these texts, so that they need not be made again."""
        found = {}
        for few in _in_parts(list(set(hashes))):
            sql = f"SELECT made_from, vector FROM vectors WHERE made_from IN ({_blanks(few)}) GROUP BY made_from"
            for row in self.read(sql, few):
                found[str(row["made_from"])] = rows.vector_of(row["vector"])
        return found

    def passages_with_titles(self, batch: int) -> Iterator[list[tuple[Passage, str, str]]]:
        """Every passage with its document's title and what its vector was made from, in batches.

        The next vector counts where there is one; a passage without any says an empty text.
        """
        last = 0
        sql = f"""SELECT p.rowid AS number, {_PASSAGE}, d.title AS title,
                         coalesce(n.made_from, v.made_from, '') AS made_from FROM passages p
                  JOIN documents d ON d.id = p.document LEFT JOIN vectors v ON v.passage = p.id
                  LEFT JOIN next_vectors n ON n.passage = p.id
                  WHERE p.rowid > ? ORDER BY p.rowid LIMIT ?"""
        while found := self.read(sql, (last, batch)):
            yield [(rows.passage_of(row), row["title"], row["made_from"]) for row in found]
            last = found[-1]["number"]

    def prepared(self) -> list[PassageId]:
        """Passages whose next vector waits to be put in force."""
        return [PassageId(row["passage"]) for row in self.read("SELECT passage FROM next_vectors")]

    def check(self) -> None:
        """Look at every page of the file; raises LibraryDamaged. A second for 100 MB."""
        self._database.check()

    def stored_vectors(self, ids: Sequence[str]) -> dict[str, tuple[str, bytes]]:
        """Document and float16 vector of the passages that exist among the ids."""
        found = {}
        for few in _in_parts(list(ids)):
            sql = f"""SELECT p.id, p.document, v.vector FROM passages p JOIN vectors v ON v.passage = p.id
                      WHERE p.id IN ({_blanks(few)})"""
            for row in self.read(sql, few):
                found[str(row["id"])] = (str(row["document"]), bytes(row["vector"]))
        return found


def _blanks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))


def _in_parts(values: list[T]) -> Iterator[list[T]]:
    for start in range(0, len(values), FEW):
        yield values[start : start + FEW]
