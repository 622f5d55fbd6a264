"""Tasks through the desk: carried out, kept, stopped, failed; here, and behind the running server."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from rag.engine import Engine
from rag.errors import NotReadYet, TaskUnknown
from rag.models.fakes import HashEmbedder
from rag.options import Page, Settings
from rag.settings import Home
from rag.tasks import Ending, TaskEnded, TaskResult, TaskStep, Work
from tests.ui.api.parts import PLACES, open_engine, seen_from, until
from ui.desk import Desk, LocalDesk
from ui.task_runs import TaskRuns


@pytest.fixture
def owner(tmp_path: Path) -> Iterator[LocalDesk]:
    with LocalDesk(open_engine(tmp_path / "home")) as made:
        yield made


@pytest.fixture(params=PLACES)
def desk(request: pytest.FixtureRequest, owner: LocalDesk) -> Iterator[Desk]:
    with seen_from(request.param, owner) as seen:
        yield seen


def counting(cancel: threading.Event, until_stopped: bool = False) -> Work:
    place = 0
    while until_stopped or place < 3:
        if cancel.is_set():
            return None
        yield TaskStep("reading", place, 3, f"{place}.txt")
        place += 1
    return TaskResult((), {"count": place}, "Compter")


def test_done_kept_opened_and_deleted(owner: LocalDesk, desk: Desk) -> None:
    *steps, ended = owner.tasks.carry_out("counting", counting)
    assert [step.done for step in steps if isinstance(step, TaskStep)] == [0, 1, 2]
    assert isinstance(ended, TaskEnded)
    assert (ended.task.title, ended.task.ending, ended.task.result) == ("Compter", Ending.DONE, {"count": 3})
    (listed,) = desk.tasks.find()
    assert (listed.id, listed.result) == (ended.task.id, None)
    assert desk.tasks.find("other") == []
    assert desk.tasks.named(ended.task.id[:8]) == ended.task
    assert desk.tasks.keeps()
    assert desk.tasks.remove([ended.task.id]) == 1
    with pytest.raises(TaskUnknown):
        desk.tasks.named(ended.task.id)


def test_stopped_and_left_in_the_middle(owner: LocalDesk) -> None:
    stop = threading.Event()
    events = owner.tasks.carry_out("counting", lambda cancel: counting(cancel, until_stopped=True), stop)
    next(events)
    stop.set()
    (ended,) = events
    assert isinstance(ended, TaskEnded)
    assert ended.task.ending is Ending.STOPPED
    left = owner.tasks.carry_out("counting", counting)
    with closing(left):  # type: ignore[type-var]  # a generator
        next(left)
    assert [one.ending for one in owner.tasks.find()] == [Ending.STOPPED, Ending.STOPPED]


def test_what_went_wrong_is_kept(owner: LocalDesk) -> None:
    def work(_: threading.Event) -> Work:
        yield TaskStep("reading", 0, 1)
        raise NotReadYet(Path("/x/new.txt"))

    with pytest.raises(NotReadYet):
        list(owner.tasks.carry_out("reading", work))
    (kept,) = owner.tasks.find()
    assert (kept.ending, kept.trouble) == (Ending.FAILED, {"code": "not_read_yet", "facts": {"path": "/x/new.txt"}})


def test_nothing_is_kept_when_the_settings_say_so(tmp_path: Path) -> None:
    settings = Settings(page=Page(keep_tasks=False))
    with LocalDesk(Engine.open(Home(tmp_path), settings, embedder=HashEmbedder())) as owner:
        ended = list(owner.tasks.carry_out("counting", counting))[-1]
        assert isinstance(ended, TaskEnded)
        assert ended.task.result == {"count": 3}
        assert not owner.tasks.keeps()
        assert owner.tasks.find() == []


def test_runs_go_one_after_the_other_and_can_be_stopped(owner: LocalDesk) -> None:
    runs = TaskRuns()
    long = runs.start(
        "long", lambda stop: owner.tasks.carry_out("long", lambda one: counting(one, until_stopped=True), stop)
    )
    until(lambda: (state := runs.state(long)) is not None and state.running and state.step is not None)
    short = runs.start("short", lambda stop: owner.tasks.carry_out("short", counting, stop))
    never = runs.start("never", lambda stop: owner.tasks.carry_out("never", counting, stop))
    waiting = runs.state(short)
    assert waiting is not None
    assert waiting.waiting
    assert [one.number for one in runs.current()] == [long, short, never]
    runs.stop(never)
    runs.stop(long)
    until(lambda: not runs.current())
    assert [one.kind for one in owner.tasks.find()] == ["short", "long"]
    ended = runs.state(short)
    assert ended is not None
    assert ended.task is not None
    assert ended.task.result == {"count": 3}
    runs.close()


def test_a_defect_in_a_task_is_a_sentence(owner: LocalDesk) -> None:
    def work(_: threading.Event) -> Work:
        yield TaskStep("reading", 0, 1)
        raise ZeroDivisionError

    run = owner.tasks.runs.start("broken", lambda stop: owner.tasks.carry_out("broken", work, stop))
    until(lambda: not owner.tasks.runs.current())
    state = owner.tasks.runs.state(run)
    assert state is not None
    assert state.trouble is not None
    assert state.trouble.code == "unexpected"
    assert owner.tasks.runs.state(999) is None
