"""A small library behind the pages, for tests that only ask it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.ui.api.parts import QUESTION, open_engine, write_documents
from tests.ui.web.houses import lived_in
from ui.server import House


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with open_engine(tmp_path_factory.mktemp("home")) as engine, lived_in(engine) as ours:
        list(ours.desk.ingest([write_documents(tmp_path_factory.mktemp("documents"))], "Atelier"))
        ours.desk.search(QUESTION)  # the first one loads what the others share
        yield ours


@pytest.fixture
def house(filled: House) -> Iterator[House]:
    """The same library for every test of a file, without conversations."""
    yield filled
    filled.desk.threads.remove([one.id for one in filled.desk.threads.find()])
