"""Conversations in the library: what is read of them, and what is written."""

from __future__ import annotations

import json
import zlib
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from pydantic import TypeAdapter, ValidationError

from rag.errors import ThreadUnknown
from rag.narrowing import Narrowing
from rag.records import DocumentId, Finished, Retrieved
from rag.threads import KeptTurn, Thread, ThreadId, listed_in, shown_in, without
from rag.words import fold

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Sequence

    from rag.records import Collection

_THREADS: Final = """
    SELECT t.*, (SELECT count(*) FROM turns u WHERE u.thread = t.id) AS turns FROM threads t
"""
# A conversation is not shown to who may not see one of the collections that it was put to or quotes.
_UNSEEN: Final = """
    EXISTS (SELECT 1 FROM turns u JOIN turn_documents d ON d.turn = u.id
            WHERE u.thread = t.id AND d.collection IN ({blanks}))
    OR EXISTS (SELECT 1 FROM json_each(t.narrowing, '$.collections') c WHERE c.value IN ({blanks}))
    OR EXISTS (SELECT 1 FROM json_each(t.narrowing, '$.documents') n
               JOIN locations l ON l.path = n.value WHERE l.collection IN ({blanks}))
"""


class Threads:
    """What is read of conversations; `Library.threads` gives it."""

    def __init__(self, read: Callable[[str, Sequence[object]], list[sqlite3.Row]]) -> None:
        self._read = read

    def find(self, words: str, limit: int, unseen: Sequence[Collection] = ()) -> list[Thread]:
        """The conversations that hold every word of `words` or a longer one, the latest first.

        Args:
            words: sought in titles, questions and answers, whatever their case and accents; empty for all.
            limit: how many at most.
            unseen: collections that the reader may not see.
        """
        conditions, values = self._hidden(unseen)
        sought = fold(words).split()
        if sought:
            each = " AND ".join(["instr(w.words, ?) > 0"] * len(sought))
            conditions.append(f"EXISTS (SELECT 1 FROM thread_words w WHERE w.thread = t.id AND {each})")
            values += sought
        where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
        found = self._read(f"{_THREADS} {where} ORDER BY t.changed DESC, t.id LIMIT ?", (*values, limit))
        return [_thread_of(row) for row in found]

    def named(self, name: str, unseen: Sequence[Collection] = ()) -> Thread:
        """The conversation of that id, or whose id alone begins so; raises ThreadUnknown."""
        conditions, values = self._hidden(unseen)
        where = " AND ".join(["substr(t.id, 1, length(?)) = ?", *conditions])
        found = self._read(f"{_THREADS} WHERE {where} LIMIT 2", (name, name, *values)) if name else []
        if len(found) != 1:
            raise ThreadUnknown(name)
        return _thread_of(found[0])

    def holding(self, turn: str) -> Thread | None:
        """The conversation that an answer is part of; None where it is not kept."""
        found = self._read(f"{_THREADS} JOIN turns h ON h.thread = t.id WHERE h.id = ?", (turn,))
        return _thread_of(found[0]) if found else None

    def turns(self, thread: ThreadId) -> list[KeptTurn]:
        """What was asked and answered, in order."""
        return [_turn_of(row) for row in self._read("SELECT * FROM turns WHERE thread = ? ORDER BY place", (thread,))]

    @staticmethod
    def _hidden(unseen: Sequence[Collection]) -> tuple[list[str], list[object]]:
        if not unseen:
            return [], []
        return [f"NOT ({_UNSEEN.format(blanks=','.join('?' * len(unseen)))})"], [*unseen, *unseen, *unseen]


