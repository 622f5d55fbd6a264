"""Memory measured by the process itself and from outside."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from ingest.parse.cost import memory_mb, own_peak_mb

ROOT = Path(__file__).resolve().parents[3]
GROW = """
from ingest.parse.cost import forget_peak, own_peak_mb
before = own_peak_mb()
held = bytearray(300_000_000)
grown = own_peak_mb()
del held
forget_peak()
print(before, grown, own_peak_mb())
"""


def test_the_peak_is_of_one_file_and_not_of_all() -> None:
    done = subprocess.run([sys.executable, "-c", GROW], cwd=ROOT, check=True, capture_output=True, text=True)
    before, grown, after = map(int, done.stdout.split())
    assert 290 < grown - before < 330
    if sys.platform == "linux":
        assert after < grown - 200


def test_a_process_is_measured_with_what_it_started() -> None:
    alone = memory_mb(os.getpid())
    assert 0 < alone <= own_peak_mb() * 1.1
    with subprocess.Popen([sys.executable, "-c", "held = bytearray(200_000_000); print(); input()"],
                          stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:  # fmt: skip
        assert child.stdout is not None
        child.stdout.readline()
        assert memory_mb(os.getpid()) > alone + 150
        child.kill()


def test_a_process_that_is_gone_holds_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert memory_mb(max(psutil.pids()) + 100_000) == 0
