"""An index that waits for ever, because another program has its file locked: the run ends, and the next one goes on."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bench.crash import write
from bench.library_state import clean_build, judge, state
from rag.store.vectors import report_of

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = '[embedding]\nmodel = "hash/64"\n[ingest]\nworkers = 1\n'
IMPATIENT = "import rag.store.vectors as v; v.CALL_SECONDS = 5.0; from ui.cli.main import run; run()"


def souffleur(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", IMPATIENT, "--home", str(home), *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


@contextmanager
def locked(file: Path) -> Iterator[None]:
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


def test_a_run_whose_index_hangs_ends_and_the_next_goes_on(tmp_path: Path) -> None:
    home, documents = tmp_path / "home", tmp_path / "documents"
    home.mkdir()
    (home / "souffleur.toml").write_text(SETTINGS, encoding="utf-8")
    chance = random.Random(8)
    for number in range(5):
        write(documents / f"lettre {number}.eml", chance)
    assert souffleur(home, "ingest", str(documents)).returncode == 0
    (folder,) = (one for one in (home / "chroma").iterdir() if one.is_dir())
    write(documents / "neuve.eml", chance)
    with locked(folder / "chroma.sqlite3"):
        hung = souffleur(home, "ingest", str(documents))
        assert hung.returncode == 1, hung.stderr
        assert "Traceback" not in hung.stderr
        assert "La recherche ne répondait plus" in hung.stderr
        assert "rag/store/vectors.py" in report_of(folder).read_text(encoding="utf-8")
        # The file is still locked: the next command does not wait for it again, but makes another index.
        for words in (("ingest", str(documents)), ("ask", "devis du chantier"), ("ask", "devis du chantier")):
            done = souffleur(home, *words)
            assert done.returncode == 0, done.stderr
        assert "Sources" in done.stdout
        assert not folder.exists()
        assert not report_of(folder).exists()
    clean = clean_build([documents], tmp_path / "clean", home / "souffleur.toml")
    assert judge(state(home), clean).where == ()
