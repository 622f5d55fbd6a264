"""What is written of readers' opinions about answers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from rag.records import Feedback


class FeedbackChanges:
    """Verbs of a transaction that concern feedback; `Changes.feedback` gives them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def give(self, said: Feedback) -> None:
        """Keep an opinion; a second one about the same answer takes the place of the first."""
        values = (said.id, said.moment, said.question, said.manner.value, json.dumps(said.sources, ensure_ascii=False))
        rest = (int(said.helpful), said.reason, said.right_source, int(said.taken))
        self._connection.execute("INSERT OR REPLACE INTO feedback VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (*values, *rest))

    def take(self, ids: Iterable[str]) -> None:
        """Note that their questions are among those to measure with."""
        self._connection.executemany("UPDATE feedback SET taken = 1 WHERE id = ?", [(one,) for one in ids])

    def remove(self, ids: Iterable[str]) -> int:
        """Forget opinions; returns how many were there."""
        return sum(self._connection.execute("DELETE FROM feedback WHERE id = ?", (one,)).rowcount for one in ids)
