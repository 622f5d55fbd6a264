"""What is said of a library and its index, damage by damage."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from rag.doctor import library
from rag.doctor.finding import Finding, Level
from rag.engine import Engine
from rag.records import Cause, Collection, Watched, Withheld
from rag.settings import Home, read_settings
from rag.store.library import Library
from rag.store.vectors import report_of
from tests.rag.doctor.parts import filled, levels


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return filled(tmp_path_factory.mktemp("sound"))


@pytest.fixture
def home(sound: Home, tmp_path: Path) -> Home:
    return Home(Path(shutil.copytree(sound.folder, tmp_path / "home")))


def looked_at(home: Home) -> list[Finding]:
    books, said = library.open_to_look(home)
    assert books is not None, said
    found = [*library.library(books), *library.index(books, home, None)]
    books.close()
    return found


def test_what_it_holds(home: Home) -> None:
    told = levels(looked_at(home))
    assert {"library", "last_read", "files_unread", "index_sealed"} == told.keys()


@pytest.mark.parametrize(
    ("sql", "code", "level"),
    [
        ("DELETE FROM passage_terms WHERE rowid = 1", "words_lack", Level.CHECK),
        ("UPDATE facts SET value = '1' WHERE key = 'terms_version'", "words_lack", Level.CHECK),
        ("DELETE FROM vectors", "vectors_lack", Level.BAD),
        ("INSERT INTO next_vectors SELECT * FROM vectors", "change_waiting", Level.CHECK),
        (
            "INSERT INTO vector_changes (collection, passage, present) VALUES ('c', 'p', 1)",
            "index_waiting",
            Level.CHECK,
        ),
    ],
)
def test_what_is_not_in_step_is_told(home: Home, sql: str, code: str, level: Level) -> None:
    with closing(sqlite3.connect(home.library_file)) as raw:
        raw.execute(sql)
        raw.commit()
    assert levels(looked_at(home))[code] is level


def test_what_became_of_the_index(home: Home) -> None:
    folder = next(one for one in home.vectors_folder.iterdir() if one.is_dir())
    file = folder / "chroma.sqlite3"
    content = file.read_bytes()
    file.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    assert "index_changed" in levels(looked_at(home))
    folder.with_name(f"{folder.name}.seal").unlink()
    assert "index_unsealed" in levels(looked_at(home))
    shutil.rmtree(folder)
    assert "index_missing" in levels(looked_at(home))
    report_of(folder).write_text("Timeout", encoding="utf-8")
    assert "index_hung" in levels(looked_at(home))


def test_folders_within_reach_and_out_of_it(home: Home, tmp_path: Path) -> None:
    watched = tmp_path / "suivi"
    watched.mkdir()
    with Engine.open(home, read_settings(home)) as engine:
        with engine.library.changing() as changes:
            for root, looked in ((watched, "2026-03-12T10:00:00+00:00"), (tmp_path / "parti", "")):
                changes.folders.watch(Watched(str(root), Collection("c"), "2026-03-01T10:00:00+00:00", looked))
            changes.folders.withhold([Withheld(str(tmp_path / "parti"), Collection("c"), 3, Cause.MISSING)], [])
        found = list(library.folders(engine.library, followed_now=True))
        assert [(one.code, one.level) for one in found] == [
            ("folder_gone", Level.CHECK),
            ("folder", Level.GOOD),
            ("withheld", Level.CHECK),
        ]
        assert found[2].facts == {"root": str(tmp_path / "parti"), "count": 3}
        with engine.library.changing() as changes:
            changes.folders.keep(str(tmp_path / "parti"), kept=True)
        told = levels(library.folders(engine.library, followed_now=False))
        assert (told["nobody_follows"], told["withheld"]) == (Level.CHECK, Level.GOOD)


def test_which_model_made_the_vectors(home: Home, tmp_path: Path) -> None:
    books = Library.look(home.library_file)
    assert library.made_by(books) == "hash/64"
    books.close()
    assert library.made_by(None) == ""
