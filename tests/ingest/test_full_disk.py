"""A disk that fills up, and a disk that fails at any single write: a sentence, and nothing lost."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.crash import COMMAND, write
from bench.library_state import clean_build, judge, state
from rag.errors import Kind

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = '[embedding]\nmodel = "hash/64"\n[ingest]\nworkers = 1\n'
WATCHDOG_SECONDS = 120  # far more than any of these takes; a hang is what it is for


def souffleur(home: Path, *words: str, before: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*before, *COMMAND, "--home", str(home), *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=WATCHDOG_SECONDS,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def prepare(home: Path, documents: Path, count: int, paragraphs: int = 1) -> None:
    home.mkdir(exist_ok=True)
    (home / "souffleur.toml").write_text(SETTINGS, encoding="utf-8")
    chance = random.Random(6)
    for number in range(count):
        file = documents / f"lettre {number}.eml"
        write(file, chance)
        if paragraphs > 1:
            with file.open("a", encoding="utf-8") as more:
                more.writelines(f"\n{chance.random()} devis du chantier {chance.random()}\n" for _ in range(paragraphs))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 60 MB in memory; its last 50 MB are what Souffleur leaves free."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=60m", "tmpfs", disk], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("mounting a small disk takes the rights of root")
    yield disk
    subprocess.run(["umount", "-l", disk], check=True)


def enlarge(disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,size=400m", disk], check=True)


def fill_up(disk: Path) -> Path:
    """Another program takes all that is left."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for block in (1 << 20, 4096):
            try:
                while True:
                    file.write(b"x" * block)
            except OSError:
                continue
    return ballast


def test_a_disk_that_fills_up_stops_the_run_and_loses_nothing(small_disk: Path, tmp_path: Path) -> None:
    home, documents = small_disk / "home", tmp_path / "documents"
    prepare(home, documents, 120, paragraphs=600)
    stopped = souffleur(home, "ingest", str(documents))
    assert stopped.returncode == Kind.UNAVAILABLE, stopped.stderr
    assert "est plein" in stopped.stderr
    assert "Traceback" not in stopped.stderr
    asked = souffleur(home, "ask", "devis du chantier")
    assert asked.returncode == 0, asked.stderr
    assert "Sources" in asked.stdout
    enlarge(small_disk)
    finished = souffleur(home, "ingest", str(documents))
    assert finished.returncode == 0, finished.stderr
    clean = clean_build([documents], tmp_path / "clean", home / "souffleur.toml")
    assert judge(state(home), clean).where == ()


def test_questions_are_answered_on_a_disk_without_a_byte_left(small_disk: Path, tmp_path: Path) -> None:
    home, documents = small_disk / "home", tmp_path / "documents"
    prepare(home, documents, 10)
    assert souffleur(home, "ingest", str(documents)).returncode == 0
    ballast = fill_up(small_disk)
    for words in (("ask", "devis du chantier"), ("search", "devis du chantier"), ("documents",)):
        done = souffleur(home, *words)
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr
        assert "lettre" in done.stdout
    write(documents / "neuve.eml", random.Random(7))
    stopped = souffleur(home, "ingest", str(documents))
    assert stopped.returncode == Kind.UNAVAILABLE, stopped.stderr
    assert "est plein" in stopped.stderr
    ballast.unlink()
    assert souffleur(home, "ingest", str(documents)).returncode == 0
    clean = clean_build([documents], tmp_path / "clean", home / "souffleur.toml")
    assert judge(state(home), clean).where == ()


@pytest.mark.parametrize("error", ["ENOSPC", "EIO"])
@pytest.mark.parametrize("nth", [1, 2, 3, 5, 8, 13, 21, 34, 55, 89])
def test_the_nth_write_fails(tmp_path: Path, nth: int, error: str) -> None:
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed")
    home, documents = tmp_path / "home", tmp_path / "documents"
    prepare(home, documents, 10)
    calls = "write,pwrite64,fsync,fdatasync,ftruncate,rename"
    strace = ("strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={calls}")
    done = souffleur(home, "ingest", str(documents), before=(*strace, "-e", f"inject={calls}:error={error}:when={nth}"))
    assert "Traceback" not in done.stdout + done.stderr
    assert done.returncode in {0, *Kind}, done.stderr
    finished = souffleur(home, "ingest", "--retry", str(documents))
    assert finished.returncode == 0, finished.stderr
    clean = clean_build([documents], tmp_path / "clean", home / "souffleur.toml")
    assert judge(state(home), clean).where == ()
