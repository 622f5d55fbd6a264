from __future__ import annotations

import json
from pathlib import Path

import pytest

from rag.settings import Home
from tests.ui.api.parts import write_documents
from tests.ui.cli.parts import souffleur


def test_documents_and_what_was_not_read(home: Home, documents: Path) -> None:
    said = souffleur("documents", home=home)
    assert said.exit_code == 0
    assert f"bail.txt\n    bail · Atelier · {documents / 'bail.txt'}" in said.stdout
    assert f"✗ {documents / 'plan.xyz'}\n    Ce type de fichier n'est pas lu. Enregistrez-le en PDF" in said.stdout
    assert said.stdout.endswith("2 documents, 2 passages ; 1 fichier non lu.\n")
    english = souffleur("documents", "--language", "en", home=home).stdout
    assert "This kind of file is not read." in english
    assert english.endswith("2 documents, 2 passages; 1 file not read.\n")


def test_for_programs(home: Home) -> None:
    listed = json.loads(souffleur("documents", "--json", home=home).stdout)
    assert [one["passages"] for one in listed["documents"]] == [1, 1]
    assert [one["failure"] for one in listed["failures"]] == ["unsupported"]


def test_an_empty_library(bare: Home) -> None:
    said = souffleur("documents", home=bare)
    assert (said.exit_code, said.stdout) == (0, "0 document, 0 passage ; 0 fichier non lu.\n")


@pytest.mark.parametrize(("typed", "language"), [("o\n", "fr"), ("Oui\n", "fr"), ("y\n", "en")])
def test_forgetting_asks_first(bare: Home, tmp_path: Path, typed: str, language: str) -> None:
    files = write_documents(tmp_path / "files")
    souffleur("ingest", files, home=bare)
    kept = souffleur("forget", "bail.txt", home=bare, typed="n\n")
    assert kept.exit_code == 1
    assert "Rien n'a été oublié." in kept.stdout
    nobody = souffleur("forget", "bail.txt", home=bare)
    assert nobody.exit_code == 1
    said = souffleur("forget", "bail.txt", "--language", language, home=bare, typed=typed)
    assert said.exit_code == 0
    assert str(files / "bail.txt") in said.stdout
    assert (files / "bail.txt").is_file()
    assert len(json.loads(souffleur("documents", "--json", home=bare).stdout)["documents"]) == 1


def test_forgetting_by_name_path_or_id_without_asking(bare: Home, tmp_path: Path) -> None:
    files = write_documents(tmp_path / "files")
    souffleur("ingest", files, home=bare)
    listed = json.loads(souffleur("documents", "--json", home=bare).stdout)["documents"]
    said = souffleur("forget", "--yes", listed[0]["id"], "tarifs été.txt", files / "bail.txt", home=bare)
    assert (said.exit_code, said.stdout) == (0, "2 document(s) oublié(s).\n")


def test_forgetting_says_which_questions_still_name_it(bare: Home, tmp_path: Path) -> None:
    souffleur("ingest", write_documents(tmp_path / "files"), home=bare)
    souffleur("evaluate", "add", "Préavis ?", "--source", "bail.txt", home=bare)
    souffleur("evaluate", "add", "Chêne ?", "--source", "tarifs été.txt", home=bare)
    said = souffleur("forget", "--yes", "bail.txt", home=bare)
    assert "restent : q001." in said.stdout
    bare.questions_file.write_text("{", encoding="utf-8")
    spoilt = souffleur("forget", "--yes", "tarifs été.txt", home=bare)
    assert (spoilt.exit_code, spoilt.stdout) == (0, "1 document(s) oublié(s).\n")


def test_forgetting_what_is_not_there(home: Home) -> None:
    said = souffleur("forget", "--yes", "bail.txt", "inconnu.pdf", home=home)
    assert said.exit_code == 3
    assert "« inconnu.pdf »" in said.stderr
    assert "« souffleur documents »" in said.stderr
    assert souffleur("documents", home=home).stdout.endswith("2 documents, 2 passages ; 1 fichier non lu.\n")
