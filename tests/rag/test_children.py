"""A program that we start imports what we import."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from rag.children import same_imports


def test_a_child_finds_a_module_that_only_this_process_knows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "only_here.py").write_text("print('found')", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    done = subprocess.run(
        [sys.executable, "-m", "only_here"], capture_output=True, text=True, check=True, env=same_imports(ADDED="yes")
    )
    assert done.stdout == "found\n"
    assert same_imports(ADDED="yes")["ADDED"] == "yes"
