"""A disk that fills up, and a disk that fails at any single write: a sentence, and nothing lost."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bench.crash import COMMAND, write
from bench.library_state import clean_build, judge, state
from rag.errors import Kind

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = '[embedding]\nmodel = "hash/64"\n[ingest]\nworkers = 1\n'
LITTLE = 16_384  # bytes of a library whose tables are still in its log
WATCHDOG_SECONDS = 120  # far more than any of these takes; a hang is what it is for


# Sizes of a disk, in kB, on which the same reading breaks at different places, from the first write after its
# empty tables, which take half a megabyte, to nearly the last.
SIZES = (700, 1_200, 2_000, 3_000, 5_000, 6_500, 8_000)
# Another program takes the room between Souffleur's look at it and its write.
WITHOUT_LOOKING = "import rag.store.room as room; room.SMALLEST_FREE_MB = 0; from ui.cli.main import run; run()"


def souffleur(
    home: Path, *words: str, before: tuple[str, ...] = (), command: Sequence[str] = COMMAND
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*before, *command, "--home", str(home), *words],
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


@contextmanager
def disk_of(disk: Path, kilobytes: int) -> Iterator[Path]:
    """A file system in memory."""
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", disk], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("mounting a small disk takes the rights of root")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "-l", disk], check=True)
        disk.rmdir()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """60 MB; the last 50 MB are what Souffleur leaves free."""
    with disk_of(tmp_path / "disk", 60_000) as disk:
        yield disk


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


def broken_place(home: Path) -> str:
    """What the full disk stopped."""
    log = home / "logs" / "souffleur.log"
    if log.is_file() and "vectors_unusable" in log.read_text(encoding="utf-8"):
        return "index"
    in_log = (home / "library.sqlite").stat().st_size < LITTLE
    with closing(sqlite3.connect(home / "library.sqlite")) as raw:
        if not raw.execute("SELECT count(*) FROM passages").fetchone()[0]:
            return "first transaction"
    return "log of the library" if in_log else "library"


def test_wherever_a_full_disk_stops_a_reading_nothing_is_lost(tmp_path: Path) -> None:
    documents, settings, places = tmp_path / "documents", tmp_path / "settings", set()
    prepare(settings, documents, 60, paragraphs=300)
    clean = clean_build([documents], tmp_path / "clean", settings / "souffleur.toml")
    careless = (sys.executable, "-c", WITHOUT_LOOKING)
    for size in SIZES:
        with disk_of(tmp_path / "disk", size) as disk:
            home = disk / "home"
            home.mkdir()
            shutil.copy(settings / "souffleur.toml", home)
            stopped = souffleur(home, "ingest", str(documents), command=careless)
            assert stopped.returncode == Kind.UNAVAILABLE, (size, stopped.stderr)
            assert "est plein" in stopped.stderr
            assert "Traceback" not in stopped.stderr
            shutil.copytree(home, tmp_path / "copy")  # looking into a database may write beside it
            places.add(broken := broken_place(tmp_path / "copy"))
            shutil.rmtree(tmp_path / "copy")
            asked = souffleur(home, "ask", "devis du chantier", command=careless)
            answered = Kind.NOT_FOUND if broken == "first transaction" else 0
            assert asked.returncode == answered, (size, broken, asked.stderr)
            enlarge(disk)
            finished = souffleur(home, "ingest", str(documents))
            assert finished.returncode == 0, (size, finished.stderr)
            assert judge(state(home), clean).where == (), size
    assert places >= {"first transaction", "index"}
    assert places & {"log of the library", "library"}


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
