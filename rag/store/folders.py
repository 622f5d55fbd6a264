"""What is written of folders as such: which ones are followed, and which ones lost their files."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from rag.records import Watched, Withheld


class FolderChanges:
    """Verbs of a transaction that concern folders; `Changes.folders` gives them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def watch(self, folder: Watched) -> None:
        """Follow a folder from now on."""
        self._connection.execute(
            "INSERT OR REPLACE INTO watched VALUES (?, ?, ?, ?)",
            (folder.root, folder.collection, folder.since, folder.looked_at),
        )

    def unwatch(self, root: str) -> bool:
        """Follow a folder no more; False when it was not followed. Its documents stay."""
        return self._connection.execute("DELETE FROM watched WHERE root = ?", (root,)).rowcount > 0

    def looked(self, root: str, moment: str) -> None:
        """A folder was looked at; `moment` is ISO 8601, UTC."""
        self._connection.execute("UPDATE watched SET looked_at = ? WHERE root = ?", (moment, root))

    def withhold(self, found: Iterable[Withheld], answered: Iterable[str]) -> None:
        """What a look found: `answered` are the folders of which nothing is withheld any more.

        A folder that somebody chose to keep is asked about again only when it lost still more files.
        """
        self._connection.executemany("DELETE FROM withheld WHERE root = ?", [(root,) for root in answered])
        self._connection.executemany(
            """INSERT INTO withheld VALUES (?, ?, ?, ?, 0) ON CONFLICT (root) DO UPDATE SET
                   collection = excluded.collection, cause = excluded.cause, files = excluded.files,
                   kept = kept AND excluded.files <= files""",
            [(one.root, one.collection, one.files, one.cause.value) for one in found],
        )

    def keep(self, root: str, *, kept: bool) -> None:
        """Remember that nothing shall change in this folder, or that it shall be asked again."""
        self._connection.execute("UPDATE withheld SET kept = ? WHERE root = ?", (int(kept), root))
