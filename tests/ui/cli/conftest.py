"""A library with two documents and a file that nothing reads, behind its server, so that no model is needed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.settings import Home
from tests.ui.api.parts import open_engine, served, write_documents
from ui.desk import LocalDesk


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_documents(tmp_path_factory.mktemp("Dossiers"))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalDesk]:
    with LocalDesk(open_engine(tmp_path_factory.mktemp("home"))) as owner:
        yield owner


@pytest.fixture(scope="module")
def home(desk: LocalDesk, documents: Path) -> Iterator[Home]:
    """The filled library; commands reach it through the server."""
    list(desk.ingest([documents], "Atelier"))
    own = desk._engine.home
    with served(desk, own):
        yield own


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Home]:
    """An empty library of a single test, behind its server."""
    with LocalDesk(open_engine(tmp_path / "bare")) as owner, served(owner, Home(tmp_path / "bare")):
        yield Home(tmp_path / "bare")
