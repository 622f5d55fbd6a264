from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path

import pytest

from rag.settings import Home
from tests.ui.cli.parts import souffleur, start
from ui.cli.main import common_first

COMMANDS = ("ingest", "ask", "search", "documents", "forget", "serve", "repair", "settings")


@pytest.mark.parametrize(
    ("typed", "sorted_out"),
    [
        (["ask", "x", "--home", "/a"], ["--home", "/a", "ask", "x"]),
        (["ask", "--home=/a", "x", "--language", "en"], ["--home=/a", "--language", "en", "ask", "x"]),
        (["--home", "/a", "ask", "x"], ["--home", "/a", "ask", "x"]),
        (["ask", "--", "--home", "/a"], ["ask", "--", "--home", "/a"]),
        (["ask", "--home"], ["--home", "ask"]),
        (["ask", "--homes", "/a"], ["ask", "--homes", "/a"]),
        ([], []),
    ],
)
def test_what_every_command_takes_may_stand_behind_it(typed: list[str], sorted_out: list[str]) -> None:
    assert common_first(typed) == sorted_out


def test_help_names_every_command_in_both_languages() -> None:
    said = souffleur("--help")
    assert said.exit_code == 0
    assert all(f"\n  {command} " in said.stdout for command in COMMANDS)
    assert "d'après vos documents" in said.stdout
    assert "from your documents" in said.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    said = souffleur(command, "--help")
    assert said.exit_code == 0
    assert " / " in said.stdout


def test_version() -> None:
    assert souffleur("--version").stdout == f"souffleur {version('souffleur')}\n"


@pytest.mark.parametrize("typed", [["--language", "de", "documents"], ["nothing"], ["ask"], ["ask", "x", "--never"]])
def test_what_is_typed_wrongly_has_the_exit_code_of_usage(typed: list[str]) -> None:
    assert souffleur(*typed).exit_code == 2


def test_the_real_program_with_its_home_behind_the_command(home: Home, tmp_path: Path) -> None:
    program = start("documents", "--json", "--home", home.folder, home=Home(tmp_path / "other"))
    said, complaint = program.communicate()
    assert (program.returncode, complaint) == (0, "")
    assert len(json.loads(said)["documents"]) == 2
    assert not (tmp_path / "other").exists()
