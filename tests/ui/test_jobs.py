"""Reading files behind the page: one at a time, in order, visible from outside, stoppable."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ingest.events import Change, IngestEvent, Outcome, Planned, Progress, Summary
from rag.errors import NothingThere, Unexpected
from rag.records import Cause, Collection, Withheld
from tests.ui.api.parts import SOON, open_engine, until, write_documents
from ui.desk import LocalDesk
from ui.job_state import JobState
from ui.jobs import KEPT_RUNS, Jobs

SUMMARY = Summary(1, 0, 0, 0, 0, 1, 1, 0.1, ())


class SlowDesk:
    """Reads as fast as it is let."""

    def __init__(self) -> None:
        self.go = threading.Semaphore(0)
        self.began: list[Path] = []

    def ingest(
        self, paths: Sequence[Path], collection: str, *, cancel: threading.Event | None = None, **_: object
    ) -> Iterator[IngestEvent]:
        self.began.append(paths[0])
        yield Planned(2, 0, 0, 0, 10)
        yield Outcome("/a", Change.FAILED, reason="empty")
        yield Progress(1, 2, 3, 0.1, 0.1, "a")
        while not self.go.acquire(timeout=0.02):
            if cancel and cancel.is_set():
                return
        if paths[0].name == "broken":
            raise ZeroDivisionError
        if paths[0].name == "missing":
            raise NothingThere(paths[0])
        yield SUMMARY


@pytest.fixture
def desk() -> SlowDesk:
    return SlowDesk()


@pytest.fixture
def jobs(desk: SlowDesk) -> Iterator[Jobs]:
    made = Jobs(desk)  # type: ignore[arg-type]  # the one verb that jobs need
    yield made
    made.close()


def progress_of(jobs: Jobs) -> Any:
    now = jobs.current()
    return now and now.progress


def test_a_run_is_visible_while_it_goes_and_after(jobs: Jobs, desk: SlowDesk) -> None:
    assert (jobs.current(), jobs.waiting(), jobs.finished(), jobs.busy()) == (None, (), (), False)
    number = jobs.start([Path("/x")], "Été")
    until(lambda: progress_of(jobs))
    now = jobs.current()
    assert now is not None
    assert (now.number, now.collection, now.running, now.finished) == (number, "Été", True, False)
    assert now.planned == Planned(2, 0, 0, 0, 10)
    assert [one.path for one in now.failures] == ["/a"]
    assert now.summary is None
    desk.go.release()
    until(lambda: not jobs.busy())
    done = jobs.finished()[0]
    assert done.summary == SUMMARY
    assert done.finished
    assert jobs.state(number) == done


def test_further_runs_wait_their_turn(jobs: Jobs, desk: SlowDesk) -> None:
    numbers = [jobs.start([Path(name)], "d") for name in ("/1", "/2", "/3")]
    until(lambda: progress_of(jobs))
    assert [one.number for one in jobs.waiting()] == numbers[1:]
    for _ in numbers:
        desk.go.release()
    until(lambda: not jobs.busy())
    assert desk.began == [Path("/1"), Path("/2"), Path("/3")]
    assert [one.number for one in jobs.finished()] == numbers[::-1]


def test_stopping_stops_the_run_in_hand_only(jobs: Jobs, desk: SlowDesk) -> None:
    first, second = jobs.start([Path("/1")], "d"), jobs.start([Path("/2")], "d")
    until(lambda: progress_of(jobs))
    jobs.stop()
    until(lambda: jobs.state(first) in jobs.finished())
    until(lambda: progress_of(jobs))
    now = jobs.current()
    assert now is not None
    assert now.number == second
    desk.go.release()
    until(lambda: not jobs.busy())
    assert [one.summary for one in jobs.finished()] == [SUMMARY, None]


@pytest.mark.parametrize(("name", "kind"), [("missing", NothingThere), ("broken", Unexpected)])
def test_trouble_is_shown_and_the_queue_lives_on(jobs: Jobs, desk: SlowDesk, name: str, kind: type) -> None:
    bad, good = jobs.start([Path(name)], "d"), jobs.start([Path("/2")], "d")
    desk.go.release()
    desk.go.release()
    until(lambda: not jobs.busy())
    ended = jobs.state(bad)
    assert ended is not None
    assert isinstance(ended.trouble, kind)
    after = jobs.state(good)
    assert after is not None
    assert after.summary == SUMMARY


def test_old_runs_are_dropped(jobs: Jobs, desk: SlowDesk) -> None:
    for _ in range(KEPT_RUNS + 1):
        desk.go.release()
        jobs.start([Path("/x")], "d")
    until(lambda: not jobs.busy())
    assert len(jobs.finished()) == KEPT_RUNS
    assert jobs.state(1) is None


def test_closing_drops_what_waits_and_ends_what_runs(desk: SlowDesk) -> None:
    jobs = Jobs(desk)  # type: ignore[arg-type]
    for name in ("/1", "/2"):
        jobs.start([Path(name)], "d")
    until(lambda: progress_of(jobs))
    jobs.close()
    assert desk.began == [Path("/1")]
    assert not jobs.busy()


def test_a_look_that_nobody_asked_for_matters_when_it_found_something() -> None:
    def state(**facts: Any) -> JobState:
        return JobState(1, ("/a",), "d", **facts)

    nothing = Planned(0, 9, 0, 0, 0)
    assert state().matters
    assert not state(unasked=True).matters
    assert not state(unasked=True, planned=nothing).matters
    assert state(unasked=True, planned=Planned(0, 9, 0, 1, 0)).matters
    assert state(unasked=True, trouble=NothingThere(Path("/a"))).matters
    gone = replace(SUMMARY, withheld=(Withheld("/a", Collection("d"), 3, Cause.EMPTY),))
    assert state(unasked=True, planned=nothing, summary=gone).matters


def test_a_real_library_is_read(tmp_path: Path) -> None:
    documents = write_documents(tmp_path / "documents")
    with LocalDesk(open_engine(tmp_path / "home")) as desk:
        jobs = Jobs(desk)
        number = jobs.start([documents], "Atelier")
        until(lambda: not jobs.busy(), 3 * SOON)
        done = jobs.state(number)
        assert done is not None
        assert done.summary is not None
        assert (done.summary.added, done.summary.failed) == (2, 1)
        assert [(Path(one.path).name, one.reason) for one in done.failures] == [("plan.xyz", "unsupported")]
        assert desk.collections() == ("Atelier",)
        jobs.close()


class PagedDesk:
    """Reads five files, one each time it is let; goes on with those that it had not read, as the library does."""

    def __init__(self) -> None:
        self.go = threading.Semaphore(0)
        self.left = ["a", "b", "c", "d", "e"]
        self.begun = 0

    def ingest(
        self, paths: Sequence[Path], collection: str, *, cancel: threading.Event, **_: object
    ) -> Iterator[IngestEvent]:
        self.begun += 1
        total, done = len(self.left), 0
        yield Planned(total, 5 - total, 0, 0, 10)
        while self.left and not cancel.is_set():
            if self.go.acquire(timeout=0.02):
                name = self.left.pop(0)
                done += 1
                yield Outcome(name, Change.ADDED, 2)
                yield Progress(done, total, 2 * done, 0.1, 0.1, name)
        yield Summary(done, 0, 0, 0, 5 - total, 0, 2 * done, 0.5, ())


@pytest.fixture
def paged() -> Iterator[tuple[Jobs, PagedDesk]]:
    desk = PagedDesk()
    jobs = Jobs(desk)  # type: ignore[arg-type]
    yield jobs, desk
    jobs.close()


def read(jobs: Jobs, desk: PagedDesk, files: int, left: int) -> None:
    for _ in range(files):
        desk.go.release()
    until(lambda: len(desk.left) == left and (left == 0 or progress_of(jobs)))


def test_a_pause_keeps_what_was_read_and_going_on_reads_the_rest(paged: tuple[Jobs, PagedDesk]) -> None:
    jobs, desk = paged
    number = jobs.start([Path("/x")], "d")
    read(jobs, desk, 2, 3)
    jobs.pause()
    until(lambda: jobs.current() is None)
    at_rest = jobs.state(number)
    assert at_rest is not None
    assert (at_rest.paused, at_rest.waiting, at_rest.finished, at_rest.earlier_files) == (True, True, False, 2)
    assert jobs.held
    assert not jobs.busy()  # nothing goes on by itself: documents may be forgotten meanwhile
    assert jobs.finished() == ()
    jobs.resume()
    read(jobs, desk, 3, 0)
    until(lambda: not jobs.busy())
    done = jobs.state(number)
    assert done is not None
    assert done.summary is not None
    assert (done.summary.added, done.summary.passages, done.summary.seconds) == (5, 10, 1.0)
    assert done.summary.unchanged == 0  # what was read before the pause is not told as unchanged
    assert desk.begun == 2


def test_a_pause_holds_what_waits_too(paged: tuple[Jobs, PagedDesk]) -> None:
    jobs, desk = paged
    first = jobs.start([Path("/x")], "d")
    read(jobs, desk, 1, 4)
    jobs.pause()
    until(lambda: jobs.current() is None)
    second = jobs.start([Path("/y")], "d")
    assert [one.number for one in jobs.waiting()] == [first, second]
    assert desk.begun == 1
    jobs.resume()
    read(jobs, desk, 4, 0)
    until(lambda: not jobs.busy())
    assert [one.number for one in jobs.finished()] == [second, first]


def test_a_paused_run_is_stopped_and_what_it_read_is_told(paged: tuple[Jobs, PagedDesk]) -> None:
    jobs, desk = paged
    number = jobs.start([Path("/x")], "d")
    read(jobs, desk, 2, 3)
    jobs.pause()
    until(lambda: jobs.current() is None)
    jobs.stop()
    ended = jobs.state(number)
    assert ended is not None
    assert ended.finished
    assert not ended.paused
    assert ended.summary is not None
    assert ended.summary.added == 2
    assert not jobs.held
    jobs.start([Path("/y")], "d")
    read(jobs, desk, 3, 0)
    until(lambda: not jobs.busy())


def test_going_on_before_the_files_in_work_have_ended_loses_nothing(paged: tuple[Jobs, PagedDesk]) -> None:
    jobs, desk = paged
    number = jobs.start([Path("/x")], "d")
    read(jobs, desk, 1, 4)
    jobs.pause()
    jobs.resume()
    read(jobs, desk, 4, 0)
    until(lambda: not jobs.busy())
    done = jobs.state(number)
    assert done is not None
    assert done.summary is not None
    assert done.summary.added == 5


def test_a_run_that_ended_as_it_was_paused_is_over(paged: tuple[Jobs, PagedDesk]) -> None:
    jobs, desk = paged
    number = jobs.start([Path("/x")], "d")
    read(jobs, desk, 5, 0)
    jobs.pause()
    until(lambda: (state := jobs.state(number)) and state.finished)
    assert jobs.waiting() == ()
    jobs.resume()


def test_closing_ends_a_pause(paged: tuple[Jobs, PagedDesk]) -> None:
    jobs, desk = paged
    jobs.start([Path("/x")], "d")
    read(jobs, desk, 1, 4)
    jobs.pause()
    until(lambda: jobs.current() is None)
    jobs.close()
    assert not jobs.busy()
    assert jobs.waiting() == ()
