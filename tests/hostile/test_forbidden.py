"""What the rights of this user do not open: said, for root too, once its right to open everything is taken away."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.crash import COMMAND
from rag.errors import Kind

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = '[embedding]\nmodel = "hash/64"\n[ingest]\nworkers = 1\n'
# Root opens every file by these two rights; without them it is a user like others, with the files of this test its own.
ORDINARY = ("setpriv", "--inh-caps=-all", "--bounding-set=-dac_override,-dac_read_search")


def souffleur(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    before = ORDINARY if os.geteuid() == 0 else ()
    return subprocess.run(
        [*before, *COMMAND, "--home", str(home), *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def names(home: Path) -> set[str]:
    found = json.loads(souffleur(home, "documents", "--json").stdout)
    return {Path(path).name for one in found["documents"] for path in one["paths"]}


def failures(home: Path) -> dict[str, str]:
    found = json.loads(souffleur(home, "documents", "--json").stdout)
    return {Path(one["path"]).name: one["failure"] for one in found["failures"]}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    if os.geteuid() == 0 and shutil.which("setpriv") is None:
        pytest.skip("nothing is shut to root, and there is no program to take its rights")
    made = tmp_path / "home"
    made.mkdir()
    (made / "souffleur.toml").write_text(SETTINGS, encoding="utf-8")
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    made = tmp_path / "documents"
    (made / "bureau").mkdir(parents=True)
    for name in ("ouvert.txt", "interdit.txt", "bureau/note.txt"):
        (made / name).write_text(f"Le texte du fichier {name}.", encoding="utf-8")
    yield made
    (made / "bureau").chmod(0o700)


def test_a_file_without_the_right_to_read_it_has_its_reason(home: Path, folder: Path) -> None:
    (folder / "interdit.txt").chmod(0)
    done = souffleur(home, "ingest", str(folder))
    assert done.returncode == 0, done.stderr
    assert "n'a pas le droit d'ouvrir ce fichier" in " ".join(done.stdout.split())
    assert names(home) == {"ouvert.txt", "note.txt"}
    assert failures(home) == {"interdit.txt": "unreadable"}
    (folder / "interdit.txt").chmod(0o600)
    assert souffleur(home, "ingest", "--retry", str(folder)).returncode == 0
    assert names(home) == {"ouvert.txt", "note.txt", "interdit.txt"}
    assert failures(home) == {}


def test_what_was_read_before_a_right_was_taken_away_stays(home: Path, folder: Path) -> None:
    assert souffleur(home, "ingest", str(folder)).returncode == 0
    everything = names(home)
    (folder / "bureau").chmod(0)
    (folder / "interdit.txt").chmod(0)
    (folder / "ouvert.txt").write_text("Le texte a changé.", encoding="utf-8")
    done = souffleur(home, "ingest", str(folder))
    assert done.returncode == 0, done.stderr
    assert names(home) == everything == {"ouvert.txt", "note.txt", "interdit.txt"}


def test_a_home_that_cannot_be_written_is_said(home: Path, folder: Path) -> None:
    home.chmod(0o500)
    done = souffleur(home, "ingest", str(folder))
    home.chmod(0o700)
    assert "Traceback" not in done.stderr
    assert done.returncode in {*Kind}, done.stderr
