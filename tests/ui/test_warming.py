"""What is loaded before the first question, and that it is not looked through again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.engine import Engine
from tests.ui.api.parts import fill, open_engine, write_documents
from ui.warming import warming

SECONDS = 60.0


@pytest.fixture(autouse=True)
def thawed() -> Iterator[None]:
    gc.unfreeze()
    yield
    gc.unfreeze()


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    with open_engine(tmp_path / "home") as engine:
        yield engine


def test_what_is_loaded_stays_and_is_not_looked_through_again(engine: Engine, tmp_path: Path) -> None:
    fill(engine, write_documents(tmp_path / "documents"))
    warming(engine).join(SECONDS)
    assert gc.get_freeze_count() > 10_000
    assert len(gc.get_objects()) < gc.get_freeze_count()


def test_trouble_is_left_to_the_first_question(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        message = "no library"
        raise OSError(message)

    monkeypatch.setattr(engine.library, "counts", fail)
    warming(engine).join(SECONDS)
    assert gc.get_freeze_count() == 0
