"""A library put in the place where the pages look for theirs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import ui.server
from rag.engine import Engine
from ui.desk import LocalDesk
from ui.jobs import Jobs
from ui.server import House


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
