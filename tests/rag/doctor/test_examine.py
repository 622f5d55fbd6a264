"""The whole examination: of a sound library, of none, of damaged ones, beside its owner; nothing is ever changed."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from rag.doctor import models
from rag.doctor.examine import Owned, examine
from rag.doctor.finding import Level, Topic
from rag.engine import Engine
from rag.models.hardware import Hardware
from rag.models.pace import Pace, pace_key
from rag.options import Chat
from rag.settings import Home, read_settings
from tests.rag.doctor.parts import filled, levels, prints
from tests.rag.models.test_fitting import OFFICE


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The graphics card takes a second to answer, and so does the measuring of the search model."""

    def office(_: Path) -> Hardware:
        return OFFICE

    monkeypatch.setattr("rag.doctor.examine.measure", office)
    monkeypatch.setattr(models, "MEASURE_SECONDS", 0.02)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return filled(tmp_path_factory.mktemp("sound"))


@pytest.fixture
def home(sound: Home, tmp_path: Path) -> Home:
    return Home(Path(shutil.copytree(sound.folder, tmp_path / "home")))


def test_a_sound_library_is_well_and_stays_as_it_is(home: Home) -> None:
    before = prints(home.folder)
    found = examine(home)
    assert prints(home.folder) == before
    assert found.is_well
    said = {one.code: one for one in found.findings}
    assert said["library"].facts == {"documents": 2, "passages": 2}
    assert said["files_unread"].level is Level.CHECK
    assert said["index_sealed"].level is Level.GOOD
    assert said["search_model"].facts["rate"]
    assert said["sizes"].facts["library_bytes"] >= home.library_file.stat().st_size
    assert {one.topic for one in found.findings} == {*Topic} - {Topic.FOLDERS}


def test_the_speed_of_the_chat_model_is_what_was_measured(home: Home) -> None:
    home.models_folder.mkdir(exist_ok=True)
    (home.models_folder / "m.gguf").write_bytes(b"GGUF")
    home.settings_file.write_text('[chat]\nmodel = "m.gguf"\n', encoding="utf-8")
    assert "chat_speed_unknown" in levels(examine(home).findings)
    Pace(pace_key(Chat(model="m.gguf"), home.models_folder), home.pace_file).note(read=(301, 2.5), written=(48, 5.0))
    said = {one.code: one for one in examine(home).findings}
    assert said["chat_speed"].facts == {"read": 120, "write": 10}


def test_nothing_is_made_where_there_is_nothing(tmp_path: Path) -> None:
    found = examine(Home(tmp_path / "none"))
    assert list(tmp_path.iterdir()) == []
    assert found.is_well
    assert levels(found.findings)["library_empty"] is Level.CHECK


@pytest.mark.parametrize("how", ["scrambled", "cut", "no database", "a folder"])
def test_a_damaged_library_is_told_and_the_rest_is_looked_at(home: Home, how: str) -> None:
    content = bytearray(home.library_file.read_bytes())
    home.library_file.unlink()
    if how == "a folder":
        home.library_file.mkdir()
    else:
        for place in range(4096, len(content), 7):
            content[place] ^= 0xFF if how == "scrambled" else 0
        whole = {"scrambled": bytes(content), "cut": bytes(content[:9000]), "no database": b"x" * 9000}[how]
        home.library_file.write_bytes(whole)
    before = prints(home.folder)
    found = examine(home)
    assert prints(home.folder) == before
    told = levels(found.findings)
    if how == "a folder":
        assert told["library_empty"] is Level.CHECK
        return
    assert told["library_damaged"] is Level.BAD
    assert "library" not in told
    assert {"switches", "sizes", "search_model"} <= told.keys()
    assert not found.is_well


@pytest.mark.parametrize(
    ("version", "code", "level"), [(3, "library_older", Level.CHECK), (999, "library_newer", Level.BAD)]
)
def test_a_library_of_another_version(home: Home, version: int, code: str, level: Level) -> None:
    with closing(sqlite3.connect(home.library_file)) as raw:
        raw.execute(f"PRAGMA user_version = {version}")
    before = prints(home.folder)
    assert levels(examine(home).findings)[code] is level
    assert prints(home.folder) == before


def test_beside_its_owner_and_after_a_crash_what_was_written_last_is_seen(home: Home, tmp_path: Path) -> None:
    crashed = Home(tmp_path / "crashed")
    with Engine.open(home, read_settings(home)) as engine:
        with engine.library.changing() as changes:
            changes.set_fact("some", "fact")
        assert home.library_file.with_name("library.sqlite-wal").stat().st_size
        told = {one.code: one for one in examine(home).findings}
        assert told["held"].facts == {"pid": str(os.getpid())}
        assert "library" in told
        shutil.copytree(home.folder, crashed.folder)
    crashed.lock_file.with_suffix(".pid").write_text("4194305", encoding="utf-8")  # more than any system gives
    kept = {name: one for name, one in prints(crashed.folder).items() if not name.endswith("-shm")}
    told = {one.code: one for one in examine(crashed).findings}
    assert "library" in told
    assert "page_closed" in told
    assert {name: one for name, one in prints(crashed.folder).items() if not name.endswith("-shm")} == kept


def test_what_its_owner_knows(home: Home) -> None:
    with Engine.open(home, read_settings(home)) as engine:
        index = engine.vectors
        owned = Owned(
            engine.library, engine.settings, index, followed=True, url="http://127.0.0.1:1", since="2026-01-01"
        )
        told = levels(examine(home, owned).findings)
        assert {"page_runs", "index_same", "no_connections"} <= told.keys()
        name, ids = next(iter(index.held().items()))
        index.remove(name, ids[:1])
        found = examine(home, owned)
        assert levels(found.findings)["index_differs"] is Level.BAD
        assert not found.is_well


def test_a_look_that_fails_keeps_nobody_from_the_others(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Home) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("rag.doctor.home.sizes", fail)
    told = {one.code: one for one in examine(home).findings}
    assert told["look_failed"].facts == {"name": "ZeroDivisionError"}
    assert "library" in told
