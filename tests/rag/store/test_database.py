"""Migrations, transactions and the trouble a file can give."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest

from rag.errors import DiskFull, LibraryDamaged, LibraryNewer
from rag.store import room
from rag.store.database import Database, migrations


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "library.sqlite"


def facts(base: Database) -> dict[str, str]:
    return {row["key"]: row["value"] for row in base.read("SELECT * FROM facts")}


def test_a_new_file_is_brought_to_the_last_migration(file: Path) -> None:
    base = Database(file)
    assert base.read("PRAGMA user_version")[0][0] == len(migrations())
    base.close()
    Database(file).close()  # and opening it again changes nothing


def test_a_newer_file_is_refused(file: Path) -> None:
    Database(file).close()
    with sqlite3.connect(file) as raw:
        raw.execute("PRAGMA user_version = 99")
    raw.close()
    with pytest.raises(LibraryNewer):
        Database(file)


def test_a_file_that_is_no_library_is_refused(file: Path) -> None:
    file.write_bytes(b"this is not a database" * 400)
    with pytest.raises(LibraryDamaged):
        Database(file)


def test_a_transaction_that_fails_leaves_nothing(file: Path) -> None:
    base = Database(file)
    with pytest.raises(RuntimeError), base.writing() as connection:
        connection.execute("INSERT INTO facts VALUES ('a', '1')")
        raise RuntimeError
    assert facts(base) == {}
    with base.writing() as connection:
        connection.execute("INSERT INTO facts VALUES ('a', '2')")
    assert facts(base) == {"a": "2"}
    base.close()


def test_readers_see_the_old_state_until_the_commit(file: Path) -> None:
    base = Database(file)
    with base.writing() as connection:
        connection.execute("INSERT INTO facts VALUES ('a', '1')")
        assert facts(base) == {}
    assert facts(base) == {"a": "1"}
    base.close()


def test_many_threads_read_and_write_at_once(file: Path) -> None:
    base = Database(file)

    def work(number: int) -> None:
        for turn in range(20):
            with base.writing() as connection:
                connection.execute("INSERT INTO facts VALUES (?, ?)", (f"{number}-{turn}", ""))
            facts(base)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(facts(base)) == 120
    base.close()


def test_a_full_disk_is_said_before_anything_is_written(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    base = Database(file)
    monkeypatch.setattr(room, "SMALLEST_FREE_MB", 10**9)
    with pytest.raises(DiskFull), base.writing():
        pytest.fail("the transaction must not begin")
    base.close()


def test_a_write_that_fills_the_disk_is_said_and_undone(file: Path) -> None:
    base = Database(file)
    with base.reading() as reader:
        pages = reader.execute("PRAGMA page_count").fetchone()[0]
    base._writer.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(DiskFull), base.writing() as connection:
        connection.execute("INSERT INTO facts VALUES ('big', ?)", ("x" * 100_000,))
    assert facts(base) == {}
    base.close()


def test_closing_lets_a_transaction_end(file: Path) -> None:
    base, begun, may_end = Database(file), threading.Event(), threading.Event()

    def write() -> None:
        with base.writing() as connection:
            connection.execute("INSERT INTO facts VALUES ('a', '1')")
            begun.set()
            may_end.wait(5)

    writer, closer = threading.Thread(target=write), threading.Thread(target=base.close)
    writer.start()
    assert begun.wait(5)
    closer.start()
    closer.join(0.1)
    assert closer.is_alive()
    may_end.set()
    writer.join(5)
    closer.join(5)
    again = Database(file)
    assert facts(again)["a"] == "1"
    again.close()
