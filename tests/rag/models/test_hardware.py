"""This machine, measured; and a driver that does not answer."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import psutil
import pytest

from rag.models import hardware
from rag.models.hardware import GraphicsCard, measure


def test_memory_cores_and_disk_are_those_of_the_system(tmp_path: Path) -> None:
    found = measure(tmp_path / "not" / "there yet")
    assert found.ram_bytes == psutil.virtual_memory().total
    assert 1 <= found.cores <= (psutil.cpu_count() or 1)
    assert found.free_disk_bytes > 0
    assert found.runs_chat == (importlib.util.find_spec("llama_cpp") is not None)


@pytest.mark.slow
def test_the_child_asks_llama_cpp_itself() -> None:
    if importlib.util.find_spec("llama_cpp") is None:
        pytest.skip("llama-cpp-python is not installed")
    said = subprocess.run(
        [sys.executable, "-m", "rag.models.hardware_child"], capture_output=True, text=True, check=True
    ).stdout
    found = [GraphicsCard(**one) for one in json.loads(said)]
    assert all(one.name and one.memory_bytes for one in found)
    assert tuple(one.name for one in measure(Path("/")).cards) == tuple(one.name for one in found)


@pytest.mark.parametrize(
    ("program", "cards"),
    [
        ("import os; os.abort()", 0),
        ("print('warming up'); print('nonsense')", 0),
        ("", 0),
        ('print(\'hello\'); print(\'[{"name": "RTX", "memory_bytes": 8, "free_bytes": 7}]\')', 1),
    ],
)
def test_a_driver_that_crashes_or_talks_is_survived(
    monkeypatch: pytest.MonkeyPatch, program: str, cards: int, tmp_path: Path
) -> None:
    real = subprocess.run

    def other(_: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
        return real([sys.executable, "-c", program], **options)  # type: ignore[no-any-return]

    monkeypatch.setattr(hardware.subprocess, "run", other)
    monkeypatch.setattr(hardware.importlib.util, "find_spec", lambda _: object())
    assert len(measure(tmp_path).cards) == cards