class ThreadChanges:
    """Verbs of a transaction that concern conversations; `Changes.threads` gives them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def keep(self, thread: Thread, turn: KeptTurn) -> None:
        """Add a question with what is known of its answer; a second time, what was kept of it is replaced.

        The conversation is made when it is not there yet; one that is there keeps its name.
        """
        narrowing = _reader(Narrowing).dump_json(thread.narrowing).decode()
        self._connection.execute(
            """INSERT INTO threads VALUES (?, ?, ?, ?, ?)
               ON CONFLICT (id) DO UPDATE SET changed = excluded.changed, narrowing = excluded.narrowing""",
            (thread.id, thread.title, thread.made, thread.changed, narrowing),
        )
        place = self._connection.execute(
            "SELECT coalesce(max(place) + 1, 0) FROM turns WHERE thread = ?", (thread.id,)
        ).fetchone()[0]
        self._connection.execute(
            """INSERT INTO turns VALUES (?, ?, ?, ?, ?, ?)
               ON CONFLICT (id) DO UPDATE SET question = excluded.question, answer = excluded.answer""",
            (turn.id, thread.id, place, turn.question, turn.asked, _packed(turn)),
        )
        self._note_documents(turn)
        self._note_words(thread.id)

    def cut(self, thread: ThreadId, turn: str) -> int:
        """Forget a question of a conversation and all that came after it; returns how many questions that were."""
        gone = self._connection.execute(
            """SELECT t.id FROM turns t JOIN turns first ON first.thread = t.thread AND first.place <= t.place
               WHERE first.id = ? AND first.thread = ?""",
            (turn, thread),
        ).fetchall()
        for row in gone:
            self._connection.execute("DELETE FROM turn_documents WHERE turn = ?", (row["id"],))
            self._connection.execute("DELETE FROM turns WHERE id = ?", (row["id"],))
        if gone:
            self._note_words(thread)
        return len(gone)

    def rename(self, thread: ThreadId, title: str) -> bool:
        """Give a conversation another name; False when it is not there."""
        changed = self._connection.execute("UPDATE threads SET title = ? WHERE id = ?", (title, thread))
        if changed.rowcount:
            self._note_words(thread)
        return bool(changed.rowcount)

    def remove(self, threads: Iterable[ThreadId]) -> int:
        """Forget conversations with all that was said in them; returns how many were there."""
        count = 0
        for thread in threads:
            self._connection.execute(
                "DELETE FROM turn_documents WHERE turn IN (SELECT id FROM turns WHERE thread = ?)", (thread,)
            )
            for table in ("turns", "thread_words"):
                self._connection.execute(f"DELETE FROM {table} WHERE thread = ?", (thread,))
            count += self._connection.execute("DELETE FROM threads WHERE id = ?", (thread,)).rowcount
        return count

    def take_out(self, document: DocumentId, paths: Iterable[str]) -> None:
        """Take every word of a document out of what is kept, and of those that lay at its paths before it."""
        places = list(paths)
        self._widen({document, *places})
        known = self._connection.execute(
            f"""SELECT turn, document FROM turn_documents WHERE document = ?
                OR (path IN ({",".join("?" * len(places))}) AND document NOT IN (SELECT id FROM documents))""",
            (document, *places),
        ).fetchall()
        lost: dict[str, set[DocumentId]] = {}
        for row in known:
            lost.setdefault(row["turn"], set()).add(DocumentId(row["document"]))
        threads = set()
        for turn, documents in lost.items():
            row = self._connection.execute("SELECT * FROM turns WHERE id = ?", (turn,)).fetchone()
            rest = without(_turn_of(row), documents)
            self._connection.execute("UPDATE turns SET answer = ? WHERE id = ?", (_packed(rest), turn))
            self._connection.executemany(
                "DELETE FROM turn_documents WHERE turn = ? AND document = ?", [(turn, one) for one in documents]
            )
            threads.add(ThreadId(row["thread"]))
        for thread in threads:
            self._take_out_understood(thread)
            self._note_words(thread)

    def _take_out_understood(self, thread: ThreadId) -> None:
        """What a question was made of may have been words of an answer or of a document's name; rules make it again."""
        for row in self._connection.execute("SELECT * FROM turns WHERE thread = ?", (thread,)).fetchall():
            turn = _turn_of(row)
            if turn.understood:
                packed = _packed(replace(turn, understood=""))
                self._connection.execute("UPDATE turns SET answer = ? WHERE id = ?", (packed, turn.id))

    def _widen(self, names: set[str]) -> None:
        """No conversation is put any longer to documents of those names."""
        narrowed = self._connection.execute(
            f"""SELECT DISTINCT t.id, t.narrowing FROM threads t, json_each(t.narrowing, '$.documents') n
                WHERE n.value IN ({",".join("?" * len(names))})""",
            tuple(names),
        ).fetchall()
        for row in narrowed:
            where: Narrowing = _reader(Narrowing).validate_json(row["narrowing"])
            rest = replace(where, documents=tuple(one for one in where.documents if one not in names))
            written = _reader(Narrowing).dump_json(rest).decode()
            self._connection.execute("UPDATE threads SET narrowing = ? WHERE id = ?", (written, row["id"]))

    def _note_documents(self, turn: KeptTurn) -> None:
        self._connection.execute("DELETE FROM turn_documents WHERE turn = ?", (turn.id,))
        self._connection.executemany(
            "INSERT OR IGNORE INTO turn_documents VALUES (?, ?, ?, ?)",
            [(turn.id, one.id, path, one.collection) for one in shown_in(turn) for path in one.paths],
        )
        self._connection.executemany(
            """INSERT OR IGNORE INTO turn_documents
               SELECT ?, document, path, collection FROM locations WHERE document = ?""",
            [(turn.id, one) for one in listed_in(turn)],
        )

    def _note_words(self, thread: ThreadId) -> None:
        title = self._connection.execute("SELECT title FROM threads WHERE id = ?", (thread,)).fetchone()["title"]
        said = [str(title)]
        for row in self._connection.execute("SELECT * FROM turns WHERE thread = ? ORDER BY place", (thread,)):
            turn = _turn_of(row)
            said += [turn.question, turn.finished.text if turn.finished else ""]
        self._connection.execute("INSERT OR REPLACE INTO thread_words VALUES (?, ?)", (thread, fold("\n".join(said))))


def _thread_of(row: sqlite3.Row) -> Thread:
    where: Narrowing = _reader(Narrowing).validate_json(row["narrowing"])
    return Thread(ThreadId(row["id"]), row["title"], row["made"], row["changed"], where, row["turns"])


@cache
def _reader(kind: type) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _packed(turn: KeptTurn) -> bytes:
    written = {
        "found": _reader(Retrieved).dump_python(turn.found, mode="json") if turn.found else None,
        "finished": _reader(Finished).dump_python(turn.finished, mode="json") if turn.finished else None,
        "stopped": turn.stopped,
        "understood": turn.understood,
    }
    return zlib.compress(json.dumps(written, ensure_ascii=False).encode())


def _turn_of(row: sqlite3.Row) -> KeptTurn:
    """The turn of a row; an answer that this version cannot read is as if it had never come to its end."""
    turn = KeptTurn(row["id"], row["question"], row["asked"])
    try:
        written = json.loads(zlib.decompress(row["answer"]))
        found = _reader(Retrieved).validate_python(written["found"]) if written["found"] else None
        finished = _reader(Finished).validate_python(written["finished"]) if written["finished"] else None
    except (zlib.error, ValueError, KeyError, ValidationError):
        return turn
    return replace(
        turn,
        found=found,
        finished=finished,
        stopped=bool(written.get("stopped")),
        understood=str(written.get("understood", "")),
    )
