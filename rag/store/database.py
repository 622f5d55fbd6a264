"""One SQLite file: opened, migrated, read by many threads and written by one at a time.

Leaves what the tables mean to `rag.store.library`.
"""

from __future__ import annotations

import sqlite3
import threading
from contextlib import contextmanager, suppress
from functools import lru_cache
from importlib import resources
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from rag.errors import DiskFailing, DiskFull, LibraryDamaged, LibraryNewer, SouffleurError
from rag.store.room import need_room
from rag.words import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

BUSY_SECONDS: Final = 30.0
END_SECONDS: Final = 10.0  # that a transaction gets when the file is closed; it takes far less
CACHE_KIB: Final = 32_000  # per connection; guess: a few thousand passages
RESERVE_BYTES: Final = 262_144  # SQLite's shared memory takes 32 KiB, the log and the lock a little more
PRIMARY: Final = 0xFF  # of an extended error code
UNWRITABLE: Final = {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM}
KNOWN_TEXTS: Final = 60_000  # folded, kept for the next sorting: some ten megabytes
DAMAGED: Final = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


@lru_cache(maxsize=KNOWN_TEXTS)
def _folded(text: str) -> str:
    return fold(text)


@lru_cache(maxsize=KNOWN_TEXTS)
def _file_name(path: str) -> str:
    return PurePath(path).name


def _folder_name(path: str) -> str:
    return str(PurePath(path).parent)


# What SQL has no words for.
FUNCTIONS: Final[dict[str, Callable[[str], str]]] = {
    "folded": _folded,
    "file_name": _file_name,
    "folder_name": _folder_name,
}


