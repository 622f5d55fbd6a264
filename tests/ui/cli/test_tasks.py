"""`souffleur tasks`, as a person types it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.errors import Kind
from rag.settings import Home
from tests.ui.api.parts import fill, open_engine, served
from tests.ui.cli.parts import souffleur
from tests.ui.cli.test_office import TEXT
from ui.desk import LocalDesk


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "Réunions"
    made.mkdir()
    (made / "Compte rendu 2026-03-02.txt").write_text(TEXT, encoding="utf-8")
    return made


@pytest.fixture
def own(tmp_path: Path, folder: Path) -> Iterator[Home]:
    home = Home(tmp_path / "home")
    with LocalDesk(open_engine(home.folder)) as desk:
        fill(desk._engine, folder)
        with served(desk, home):
            yield home


def test_what_was_done_is_listed_shown_written_and_deleted(own: Home, folder: Path, tmp_path: Path) -> None:
    assert "Aucune tâche" in souffleur("tasks", "list", home=own).output
    assert souffleur("summarise", folder, "--no-model", home=own).exit_code == 0
    (kept,) = json.loads(souffleur("tasks", "list", "--json", home=own).stdout)
    listed = souffleur("tasks", "list", home=own).output
    assert "Compte rendu 2026-03-02.txt" in listed
    assert "terminée" in listed
    shown = souffleur("tasks", "show", kept["id"][:6], home=own).output
    assert "Il est décidé de signer." in shown
    assert json.loads(souffleur("tasks", "show", kept["id"], "--json", home=own).stdout)["result"]["meetings"]
    for kind in ("md", "csv", "docx", "ics", "json"):
        told = souffleur("tasks", "export", kept["id"], tmp_path / f"out.{kind}", home=own)
        assert told.exit_code == 0, told.output
        assert (tmp_path / f"out.{kind}").stat().st_size > 100
    assert souffleur("tasks", "delete", kept["id"], home=own, typed="n\n").exit_code == 1
    assert souffleur("tasks", "delete", kept["id"], "--yes", home=own).exit_code == 0
    assert json.loads(souffleur("tasks", "list", "--json", home=own).stdout) == []


def test_a_failed_task_says_why(own: Home, tmp_path: Path) -> None:
    assert souffleur("summarise", tmp_path / "absent.docx", home=own).exit_code == Kind.NOT_FOUND
    (kept,) = json.loads(souffleur("tasks", "list", "--json", home=own).stdout)
    shown = souffleur("tasks", "show", kept["id"], home=own)
    assert shown.exit_code == 0, shown.output
    assert "absent.docx" in shown.output.replace("\n", "")
    assert souffleur("tasks", "export", kept["id"], tmp_path / "out.md", home=own).exit_code == 1


def test_what_cannot_be_done_is_said(own: Home, tmp_path: Path) -> None:
    for arguments, kind in (
        (("show", "nobody"), Kind.NOT_FOUND),
        (("delete",), Kind.USAGE),
        (("delete", "x", "--all"), Kind.USAGE),
        (("export", "nobody", str(tmp_path / "out.md")), Kind.NOT_FOUND),
    ):
        said = souffleur("tasks", *arguments, home=own)
        assert said.exit_code == kind, said.output
        assert "Traceback" not in said.output
