"""Reading files as the page tells it: how far, how fast, paused, gone on with, stopped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import ui.server
from ingest.events import Planned, Progress, Summary
from tests.ui.api.parts import open_engine, until
from tests.ui.test_jobs import PagedDesk, read
from ui.desk import LocalDesk
from ui.job_state import JobState
from ui.jobs import Jobs
from ui.server import House
from ui.web.progress import _progress

SECONDS = 30
RUNNING = JobState(
    1,
    ("/x",),
    "d",
    running=True,
    planned=Planned(400, 0, 0, 0, 1),
    progress=Progress(100, 400, 250, 60.0, 180.0, "a.pdf"),
)


@pytest.fixture
def desk() -> PagedDesk:
    return PagedDesk()


@pytest.fixture
def house(tmp_path: Path, desk: PagedDesk) -> Iterator[House]:
    with open_engine(tmp_path / "home") as engine:
        ours = House(engine, LocalDesk(engine), Jobs(desk), "fr")  # type: ignore[arg-type]
        ui.server._HOUSES.append(ours)
        yield ours
        ui.server._HOUSES.remove(ours)
        ours.jobs.close()


def progress() -> None:
    from ui.web.progress import show_progress

    show_progress()


def html(at: AppTest) -> str:
    return unescape("\n".join(str(element.proto.body) for element in at.get("html")))


def press(at: AppTest, label: str) -> None:
    next(button for button in at.button if button.label == label).click().run()
    assert not at.exception


def test_how_far_how_fast_and_how_long_still(house: House) -> None:
    said = _progress(RUNNING)
    assert "100 sur 400 fichiers" in said
    assert "100 fichiers par minute" in said
    assert "encore 3 min" in said.replace("\u00a0", " ")
    assert "250 passages" in said


def test_the_first_seconds_tell_no_speed(house: House) -> None:
    progress = Progress(1, 400, 2, 0.4, 160.0, "a.pdf")
    assert "par minute" not in _progress(replace(RUNNING, progress=progress))


def test_what_was_read_before_a_pause_counts(house: House) -> None:
    earlier = Summary(40, 0, 0, 0, 0, 0, 90, 20.0, ())
    said = _progress(replace(RUNNING, earlier=earlier, earlier_files=40))
    assert "140 sur 440 fichiers" in said
    assert "340 passages" in said
    assert "100 fichiers par minute" in said  # the speed is today's


def test_a_pause_and_going_on(house: House, desk: PagedDesk) -> None:
    house.jobs.start([Path("/x")], "d")
    read(house.jobs, desk, 2, 3)
    at = AppTest.from_function(progress, default_timeout=SECONDS).run()
    assert "2 sur 5 fichiers" in html(at)
    press(at, "Mettre en pause")
    until(lambda: house.jobs.current() is None)
    at.run()
    assert "Lecture en pause" in html(at)
    assert "2 sur 5 fichiers" in html(at)
    press(at, "Reprendre la lecture")
    read(house.jobs, desk, 3, 0)
    until(lambda: not house.jobs.busy())
    at.run()
    assert "5 ajoutés." in html(at)


def test_a_paused_reading_is_stopped(house: House, desk: PagedDesk) -> None:
    house.jobs.start([Path("/x")], "d")
    read(house.jobs, desk, 1, 4)
    at = AppTest.from_function(progress, default_timeout=SECONDS).run()
    press(at, "Mettre en pause")
    until(lambda: house.jobs.current() is None)
    at.run()
    press(at, "Arrêter la lecture")
    at.run()
    assert "1 ajouté." in html(at)
    assert not house.jobs.held
