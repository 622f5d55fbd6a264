"""Settings changed here and behind the server: in the file, and in force where that can be."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.errors import OutOfBounds, SettingUnknown
from rag.options import Settings
from rag.settings import Home, read_settings
from tests.ui.api.parts import PLACES, open_engine, seen_from
from ui.desk import Desk, LocalDesk
from ui.settings import AT_START, LocalSettings


@pytest.fixture
def owner(tmp_path: Path) -> Iterator[LocalDesk]:
    with LocalDesk(open_engine(tmp_path / "home")) as desk:
        yield desk


@pytest.fixture(params=PLACES)
def desk(request: pytest.FixtureRequest, owner: LocalDesk) -> Iterator[Desk]:
    with seen_from(request.param, owner) as seen:
        yield seen


def test_a_value_is_written_put_in_force_and_taken_back(desk: Desk, owner: LocalDesk) -> None:
    engine = owner._engine
    assert [one.name for one in desk.settings.all() if one.written] == []
    changed = desk.settings.change("answering.first_word_seconds", "12,5", "fr")
    assert (changed.value, changed.written, changed.in_force) == (12.5, True, True)
    assert engine.settings.answering.first_word_seconds == 12.5
    assert read_settings(engine.home).answering.first_word_seconds == 12.5
    back = desk.settings.reset("answering.first_word_seconds")
    assert (back.value, back.written, back.in_force) == (8.0, False, True)
    assert engine.settings == Settings()


def test_what_is_read_at_the_start_waits_for_the_next_one(desk: Desk, owner: LocalDesk) -> None:
    changed = desk.settings.change("page.port", "9000", "fr")
    assert (changed.value, changed.in_force) == (9000, False)
    desk.settings.change("retrieval.evidence", "4", "fr")
    assert owner._engine.settings.retrieval.evidence == 4
    assert [one.name for one in desk.settings.all() if not one.in_force] == ["page.port"]
    assert desk.settings.reset("page.port").in_force


def test_what_is_wrong_is_said_and_changes_nothing(desk: Desk) -> None:
    with pytest.raises(OutOfBounds):
        desk.settings.change("retrieval.strictness", "9", "fr")
    for name in ("retrieval.nothing", "nothing", ""):
        with pytest.raises(SettingUnknown):
            desk.settings.change(name, "1", "fr")
        with pytest.raises(SettingUnknown):
            desk.settings.reset(name)
    assert [one.name for one in desk.settings.all() if one.written] == []


def test_without_a_library_the_file_alone_is_changed(tmp_path: Path) -> None:
    book = LocalSettings(Home(tmp_path))
    assert book.change("page.keep_conversations", "non", "fr").value is False
    assert read_settings(Home(tmp_path)).page.keep_conversations is False


def test_every_name_that_waits_is_one(tmp_path: Path) -> None:
    assert {one.name for one in LocalSettings(Home(tmp_path)).all()} >= AT_START
