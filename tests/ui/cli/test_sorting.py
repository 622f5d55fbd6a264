"""`souffleur sort` and `souffleur categories`, as a person types them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.make.incoming import incoming
from rag.errors import Kind
from rag.settings import Home
from tests.ui.api.parts import open_engine, served
from tests.ui.cli.parts import souffleur
from ui.desk import LocalDesk


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("courrier")
    for name, content in incoming().items():
        if name.startswith(("04", "17")):
            (made / name).write_bytes(content)
    return made


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    home = Home(tmp_path_factory.mktemp("home"))
    with LocalDesk(open_engine(home.folder)) as desk, served(desk, home):
        yield home


@pytest.mark.slow
def test_mail_is_shown_written_and_corrected(own: Home, folder: Path, tmp_path: Path) -> None:
    told = souffleur("sort", folder, "--day", "2026-05-06", "--drafts", home=own)
    assert told.exit_code == 0, told.output
    for words in ("Escalier en frêne", "Demande de devis", "Pas sûr", "[Votre nom]", "2 courriels triés"):
        assert words in told.output
    written = json.loads(souffleur("sort", folder, "--json", home=own).stdout)
    assert written["count"] == 2
    short = next(one["mail"]["id"] for one in written["mails"] if one["mail"]["subject"] == "Bonjour")
    taught = souffleur("sort", folder, "--correct", f"{short[:8]}=Rendez-vous", home=own)
    assert "Rendez-vous (votre choix)" in taught.output
    table = tmp_path / "tri.csv"
    assert souffleur("sort", folder, "--output", table, home=own).exit_code == 0
    assert table.read_text(encoding="utf-8-sig").count("\n") >= 3
    assert souffleur("categories", "forget", short, home=own).exit_code == 0
    assert souffleur("categories", "forget", short, home=own).exit_code == Kind.NOT_FOUND


def test_categories_are_listed_and_changed(own: Home) -> None:
    assert "Rendez-vous" in souffleur("categories", "list", home=own).output
    made = souffleur("categories", "set", "Candidatures", "--sentence", "Un emploi.", "--example", "CV", home=own)
    assert made.exit_code == 0, made.output
    listed = json.loads(souffleur("categories", "list", "--json", home=own).stdout)
    assert listed[-1]["name"] == "Candidatures"
    assert souffleur("categories", "remove", "Candidatures", home=own).exit_code == 0
    assert souffleur("categories", "remove", "Rien", home=own).exit_code == Kind.NOT_FOUND
    assert souffleur("categories", "restore", home=own).exit_code == 0
    english = souffleur("categories", "list", "--language", "en", home=own).output
    assert "Appointment" in english


def test_what_cannot_be_done_is_said(own: Home, folder: Path, tmp_path: Path) -> None:
    for arguments, kind in (
        ((folder / "absent.eml",), Kind.NOT_FOUND),
        ((tmp_path,), Kind.NOT_FOUND),
        ((folder, "--output", tmp_path / "out.xyz"), Kind.USAGE),
        ((folder, "--correct", "rien"), Kind.USAGE),
    ):
        said = souffleur("sort", *arguments, home=own)
        assert said.exit_code == kind, said.output
        assert "Traceback" not in said.output
