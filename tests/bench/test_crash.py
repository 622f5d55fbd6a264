"""The bench of kills, with few of them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_ten_kills_lose_nothing() -> None:
    done = subprocess.run(
        [sys.executable, "bench/crash.py", "--kills", "10", "--files", "30"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    result = json.loads(done.stdout.rpartition("RESULT ")[2])
    assert result["kills"] == 10
    assert (result["lost"], result["duplicated"], result["orphaned"]) == (0, 0, 0)
