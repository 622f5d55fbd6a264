from __future__ import annotations

import json
from pathlib import Path

import pytest

from rag.settings import Home
from tests.ui.api.parts import write_documents
from tests.ui.cli.parts import souffleur
from ui.cli.reading import SHOWN_FAILURES

ESCAPE = "\x1b[2J"


def table(said: str) -> dict[str, str]:
    """The closing table: label → number."""
    rows = [line.rsplit(maxsplit=1) for line in said.splitlines()[:6]]
    return {label.strip(): number for label, number in rows}


def test_the_closing_table(bare: Home, tmp_path: Path) -> None:
    files = write_documents(tmp_path / "files")
    said = souffleur("ingest", files, home=bare)
    assert said.exit_code == 0
    assert table(said.stdout) == {
        "Ajoutés": "2", "Remplacés": "0", "Déplacés": "0", "Oubliés": "0", "Inchangés": "0", "Non lus": "1",
    }  # fmt: skip
    assert "2 passages enregistrés en " in said.stdout
    failures = said.stdout.split("Fichiers non lus\n")[1]
    assert failures.startswith(f"  {files / 'plan.xyz'}\n    Ce type de fichier n'est pas lu. Enregistrez-le en PDF")

    (files / "bail.txt").write_text("Le bail est renouvelé pour neuf ans.", encoding="utf-8")
    (files / "tarifs été.txt").rename(files / "tarifs.txt")
    (files / "plan.xyz").unlink()
    again = souffleur("ingest", files, "--language", "en", home=bare)
    assert table(again.stdout) == {
        "Added": "0", "Replaced": "1", "Moved": "1", "Forgotten": "1", "Unchanged": "0", "Not read": "0",
    }  # fmt: skip
    assert "Files that were not read" not in again.stdout


def test_a_second_reading_and_a_retry(bare: Home, tmp_path: Path) -> None:
    files = write_documents(tmp_path / "files")
    souffleur("ingest", files, home=bare)
    assert table(souffleur("ingest", files, home=bare).stdout)["Inchangés"] == "3"
    retried = souffleur("ingest", "--retry", files, home=bare).stdout
    assert (table(retried)["Inchangés"], table(retried)["Non lus"]) == ("2", "1")


def test_for_programs(bare: Home, tmp_path: Path) -> None:
    files = write_documents(tmp_path / "files")
    said = souffleur("ingest", files, "--collection", "Été", "--json", home=bare)
    events = [json.loads(line) for line in said.stdout.splitlines()]
    assert [events[0]["event"], events[-1]["event"]] == ["planned", "summary"]
    assert events[-1]["added"] == 2
    assert [one["reason"] for one in events[-1]["failures"]] == ["unsupported"]
    listed = json.loads(souffleur("documents", "--json", home=bare).stdout)
    assert {one["collection"] for one in listed["documents"]} == {"Été"}


def test_a_folder_that_is_not_there_changes_nothing(home: Home) -> None:
    said = souffleur("ingest", "/nulle/part", home=home)
    assert (said.exit_code, said.stdout) == (3, "")
    assert "« /nulle/part » n'existe pas" in said.stderr
    assert "Rien n'a été retiré de la bibliothèque." in said.stderr
    assert souffleur("documents", home=home).stdout.endswith("2 documents, 2 passages ; 1 fichier non lu.\n")


def test_many_failures_are_counted_and_none_commands_the_terminal(bare: Home, tmp_path: Path) -> None:
    files = tmp_path / "files"
    files.mkdir()
    for number in range(SHOWN_FAILURES + 2):
        (files / f"plan [red]{ESCAPE}{number:02}.txt").touch()
    said = souffleur("ingest", files, home=bare).stdout
    assert said.count("Le fichier est vide.") == SHOWN_FAILURES
    assert said.endswith("  … 2\n")
    assert ESCAPE not in said
    assert "plan [red]" in said


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("fr", "Tout est en ordre : 2 passages vérifiés."),
        ("en", "Everything is in order: 2 passages checked."),
    ],
)
def test_repair(home: Home, language: str, shown: str) -> None:
    said = souffleur("repair", "--language", language, home=home)
    assert (said.exit_code, said.stdout) == (0, f"{shown}\n")
