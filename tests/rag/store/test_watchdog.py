"""A call that does not come back ends its process, even one that keeps Python's lock; the others go on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
# `pause` waits for ever, and PyDLL keeps Python's lock in it, as Chroma does.
HANGING = """
import ctypes, sys
from rag.store.watchdog import within
with open(sys.argv[1], "w") as report, within(3600, report), within(0.5, report):
    ctypes.PyDLL(None).pause()
"""
ENDING = """
import sys, time
from rag.store.watchdog import within
with open(sys.argv[1], "w") as report:
    with within(0.5, report):
        pass
    with within(60, report):
        with within(0.4, report):
            pass
        time.sleep(0.8)
    time.sleep(0.5)
"""


def run(code: str, report: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", code, str(report)], cwd=ROOT, check=False, capture_output=True, timeout=60
    )


@pytest.mark.skipif(sys.platform == "win32", reason="there is no `pause`")
def test_a_call_that_hangs_ends_the_process_and_is_reported(tmp_path: Path) -> None:
    done = run(HANGING, tmp_path / "report")
    assert done.returncode == 1, done.stderr
    assert "Timeout" in (tmp_path / "report").read_text()


def test_calls_that_come_back_are_left_alone(tmp_path: Path) -> None:
    done = run(ENDING, tmp_path / "report")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "report").read_text() == ""
