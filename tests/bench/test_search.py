"""The bench of speed, with small libraries and the stand-in search model."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SMALL = ["--sizes", "150,300", "--articles", "60", "--questions", "40", "--users", "2", "--model", "hash/64"]


def run(cache: Path, *more: str) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "bench/search.py", *SMALL, "--cache", str(cache), *more],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    found: dict[str, float] = json.loads(done.stdout.rpartition("RESULT ")[2])
    return found


def identity(home: Path) -> int:
    return (home / "library.sqlite").stat().st_ino


@pytest.mark.slow
@pytest.mark.usefixtures("shared")
def test_both_sizes_are_measured_and_the_libraries_are_kept(tmp_path: Path) -> None:
    found = run(tmp_path, "--ours")
    assert found["ours_150_p50_ms"] > 0
    assert found["ours_300_users_p95_ms"] > 0
    assert found["growth_150_300"] > 0
    kept = identity(tmp_path / "300")
    (tmp_path / "300" / "made.json").unlink()
    (tmp_path / "300").rename(tmp_path / "300.part")  # as a run that was stopped leaves it
    run(tmp_path, "--ours")
    assert identity(tmp_path / "300") == kept


@pytest.mark.slow
@pytest.mark.usefixtures("shared")
@pytest.mark.skipif(not find_spec("bm25s"), reason="the libraries of the benches are not installed")
def test_the_plain_side_is_asked_the_same(tmp_path: Path) -> None:
    found = run(tmp_path)
    for side in ("ours", "plain_vectors", "plain_BM25"):
        assert found[f"{side}_300_p50_ms"] > 0
        assert found[f"{side}_300_users_p95_ms"] > 0
