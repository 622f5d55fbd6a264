"""What holds for every test: a home of its own, no way out of this machine, and where shared data lies."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

import rag  # noqa: F401 - sets the switches before any library is imported
from tests.network import refuse_outside

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("SOUFFLEUR_SHARED", ROOT.parent / "shared"))

# Started in the background, a program inherits that Ctrl-C is ignored; the programs of the tests must hear it.
signal.signal(signal.SIGINT, signal.default_int_handler)
# From here on, a socket beyond loopback is an error in whatever test opens it.
sys.addaudithook(refuse_outside)


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test ever sees the library of the person who runs it."""
    monkeypatch.setenv("SOUFFLEUR_HOME", str(tmp_path_factory.getbasetemp() / "home"))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")  # nor that person's keys


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real files by others, used in place."""
    if not SHARED.is_dir():
        pytest.skip(f"shared data not found: set SOUFFLEUR_SHARED, or put it at {SHARED}")
    return SHARED