class Database:
    """Connections to one file in WAL mode.

    Reading borrows a connection from a pool, so that any number of threads may read while one writes.
    """

    def __init__(self, path: Path, *, look_only: bool = False) -> None:
        """Open and migrate; raises LibraryNewer, LibraryDamaged.

        Args:
            path: the file.
            look_only: neither make nor migrate it, nor leave anything beside it; nothing can be written then.
        """
        self.path = path
        self._look_only = look_only
        self._writing = threading.RLock()
        self._idle: list[sqlite3.Connection] = []
        self._idle_lock = threading.Lock()
        self._reserve = path.with_suffix(".reserve")
        self._writer = self._connect_at_need()
        try:
            with in_our_words(path):
                self.outdated = self._migrate()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close every connection that is not in use; a transaction on its way gets some time to end.

        SQLite crashes when a connection is closed under the thread that uses it: one that does not end stays open, and
        the next opening takes back what it did not commit.
        """
        with self._idle_lock:
            for connection in self._idle:
                connection.close()
            self._idle.clear()
        if self._writing.acquire(timeout=END_SECONDS):
            try:
                self._writer.close()
            finally:
                self._writing.release()
        with suppress(OSError):
            if not self._look_only and not self._reserve.is_file():
                self._reserve.write_bytes(b"\0" * RESERVE_BYTES)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection for reading, given back at the end; raises DiskFull, DiskFailing, LibraryDamaged."""
        with self._idle_lock:
            connection = self._idle.pop() if self._idle else None
        connection = connection or self._connect()
        try:
            with in_our_words(self.path):
                yield connection
        finally:
            with self._idle_lock:
                self._idle.append(connection)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it is kept, or nothing.

        Raises:
            DiskFull: before anything is written, or when the disk filled up on the way.
            DiskFailing, LibraryDamaged: nothing of the transaction is kept.
        """
        need_room(self.path.parent)
        with self._writing, in_our_words(self.path):
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield self._writer
                self._writer.execute("COMMIT")
            except BaseException:
                if self._writer.in_transaction:
                    with suppress(sqlite3.Error):  # a disk that failed once may fail again: closing rolls back too
                        self._writer.execute("ROLLBACK")
                raise

    def read(self, sql: str, parameters: Sequence[object] = ()) -> list[sqlite3.Row]:
        """All rows of one query."""
        with self.reading() as connection:
            return connection.execute(sql, tuple(parameters)).fetchall()

    def check(self) -> None:
        """Whether every page and index is as it should be; raises LibraryDamaged with SQLite's first complaint."""
        found = [str(row[0]) for row in self.read("PRAGMA quick_check(1)")]
        broken = self.read("PRAGMA foreign_key_check")
        if found != ["ok"] or broken:
            raise LibraryDamaged(self.path, found[0] if found != ["ok"] else f"foreign_key_check {len(broken)}")

    def _connect_at_need(self) -> sqlite3.Connection:
        """SQLite cannot even read without a little room beside its file: on a full disk the reserve makes it."""
        try:
            return self._connect()
        except (DiskFull, DiskFailing):
            if self._look_only or not self._reserve.is_file():
                raise
            self._reserve.unlink()
            return self._connect()

    def _connect(self) -> sqlite3.Connection:
        with in_our_words(self.path):
            connection = sqlite3.connect(
                self._address() if self._look_only else self.path,
                timeout=BUSY_SECONDS,
                isolation_level=None,
                check_same_thread=False,
                cached_statements=256,
                uri=self._look_only,
            )
        connection.row_factory = sqlite3.Row
        for name, function in FUNCTIONS.items():
            connection.create_function(name, 1, function, deterministic=True)
        if self._look_only:
            return connection
        try:
            with in_our_words(self.path):
                connection.execute("PRAGMA journal_mode = WAL")
                # FULL: a document that was reported as stored survives a power cut.
                connection.execute("PRAGMA synchronous = FULL")
                connection.execute("PRAGMA foreign_keys = ON")
                # What is forgotten is written over: the quotations of a conversation must not stay on the disk.
                connection.execute("PRAGMA secure_delete = ON")
                connection.execute("PRAGMA temp_store = MEMORY")
                connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        except SouffleurError:
            connection.close()
            raise
        return connection

    def _address(self) -> str:
        """Immutable, where no log waits to be taken in: SQLite would else put files of its own beside it."""
        log = self.path.with_name(f"{self.path.name}-wal")
        whole = "" if log.is_file() and log.stat().st_size else "&immutable=1"
        return f"{self.path.absolute().as_uri()}?mode=ro{whole}"

    def _migrate(self) -> bool:
        """Bring the file to the newest form; True where that was not allowed and would have been needed."""
        steps = migrations()
        version: int = self._writer.execute("PRAGMA user_version").fetchone()[0]
        if version > len(steps):
            raise LibraryNewer(self.path, version, len(steps))
        if self._look_only:
            return version < len(steps)
        for number in range(version + 1, len(steps) + 1):
            script = f"BEGIN IMMEDIATE;\n{steps[number - 1]}\nPRAGMA user_version = {number};\nCOMMIT;"
            try:
                self._writer.executescript(script)
            except sqlite3.DatabaseError:
                if self._writer.in_transaction:
                    with suppress(sqlite3.Error):
                        self._writer.execute("ROLLBACK")
                raise
        return False


@contextmanager
def in_our_words(file: Path) -> Iterator[None]:
    """SQLite's trouble with a file as an error that a user may see; what is none of the file's stays what it is."""
    try:
        yield
    except sqlite3.DatabaseError as trouble:
        code = getattr(trouble, "sqlite_errorcode", 0) & PRIMARY
        if code == sqlite3.SQLITE_FULL:
            raise DiskFull(file.parent, 0) from trouble
        if code in UNWRITABLE:
            need_room(file.parent)  # a full disk shows in many ways
            raise DiskFailing(file.parent, str(trouble)) from trouble
        if code in DAMAGED:
            raise LibraryDamaged(file, str(trouble)) from trouble
        raise


def migrations() -> list[str]:
    """The SQL of every step, in order; step n brings the file to `user_version` n."""
    folder = resources.files("rag.store") / "migrations"
    files = sorted((item for item in folder.iterdir() if item.name.endswith(".sql")), key=lambda item: item.name)
    return [item.read_text(encoding="utf-8") for item in files]
