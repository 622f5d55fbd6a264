"""A library put in the place where the pages look for theirs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

import ui.server
from rag.engine import Engine
from tests.ui.api.parts import LEASE, open_engine
from ui.desk import LocalDesk
from ui.jobs import Jobs
from ui.server import House


@contextmanager
def with_a_lease(folders: pytest.TempPathFactory) -> Iterator[House]:
    """A house whose library holds one lease, to which incoming mail can belong."""
    with open_engine(folders.mktemp("home")) as engine, lived_in(engine) as ours:
        papers = folders.mktemp("Papiers")
        (papers / "bail.txt").write_text(LEASE, encoding="utf-8")
        list(ours.desk.ingest([papers], "Bureau"))
        yield ours
        ours.desk.tasks.close()


@contextmanager
def lived_in(engine: Engine) -> Iterator[House]:
    """What the pages are given until the end; the engine is closed by whoever opened it."""
    desk = LocalDesk(engine)
    ours = House(engine, desk, Jobs(desk), "fr")
    ui.server._HOUSES.append(ours)
    yield ours
    ui.server._HOUSES.remove(ours)
    ours.errands.close()
    ours.jobs.close()
