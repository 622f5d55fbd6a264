"""Killed at every named point, once in a first reading, once in an update; the next run ends as if nothing had been."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bench.crash import change, write
from bench.library_state import State, clean_build, judge, state
from ingest.pipeline import ingest
from rag.engine import Engine
from rag.models.fakes import HashEmbedder
from rag.options import Settings
from rag.repair import Repaired
from rag.settings import Home, read_settings
from rag.store.comparison import compare
from tests.ingest.killed_child import POINTS

pytestmark = pytest.mark.slow

SETTINGS = '[embedding]\nmodel = "hash/64"\n[ingest]\nworkers = 1\n'
ROOT = Path(__file__).resolve().parents[2]
READING = [point for point in POINTS if "rebuild" not in point and "switch" not in point and "next" not in point]
REBUILDING = ["before a rebuild", "during a rebuild", "before the switch", "after the switch"]
REPAIRING = ["after the next vectors", *REBUILDING, "between the switch and its commit"]
ONLY_IN_UPDATES = {
    "between delete and add of one document",
    "before deleting from the index",
    "after deleting from the index",
}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A home that has read ten documents, beside them; the documents have changed since."""
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "souffleur.toml").write_text(SETTINGS, encoding="utf-8")
    chance = random.Random(3)
    for number in range(10):
        write(tmp_path / "documents" / f"lettre {number}.eml", chance)
    finish(tmp_path)
    change(tmp_path / "documents", chance, 1)
    return tmp_path


def finish(place: Path) -> None:
    home = Home(place / "home")
    with Engine.open(home, read_settings(home), wait_seconds=5) as engine:
        list(ingest(engine, [place / "documents"]))


def clean(place: Path) -> State:
    return clean_build([place / "documents"], place / "clean", place / "home" / "souffleur.toml")


def kill(place: Path, point: str, nth: int = 1, *more: str) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.ingest.killed_child",
            place / "home",
            place / "documents",
            point,
            str(nth),
            *more,
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stdout + done.stderr


def started_again(place: Path) -> None:
    for item in (place / "home").iterdir():
        if item.name != "souffleur.toml":
            shutil.rmtree(item) if item.is_dir() else item.unlink()


@pytest.mark.parametrize("point", [point for point in READING if point not in ONLY_IN_UPDATES])
def test_a_first_reading(place: Path, point: str) -> None:
    started_again(place)
    kill(place, point)
    finish(place)
    assert judge(state(place / "home"), clean(place)).where == ()


@pytest.mark.parametrize("point", READING)
def test_an_update(place: Path, point: str) -> None:
    kill(place, point)
    finish(place)
    assert judge(state(place / "home"), clean(place)).where == ()


@pytest.mark.parametrize("point", REBUILDING)
def test_a_rebuild_of_a_lost_index(place: Path, point: str) -> None:
    shutil.rmtree(place / "home" / "chroma")
    kill(place, point)
    finish(place)
    assert judge(state(place / "home"), clean(place)).where == ()


@pytest.mark.parametrize("point", REPAIRING)
def test_a_change_of_the_search_model(place: Path, point: str) -> None:
    kill(place, point, 1, "32")
    home = Home(place / "home")
    with Engine.open(home, Settings(), embedder=HashEmbedder(32), wait_seconds=5) as engine:
        found = engine.search("le délai du chantier", engine.scope())
        assert found.hits
        assert found.words_only == ""
        assert isinstance(list(engine.repair())[-1], Repaired)
        assert not compare(engine.library, engine.vectors)
        assert engine.embedder.fingerprint == "hash/32/1"
