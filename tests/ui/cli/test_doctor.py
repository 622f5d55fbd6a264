from __future__ import annotations

import json
import os
import stat
import sys
from pathlib import Path

import pytest

from rag.doctor import models
from rag.settings import Home
from tests.rag.doctor.parts import filled, prints
from tests.rag.models.test_fitting import OFFICE
from tests.ui.api.parts import open_engine
from tests.ui.cli.parts import souffleur
from ui.cli.doctor import NOT_WELL
from ui.desk import LocalDesk


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rag.doctor.examine.measure", lambda _: OFFICE)
    monkeypatch.setattr(models, "MEASURE_SECONDS", 0.02)


def test_what_is_well_and_what_to_look_at(tmp_path: Path) -> None:
    home = filled(tmp_path)
    before = prints(home.folder)
    said = souffleur("doctor", home=home)
    assert said.exit_code == 0, said.output
    assert "✓ La bibliothèque est intacte ; documents : 2, passages : 2." in said.stdout
    assert "! Fichiers non lus : 1.\n    → Chacun a sa raison" in said.stdout
    assert "✓ Connexions hors de cette machine en ce moment : 0." in said.stdout
    assert said.stdout.splitlines()[-1].startswith("Tout fonctionne ; à regarder (!) : ")
    english = souffleur("doctor", "--language", "en", home=home).stdout
    assert "The library is whole" in english
    assert "bibliothèque" not in english
    assert prints(home.folder) == before


def test_what_has_to_be_put_right_is_the_exit_code_too(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.folder.mkdir(mode=0o700)
    home.library_file.write_bytes(b"no library at all" * 1000)
    home.settings_file.write_text('[page]\nlangue = "fr"\nporte = 1\n', encoding="utf-8")
    said = souffleur("doctor", home=home)
    assert said.exit_code == NOT_WELL
    for words in ("✕ La bibliothèque", "sauvegarde", "« page.langue »", "« page.porte »", "À corriger (✕) : 3."):
        assert words in said.stdout
    assert "Traceback" not in said.output


def test_for_programs(tmp_path: Path) -> None:
    written = json.loads(souffleur("doctor", "--json", "--models", home=filled(tmp_path)).stdout)
    assert written["well"] is True
    found = {one["code"]: one for one in written["findings"]}
    assert found["library"]["facts"] == {"documents": 2, "passages": 2}
    assert {one["level"] for one in written["findings"]} <= {"good", "check", "bad"}


def test_a_home_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    said = souffleur("doctor", home=Home(tmp_path / "none"))
    assert said.exit_code == 0
    assert "encore vide" in said.stdout
    assert list(tmp_path.iterdir()) == []


def test_while_another_command_holds_the_library(tmp_path: Path) -> None:
    with LocalDesk(open_engine(tmp_path)):
        said = souffleur("doctor", home=Home(tmp_path))
    assert f"processus {os.getpid()}" in said.stdout


def test_while_the_server_runs(home: Home) -> None:
    said = souffleur("doctor", home=home)
    assert "documents : 2, passages : 2." in said.stdout
    assert "dit la même chose que la bibliothèque" in said.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="rights are another matter there")
def test_a_home_that_others_may_read(tmp_path: Path) -> None:
    home = filled(tmp_path)
    home.folder.chmod(0o755)
    said = souffleur("doctor", home=home)
    assert said.exit_code == NOT_WELL
    assert f'chmod 700 "{home.folder}"' in said.stdout
    assert stat.S_IMODE(home.folder.stat().st_mode) == 0o755, "said, not done"
