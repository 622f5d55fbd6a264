"""Office tasks in the library: what is read of them, and what is written."""

from __future__ import annotations

import json
import zlib
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

from rag.errors import TaskUnknown
from rag.records import DocumentId
from rag.tasks import Ending, KeptTask, TaskId, documents_in, without

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Sequence

    from rag.records import Collection

# A task is not shown to who may not see one of the collections that it read.
_UNSEEN: Final = "EXISTS (SELECT 1 FROM task_documents d WHERE d.task = t.id AND d.collection IN ({blanks}))"


class Tasks:
    """What is read of tasks; `Library.tasks` gives it."""

    def __init__(self, read: Callable[[str, Sequence[object]], list[sqlite3.Row]]) -> None:
        self._read = read

    def find(self, kind: str, limit: int, unseen: Sequence[Collection] = ()) -> list[KeptTask]:
        """The tasks of a kind, of every kind where none is named, the latest first; their results are left out.

        Args:
            kind: as in `KeptTask`.
            limit: how many at most.
            unseen: collections that the reader may not see.
        """
        conditions, values = _hidden(unseen)
        if kind:
            conditions.append("t.kind = ?")
            values.append(kind)
        where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
        columns = "t.id, t.kind, t.title, t.started, t.seconds, t.ending, t.trouble, t.shortened"
        found = self._read(
            f"SELECT {columns} FROM tasks t {where} ORDER BY t.started DESC, t.id LIMIT ?", (*values, limit)
        )
        return [self._task_of(row, None) for row in found]

    def named(self, name: str, unseen: Sequence[Collection] = ()) -> KeptTask:
        """The task of that id, or whose id alone begins so, with its result; raises TaskUnknown."""
        conditions, values = _hidden(unseen)
        where = " AND ".join(["substr(t.id, 1, length(?)) = ?", *conditions])
        found = self._read(f"SELECT t.* FROM tasks t WHERE {where} LIMIT 2", (name, name, *values)) if name else []
        if len(found) != 1:
            raise TaskUnknown(name)
        return self._task_of(found[0], _unpacked(found[0]["result"]))

    def resting_on(self, documents: Sequence[DocumentId]) -> int:
        """How many kept tasks read one of some documents."""
        wanted = json.dumps(list(documents))
        sql = "SELECT count(DISTINCT task) AS n FROM task_documents WHERE document IN (SELECT value FROM json_each(?))"
        return int(self._read(sql, (wanted,))[0]["n"])

    def _task_of(self, row: sqlite3.Row, result: dict[str, Any] | None) -> KeptTask:
        places = self._read(
            "SELECT document, min(path) AS path FROM task_documents WHERE task = ? GROUP BY document ORDER BY path",
            (row["id"],),
        )
        return KeptTask(
            TaskId(row["id"]),
            row["kind"],
            row["title"],
            row["started"],
            row["seconds"],
            Ending(row["ending"]),
            tuple(DocumentId(one["document"]) for one in places),
            tuple(sorted(PurePath(one["path"]).name for one in places)),
            result,
            json.loads(row["trouble"]),
            bool(row["shortened"]),
        )


class TaskChanges:
    """Verbs of a transaction that concern tasks; `Changes.tasks` gives them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def keep(self, task: KeptTask) -> None:
        """Add a task; the documents that its result rests on are noted with those that it names."""
        values = (
            task.id, task.kind, task.title, task.started, task.seconds, task.ending,
            json.dumps(task.trouble, ensure_ascii=False), int(task.shortened), _packed(task.result),
        )  # fmt: skip
        self._connection.execute("INSERT INTO tasks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
        read = dict.fromkeys([*task.documents, *documents_in(task.result)])
        self._connection.executemany(
            """INSERT OR IGNORE INTO task_documents
               SELECT ?, document, path, collection FROM locations WHERE document = ?""",
            [(task.id, one) for one in read],
        )

    def remove(self, tasks: Iterable[TaskId]) -> int:
        """Forget tasks with their results; returns how many were there."""
        count = 0
        for task in tasks:
            self._connection.execute("DELETE FROM task_documents WHERE task = ?", (task,))
            count += self._connection.execute("DELETE FROM tasks WHERE id = ?", (task,)).rowcount
        return count

    def take_out(self, document: DocumentId, paths: Iterable[str]) -> None:
        """Take all that rests on a document out of what is kept, and on those that lay at its paths before it."""
        places = list(paths)
        known = self._connection.execute(
            f"""SELECT DISTINCT task, document FROM task_documents WHERE document = ?
                OR (path IN ({",".join("?" * len(places))}) AND document NOT IN (SELECT id FROM documents))""",
            (document, *places),
        ).fetchall()
        lost: dict[str, set[str]] = {}
        for row in known:
            lost.setdefault(row["task"], set()).add(row["document"])
        for task, documents in lost.items():
            row = self._connection.execute("SELECT result FROM tasks WHERE id = ?", (task,)).fetchone()
            result = _unpacked(row["result"])
            rest = without(result, documents) if result is not None else None
            self._connection.execute(
                "UPDATE tasks SET result = ?, title = '', trouble = 'null', shortened = 1 WHERE id = ?",
                (_packed(rest), task),
            )
            self._connection.executemany(
                "DELETE FROM task_documents WHERE task = ? AND document = ?", [(task, one) for one in documents]
            )


def _hidden(unseen: Sequence[Collection]) -> tuple[list[str], list[object]]:
    if not unseen:
        return [], []
    return [f"NOT ({_UNSEEN.format(blanks=','.join('?' * len(unseen)))})"], list(unseen)


def _packed(result: dict[str, Any] | None) -> bytes:
    return zlib.compress(json.dumps(result, ensure_ascii=False).encode())


def _unpacked(written: bytes) -> dict[str, Any] | None:
    """The result again; one that cannot be read is none."""
    try:
        result = json.loads(zlib.decompress(written))
    except (zlib.error, ValueError):
        return None
    return result if isinstance(result, dict) else None
