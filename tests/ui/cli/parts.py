"""What the tests of the command line share: the command as a person types it, in this process or in one of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from typer.testing import CliRunner, Result

from rag.settings import Home
from ui.cli.main import app, common_first

ROOT = Path(__file__).resolve().parents[3]


def souffleur(*arguments: str | Path, home: Home | None = None, typed: str | None = None) -> Result:
    """Run a command here; `typed` is what somebody answers, None when nobody is there."""
    before = ["--home", str(home.folder)] if home else []
    return CliRunner().invoke(app, common_first([*before, *map(str, arguments)]), input=typed)


def start(*arguments: str | Path, home: Home) -> subprocess.Popen[str]:
    """Start the real program."""
    program = [sys.executable, "-c", "from ui.cli.main import run; run()", *map(str, arguments)]
    environment = {**os.environ, "SOUFFLEUR_HOME": str(home.folder), "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(
        program, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    )
