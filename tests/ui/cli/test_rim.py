from __future__ import annotations

import sys
from pathlib import Path

import pytest

from rag.errors import LibraryEmpty
from rag.settings import Home
from tests.ui.api.parts import QUESTION, fill, open_engine, write_documents
from tests.ui.cli.parts import souffleur
from ui.cli import documents as command
from ui.cli.rim import INTERRUPTED, choose, guarded
from ui.desk import LocalDesk

SECRET = "phrase d'un document"


def test_a_defect_is_a_sentence_and_a_line_in_the_log(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError(SECRET)

    monkeypatch.setattr(command, "_total", fail)
    said = souffleur("documents", home=home)
    assert said.exit_code == 70
    assert "problème imprévu (ZeroDivisionError)" in said.stderr
    assert str(home.log_file) in said.stderr
    assert "Traceback" not in said.stderr
    log = home.log_file.read_text(encoding="utf-8")
    assert "ZeroDivisionError" in log
    assert SECRET not in log


@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_error_of_ours(language: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    @guarded
    def empty() -> None:
        raise LibraryEmpty

    choose(tmp_path, language)
    with pytest.raises(SystemExit) as ended:
        empty()
    assert ended.value.code == 3
    assert capsys.readouterr().err == f"{LibraryEmpty().sentence(language)}\n→ {LibraryEmpty().next_step(language)}\n"  # type: ignore[arg-type]


def test_ctrl_c_says_what_stays(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    @guarded
    def interrupted() -> None:
        raise KeyboardInterrupt

    choose(tmp_path, "fr")
    with pytest.raises(SystemExit) as ended:
        interrupted()
    assert ended.value.code == INTERRUPTED
    assert "Ce qui était enregistré le reste." in capsys.readouterr().err


def test_a_reader_of_our_output_who_leaves_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    @guarded
    def cut() -> None:
        raise BrokenPipeError

    monkeypatch.setattr(sys, "stderr", (tmp_path / "err").open("w"))
    with pytest.raises(SystemExit) as ended:
        cut()
    assert ended.value.code == 0


def test_a_home_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    said = souffleur("documents", home=Home(tmp_path / "file" / "home"))
    assert said.exit_code == 3
    assert "n'existe pas ou n'est pas lisible" in said.stderr


@pytest.mark.parametrize(
    ("written", "complaint"),
    [("[page]\nlangue = 'fr'\n", "« page.langue »"), ("[page]\nport = 0\n", "page.port"), ("[page", "souffleur.toml")],
)
def test_settings_that_cannot_be_used(tmp_path: Path, written: str, complaint: str) -> None:
    home = Home(tmp_path)
    home.settings_file.write_text(written, encoding="utf-8")
    said = souffleur("documents", home=home)
    assert said.exit_code == 5
    assert complaint in said.stderr
    assert "souffleur settings example" in said.stderr


def test_the_language_of_the_settings(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.settings_file.write_text('[page]\nlanguage = "en"\n', encoding="utf-8")
    assert souffleur("documents", home=home).stdout == "0 documents, 0 passages; 0 files not read.\n"
    assert "fichier non lu" in souffleur("documents", "--language", "fr", home=home).stdout


def test_a_library_that_another_program_holds(tmp_path: Path) -> None:
    with LocalDesk(open_engine(tmp_path)):
        said = souffleur("documents", home=Home(tmp_path))
    assert said.exit_code == 4
    assert "est déjà ouverte par un autre programme" in said.stderr


@pytest.mark.model
def test_another_search_model_is_refused_with_the_command_that_helps(tmp_path: Path) -> None:
    with open_engine(tmp_path / "home") as engine:
        fill(engine, write_documents(tmp_path / "files"))
    home = Home(tmp_path / "home")
    refused = souffleur("ingest", tmp_path / "files", "--retry", home=home)
    assert refused.exit_code == 5
    assert "« souffleur repair »" in refused.stderr
    assert souffleur("repair", home=home).exit_code == 0
    assert "six mois" in souffleur("ask", QUESTION, home=home).stdout


def test_options_that_do_not_fit_each_other_are_a_mistake_of_the_user(home: Home) -> None:
    said = souffleur("watch", "--stop", home=home)
    assert said.exit_code == 2
    assert "--stop DOSSIER…" in said.stderr
