from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from rag.options import Settings
from rag.settings import Home, parse_settings, read_settings
from tests.ui.api.parts import open_engine, served
from tests.ui.cli.parts import souffleur
from ui.desk import LocalDesk


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


def test_one_is_changed_and_put_back(tmp_path: Path) -> None:
    home = Home(tmp_path)
    said = souffleur("settings", "set", "answering.first_word_seconds", "12,5", home=home)
    assert said.stdout == "answering.first_word_seconds = 12,5\n"
    assert read_settings(home).answering.first_word_seconds == 12.5
    wrong = souffleur("settings", "set", "answering.first_word_seconds", "vite", home=home)
    assert wrong.exit_code
    assert "« vite » n'est pas un nombre." in wrong.stderr
    assert souffleur("settings", "reset", "answering.first_word_seconds", home=home).exit_code == 0
    assert read_settings(home) == Settings()


def test_a_running_server_takes_it(tmp_path: Path) -> None:
    with LocalDesk(open_engine(tmp_path / "home")) as desk, served(desk, desk._engine.home):
        home = desk._engine.home
        assert souffleur("settings", "set", "retrieval.evidence", "4", home=home).exit_code == 0
        assert desk._engine.settings.retrieval.evidence == 4
        said = souffleur("settings", "set", "page.port", "9000", home=home)
        assert said.stdout == "page.port = 9000\nIl comptera au prochain démarrage de Souffleur.\n"
