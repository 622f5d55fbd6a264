"""`souffleur summarise`, as a person types it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.errors import Kind
from rag.settings import Home
from tests.ui.api.parts import fill, open_engine, served
from tests.ui.cli.parts import souffleur
from ui.desk import LocalDesk

TEXT = (
    "Compte rendu de réunion du 2 mars 2026\nPrésents : Paul, Inès\n"
    "Il est décidé de signer. Paul enverra le bail pour le 12 mars 2026."
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("Réunions")
    (made / "Compte rendu 2026-03-02.txt").write_text(TEXT, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory, folder: Path) -> Iterator[Home]:
    home = Home(tmp_path_factory.mktemp("home"))
    with LocalDesk(open_engine(home.folder)) as desk:
        fill(desk._engine, folder)
        with served(desk, home):
            yield home


def test_minutes_are_shown(own: Home, folder: Path) -> None:
    told = souffleur("summarise", folder, "--day", "2026-04-01", home=own)
    assert told.exit_code == 0, told.output
    for words in (
        "Présents : Paul, Inès",
        "Décisions",
        "Il est décidé de signer.",
        "Paul – 12 mars 2026",
        "En retard au",
    ):
        assert words in told.output.replace("\u00a0", " ")
    english = souffleur("summarise", folder, "--language", "en", home=own).output
    assert "Decisions" in english
    written = json.loads(souffleur("summarise", folder, "--json", "--day", "2026-04-01", home=own).stdout)
    assert [row["who"] for row in written["overdue"]] == ["Paul"]


@pytest.mark.parametrize("kind", ["md", "csv", "docx", "ics"])
def test_minutes_are_written(own: Home, folder: Path, tmp_path: Path, kind: str) -> None:
    told = souffleur("summarise", folder, "--output", tmp_path / f"out.{kind}", home=own)
    assert told.exit_code == 0, told.output
    assert f"out.{kind}" in told.output.replace("\n", "")
    begins = {"md": b"# ", "csv": b"\xef\xbb\xbf", "docx": b"PK", "ics": b"BEGIN:VCALENDAR"}
    assert (tmp_path / f"out.{kind}").read_bytes().startswith(begins[kind])


def test_what_cannot_be_done_is_said(own: Home, folder: Path, tmp_path: Path) -> None:
    for arguments, kind in (
        ((folder / "absent.docx",), Kind.NOT_FOUND),
        ((folder, "--output", tmp_path / "out.xyz"), Kind.USAGE),
        ((folder, "--output", Path("/proc/nowhere/out.md")), Kind.UNAVAILABLE),
        ((folder, "--day", "hier"), Kind.USAGE),
        ((tmp_path,), Kind.NOT_FOUND),
    ):
        said = souffleur("summarise", *arguments, home=own)
        assert said.exit_code == kind, said.output
        assert "Traceback" not in said.output
