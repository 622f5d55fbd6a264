"""What can be written, inside one transaction.

The commit protocol: a document's passages, words, vectors and place change together with the list of what Chroma
has to be told. A crash before the commit leaves the old document; after it, the list is still there and the next
start finishes the work. A document that no file holds any more goes in the same transaction.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

from rag.records import DocumentId
from rag.store import rows, terms
from rag.store.asked import AskedChanges
from rag.store.drafts import DraftChanges
from rag.store.feedback import FeedbackChanges
from rag.store.folders import FolderChanges
from rag.store.mail import MailChanges
from rag.store.sheets import SheetChanges
from rag.store.tasks import TaskChanges
from rag.store.threads import ThreadChanges

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from rag.records import Collection, Document, Letter, Located, Passage, PassageId
    from rag.store.arrival import Arrival


class Changes:
    """Verbs of one transaction; made by `Library.changing`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.asked = AskedChanges(connection)
        self.drafts = DraftChanges(connection)
        self.folders = FolderChanges(connection)
        self.feedback = FeedbackChanges(connection)
        self.mail = MailChanges(connection)
        self.sheets = SheetChanges(connection)
        self.tasks = TaskChanges(connection)
        self.threads = ThreadChanges(connection)
        self.words_changed = False  # whether what the word search looks at is another, once it is settled
        self._placed: set[str] = set()  # documents that won or lost a place
        self._left: defaultdict[str, set[str]] = defaultdict(set)  # document → paths that it left
        self._replaced: set[str] = set()  # documents in whose place a file has another content now

    def set_fact(self, key: str, value: str) -> None:
        """Remember something about the library itself."""
        self._connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (key, value))

    def add(self, arrival: Arrival, located: Located) -> None:
        """Store a document if its content is not there yet, and put it at its place."""
        known = self._connection.execute("SELECT 1 FROM documents WHERE id = ?", (arrival.document.id,)).fetchone()
        if not known:
            self._add_document(arrival.document)
            self._add_letters(arrival.document.id, arrival.letters)
            name = terms.name_terms(located.path, located.root)
            for passage, source, vector in zip(arrival.passages, arrival.made_from, arrival.vectors, strict=True):
                self._add_passage(passage, arrival.document, name)
                self._add_vector(passage.id, arrival.document.collection, source, vector)
        self.place(located)

    def place(self, located: Located) -> None:
        """Remember a file: the document it holds, or the reason why it could not be read."""
        before = self._leave(located.path)
        if before and before != located.document:
            self._replaced.add(before)
        if located.document:
            self._placed.add(located.document)
        values = (
            located.path, located.collection, located.root, located.size, located.mtime_ns, located.sha256,
            located.document, located.failure, located.detail,
        )  # fmt: skip
        self._connection.execute("INSERT OR REPLACE INTO locations VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", values)

    def move(self, moved: Mapping[str, Located]) -> None:
        """The same contents now lie elsewhere: old path → new place. Together, for two files may swap their names."""
        for old in moved:
            self.forget_path(old)
        for located in moved.values():
            self.place(located)

    def forget_path(self, path: str) -> None:
        """A file is gone; its document goes too when no other file holds it."""
        self._leave(path)
        self._connection.execute("DELETE FROM locations WHERE path = ?", (path,))

    def forget_document(self, document: DocumentId) -> None:
        """A document and every place of it."""
        self._placed.add(document)
        places = self._connection.execute("SELECT path FROM locations WHERE document = ?", (document,)).fetchall()
        self._left[document].update(row["path"] for row in places)
        self._connection.execute("DELETE FROM locations WHERE document = ?", (document,))

    def settle(self) -> None:
        """Remove the documents that lost their last place in this transaction, and name the others by their places."""
        self.words_changed |= bool(self._placed)
        for document in sorted(self._placed):
            places = self._connection.execute(
                "SELECT path, root FROM locations WHERE document = ? ORDER BY path", (document,)
            ).fetchall()
            if places:
                self._name(document, terms.names_terms((row["path"], row["root"]) for row in places))
            else:
                self._drop(document)
                if document not in self._replaced:  # else kept answers stay what they were, until that version goes
                    for kept in (self.threads, self.tasks):
                        kept.take_out(DocumentId(document), self._left[document])
        self._placed.clear()

    def prepare_vectors(self, ids: Sequence[PassageId], made_from: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """New vectors of passages that stay; they wait for `promote_vectors`."""
        self._connection.executemany(
            "INSERT OR REPLACE INTO next_vectors VALUES (?, ?, ?)",
            [(one, text, rows.vector_bytes(vector)) for one, text, vector in zip(ids, made_from, vectors, strict=True)],
        )

    def promote_vectors(self) -> None:
        """Put the prepared vectors in force."""
        self._connection.execute("INSERT OR REPLACE INTO vectors SELECT passage, made_from, vector FROM next_vectors")
        self._connection.execute("DELETE FROM next_vectors")

    def drop_prepared(self) -> None:
        """Forget the prepared vectors."""
        self._connection.execute("DELETE FROM next_vectors")

    def tell_again(self, passages: Sequence[PassageId]) -> None:
        """Put the vectors of some passages back on the list of what Chroma has to be told."""
        self._connection.executemany(
            """INSERT INTO vector_changes (collection, passage, present)
               SELECT d.collection, p.id, 1 FROM passages p JOIN documents d ON d.id = p.document WHERE p.id = ?""",
            [(one,) for one in passages],
        )

    def told(self, last_sequence: int) -> None:
        """Chroma knows everything up to this entry of the list."""
        self._connection.execute("DELETE FROM vector_changes WHERE sequence <= ?", (last_sequence,))

    def replace_terms(self, entries: Iterable[tuple[int, str, str, str, str]]) -> None:
        """New words of passages that stay: (rowid, body, title, section, name)."""
        self.words_changed = True
        self._connection.executemany(
            "INSERT OR REPLACE INTO passage_terms (rowid, body, title, section, name) VALUES (?, ?, ?, ?, ?)", entries
        )

    def drop_stray_terms(self) -> None:
        """Remove words that belong to no passage."""
        self.words_changed = True
        self._connection.execute("DELETE FROM passage_terms WHERE rowid NOT IN (SELECT rowid FROM passages)")

    def _leave(self, path: str) -> str:
        row = self._connection.execute("SELECT document FROM locations WHERE path = ?", (path,)).fetchone()
        if document := str(row["document"] or "") if row else "":
            self._placed.add(document)
            self._left[document].add(path)
        return document

    def _name(self, document: str, name: str) -> None:
        self._connection.execute(
            """UPDATE passage_terms SET name = ?1
               WHERE rowid IN (SELECT p.rowid FROM passages p JOIN passage_terms t ON t.rowid = p.rowid
                               WHERE p.document = ?2 AND t.name <> ?1)""",
            (name, document),
        )

    def _add_document(self, document: Document) -> None:
        self._connection.execute(
            """INSERT INTO documents (id, collection, sha256, title, kind, pages, language, size, sender, recipients,
                                      date, subject, notes, indexed_at, genre, invoice, scanned)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            (
                document.id,
                document.collection,
                document.sha256,
                document.title,
                document.kind,
                document.pages,
                document.language,
                document.size,
                document.sender,
                document.recipients,
                document.date,
                document.subject,
                json.dumps(document.notes),
                document.indexed_at,
                document.genre,
                rows.invoice_text(document.invoice),
                json.dumps([(one.page, one.confidence) for one in document.scanned]),
            ),
        )

    def _add_letters(self, document: DocumentId, letters: Sequence[Letter]) -> None:
        self._connection.executemany(
            "INSERT INTO letters VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (document, one.part, one.message_id, json.dumps(one.follows), one.sender, one.date, one.subject)
                for one in letters
            ],
        )

    def _add_passage(self, passage: Passage, document: Document, name: str) -> None:
        blanks = ", ".join("?" * (rows.PASSAGE_COLUMNS.count(",") + 1))
        inserted = self._connection.execute(
            f"INSERT INTO passages ({rows.PASSAGE_COLUMNS}) VALUES ({blanks})", rows.passage_row(passage)
        )
        body, title, section = terms.passage_terms(passage.text, document.title, passage.section, document.language)
        self._connection.execute(
            "INSERT INTO passage_terms (rowid, body, title, section, name) VALUES (?, ?, ?, ?, ?)",
            (inserted.lastrowid, body, title, section, name),
        )

    def _add_vector(
        self, passage: PassageId, collection: Collection, made_from: str, vector: NDArray[np.float32]
    ) -> None:
        stored = (passage, made_from, rows.vector_bytes(vector))
        self._connection.execute("INSERT INTO vectors VALUES (?, ?, ?)", stored)
        self._tell(collection, passage, present=True)

    def _drop(self, document: str) -> None:
        row = self._connection.execute("SELECT collection FROM documents WHERE id = ?", (document,)).fetchone()
        if row is None:
            return
        passages = self._connection.execute("SELECT rowid, id FROM passages WHERE document = ?", (document,)).fetchall()
        for passage in passages:
            self._tell(row["collection"], passage["id"], present=False)
        self._connection.executemany("DELETE FROM passage_terms WHERE rowid = ?", [(p["rowid"],) for p in passages])
        self._connection.executemany("DELETE FROM vectors WHERE passage = ?", [(p["id"],) for p in passages])
        self._connection.execute("DELETE FROM passages WHERE document = ?", (document,))
        self._connection.execute("DELETE FROM letters WHERE document = ?", (document,))
        self._connection.execute("DELETE FROM documents WHERE id = ?", (document,))

    def _tell(self, collection: str, passage: str, *, present: bool) -> None:
        values = (collection, passage, int(present))
        self._connection.execute("INSERT INTO vector_changes (collection, passage, present) VALUES (?, ?, ?)", values)
