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


# Told what to say, it ends as its second argument wants: by the clock, killed from outside, or in good order.
WITNESSED = """
import ctypes, os, signal, sys
from pathlib import Path
from rag.store.watchdog import Witness, say_at_the_end, within
say_at_the_end("La recherche ne répondait plus.")
with open(sys.argv[1], "w") as report:
    witness = Witness(Path(sys.argv[1]))
    if sys.argv[2] == "clock":
        with within(0.3, report):
            ctypes.PyDLL(None).pause()
    if sys.argv[2] == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
witness.close()
"""


def run(code: str, report: Path, *more: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", code, str(report), *more], cwd=ROOT, check=False, capture_output=True, timeout=60
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


@pytest.mark.skipif(sys.platform == "win32", reason="there is no shell")
@pytest.mark.parametrize(
    ("end", "said"), [("clock", "La recherche ne répondait plus.\n"), ("killed", ""), ("good", "")]
)
def test_the_terminal_is_told_why_it_ended_and_only_then(tmp_path: Path, end: str, said: str) -> None:
    done = run(WITNESSED, tmp_path / "report", end)
    assert done.stderr.decode() == said
    assert bool(done.returncode) == (end != "good")
