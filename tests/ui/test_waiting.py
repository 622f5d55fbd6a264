"""Two commands at one library: who changes it waits and says so, who reads it waits a moment."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.errors import Kind
from rag.settings import Home
from rag.store.lock import LibraryLock
from ui.cli.rim import INTERRUPTED

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    (folder / "souffleur.toml").write_text('[embedding]\nmodel = "hash/64"\n', encoding="utf-8")
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "bail.eml").write_text(
        "Subject: Le bail\n\nLe préavis est de six mois.\n", encoding="utf-8"
    )
    return folder


@pytest.fixture
def lock(home: Path) -> Iterator[LibraryLock]:
    held = LibraryLock(Home(home))
    yield held
    held.release()


def start(home: Path, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", "from ui.cli.main import run; run()", "--home", str(home), *words],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def test_a_second_reading_waits_says_for_whom_and_then_runs(home: Path, lock: LibraryLock, tmp_path: Path) -> None:
    second = start(home, "ingest", str(tmp_path / "documents"))
    assert second.stderr is not None
    said = second.stderr.readline()
    assert f"processus {os.getpid()}" in said
    assert "j'attends" in said
    assert second.poll() is None
    lock.release()
    _, rest = second.communicate(timeout=120)
    assert second.returncode == 0, rest


def test_ctrl_c_ends_the_waiting(home: Path, lock: LibraryLock, tmp_path: Path) -> None:
    second = start(home, "ingest", str(tmp_path / "documents"))
    assert second.stderr is not None
    second.stderr.readline()
    second.send_signal(signal.SIGINT)
    _, rest = second.communicate(timeout=60)
    assert second.returncode == INTERRUPTED
    assert "Traceback" not in rest


@pytest.mark.parametrize("words", [("documents",), ("search", "bail"), ("ask", "Quel préavis ?")])
def test_a_reading_command_gives_up_with_a_sentence(home: Path, lock: LibraryLock, words: tuple[str, ...]) -> None:
    done = start(home, *words)
    _, said = done.communicate(timeout=60)
    assert done.returncode == Kind.BUSY
    assert "déjà ouverte" in said
    assert str(os.getpid()) in said


def test_two_readings_at_once_both_end_well(home: Path, tmp_path: Path) -> None:
    both = [start(home, "ingest", str(tmp_path / "documents")) for _ in range(2)]
    ended = [one.communicate(timeout=180) for one in both]
    assert [one.returncode for one in both] == [0, 0], ended
