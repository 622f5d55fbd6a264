from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from rag.options import Settings
from rag.settings import Home, parse_settings
from tests.ui.cli.parts import souffleur


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_example_is_valid_and_explains_every_setting(tmp_path: Path, language: str) -> None:
    said = souffleur("settings", "example", "--language", language, home=Home(tmp_path))
    assert said.exit_code == 0
    written = tomllib.loads(said.stdout)
    assert parse_settings(written, tmp_path) == Settings()
    keys = sum(len(section) for section in written.values())
    assert said.stdout.count("\n# ") == keys
    assert said.stdout.startswith("[page]\n# Langue" if language == "fr" else "[page]\n# Language")


def test_what_is_in_force(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.settings_file.write_text('[page]\nport = 9000\nlanguage = "en"\n', encoding="utf-8")
    said = souffleur("settings", "show", home=home)
    shown = tomllib.loads(said.stdout)
    assert (shown["page"]["port"], shown["page"]["language"]) == (9000, "en")
    assert parse_settings(shown, tmp_path).ingest == Settings().ingest


def test_where_the_file_lies(tmp_path: Path) -> None:
    assert souffleur("settings", "path", home=Home(tmp_path)).stdout == f"{tmp_path / 'souffleur.toml'}\n"
