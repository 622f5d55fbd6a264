"""The folder of the library: its settings, who may read it, its size."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from rag.doctor.finding import Level
from rag.doctor.home import privacy, settings_file, sizes
from rag.settings import Home
from tests.rag.doctor.parts import levels


def written(folder: Path, text: str) -> Home:
    home = Home(folder)
    home.settings_file.write_text(text, encoding="utf-8")
    return home


def test_every_key_that_does_not_exist_is_named(tmp_path: Path) -> None:
    home = written(tmp_path, '[page]\nlangue = "fr"\n[paje]\nport = 1\n')
    found = list(settings_file(home))
    assert [(one.code, one.facts["key"]) for one in found] == [
        ("setting_unknown", "page.langue"),
        ("setting_unknown", "paje"),
    ]
    assert {one.level for one in found} == {Level.BAD}


@pytest.mark.parametrize(
    ("text", "code", "level"),
    [
        ("[page]\nport = 0\n", "settings_invalid", Level.BAD),
        ("[page", "settings_invalid", Level.BAD),
        ("[page]\nport = 80\n", "settings", Level.GOOD),
    ],
)
def test_settings_that_can_and_cannot_be_used(tmp_path: Path, text: str, code: str, level: Level) -> None:
    assert levels(settings_file(written(tmp_path, text))) == {code: level}


def test_no_settings_are_the_delivered_ones(tmp_path: Path) -> None:
    assert levels(settings_file(Home(tmp_path))) == {"settings_none": Level.GOOD}


@pytest.mark.skipif(sys.platform == "win32", reason="rights are another matter there")
def test_who_else_may_read_it(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    assert list(privacy(home)) == []
    home.folder.mkdir(mode=0o700)
    assert levels(privacy(home)) == {"home_private": Level.GOOD}
    home.folder.chmod(0o750)
    home.server_file.write_text("{}", encoding="utf-8")
    home.server_file.chmod(0o644)
    found = list(privacy(home))
    assert levels(found) == {"home_open": Level.BAD, "file_open": Level.BAD}
    assert [one.facts["mode"] for one in found] == ["0750", "0644"]


def test_how_large_it_is(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.library_file.write_bytes(b"x" * 100)
    home.library_file.with_name("library.sqlite-wal").write_bytes(b"x" * 10)
    (home.models_folder / "one").mkdir(parents=True)
    (home.models_folder / "one" / "weights").write_bytes(b"x" * 1000)
    (home.models_folder / "link").symlink_to(home.models_folder / "one" / "weights")
    facts = sizes(home).facts
    assert (facts["library_bytes"], facts["models_bytes"], facts["all_bytes"]) == (110, 1000, 1110)
