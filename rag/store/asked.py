"""What is kept of the questions that were asked: when, how long, how it ended; never their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.store.rows import asked_of

if TYPE_CHECKING:
    import sqlite3

    from rag.records import Asked
    from rag.store.tally import Read


class AskedChanges:
    """Verbs of a transaction that concern this record; `Changes.asked` gives them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def note(self, asked: Asked) -> None:
        """Add a question."""
        manner = asked.manner.value if asked.manner else ""
        times = (asked.evidence, asked.first_word, asked.seconds)
        values = (asked.moment, asked.language, manner, *times, asked.trouble, int(asked.stopped))
        columns = "moment, language, manner, evidence, first_word, seconds, trouble, stopped"
        self._connection.execute(f"INSERT INTO asked ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)

    def clear(self) -> int:
        """Forget all of them; returns how many there were."""
        return self._connection.execute("DELETE FROM asked").rowcount


def all_asked(read: Read) -> list[Asked]:
    """The questions that were asked, the earliest first; `read` is a library's."""
    return [asked_of(row) for row in read("SELECT * FROM asked ORDER BY moment, number", ())]
