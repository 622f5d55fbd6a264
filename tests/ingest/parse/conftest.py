"""What the parsers' tests share."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ingest.parse.formats import Reading
from rag.options import Ingest


@pytest.fixture
def reading() -> Reading:
    """A file read with the settings as they come."""
    return Reading(Ingest())


@pytest.fixture
def no_programs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine on which nothing else is installed."""
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))


@pytest.fixture
def tesseract() -> None:
    """Skips where the program that reads pictures is missing."""
    if shutil.which("tesseract") is None:
        pytest.skip("tesseract is not installed")


@pytest.fixture
def office() -> None:
    """Skips where LibreOffice is missing."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
