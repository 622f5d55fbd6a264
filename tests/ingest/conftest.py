"""Libraries without a model: a plain one, and one whose parts count what they are asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import ingest.reading
from rag.engine import Engine
from rag.models.fakes import HashEmbedder
from rag.options import Ingest, Settings
from rag.settings import Home
from tests.ingest.parts import Bench, CountingPool


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    (tmp_path / "home").mkdir()
    with Engine.open(Home(tmp_path / "home"), Settings(), embedder=HashEmbedder()) as opened:
        yield opened


@pytest.fixture(scope="module")
def pool() -> Iterator[CountingPool]:
    made = CountingPool(Ingest(workers=1))
    yield made
    made.close()


@pytest.fixture
def bench(tmp_path: Path, pool: CountingPool, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    monkeypatch.setattr(ingest.reading, "ParserPool", lambda _options: pool)
    made = Bench(tmp_path / "home", pool)
    yield made
    made.engine.close()
