"""Work on models behind the page: visible, one at a time, stoppable, and its trouble is told."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest

from rag.errors import ModelNotHere, Unexpected
from rag.models.installed import Checked, Checking
from rag.models.pulling import Pulled
from rag.models.staging import PullProgress, PullStage
from rag.repair import Repaired, RepairProgress
from tests.ui.api.parts import until
from ui.errands import Errand, Errands, Task
from ui.wire import Event

Work = Callable[[threading.Event], Iterator[Event]]


@pytest.fixture
def errands() -> Iterator[Errands]:
    made = Errands()
    yield made
    made.close()


def ended(errands: Errands) -> Errand:
    until(lambda: not errands.busy())
    state = errands.state()
    assert state is not None
    return state


def these(*events: Event) -> Work:
    return lambda _: iter(events)


def test_nothing_at_first(errands: Errands) -> None:
    assert errands.state() is None
    assert not errands.busy()
    errands.stop()


def test_progress_is_visible_and_a_second_one_is_refused(errands: Errands) -> None:
    go = threading.Event()

    def work(_: threading.Event) -> Iterator[Event]:
        yield PullProgress("m", 5, 9, PullStage.COPYING)
        go.wait(20)
        yield Pulled("m", "/m", confirmed=True)

    assert errands.start(Task.PULL, "m", work)
    until(lambda: errands.state().done == 5)  # type: ignore[union-attr]
    state = errands.state()
    assert state is not None
    assert (state.name, state.stage, state.total, state.running) == ("m", "copying", 9, True)
    assert not errands.start(Task.CHECK, "n", these())
    go.set()
    done = ended(errands)
    assert (done.name, done.last, done.trouble) == ("m", Pulled("m", "/m", confirmed=True), None)
    assert errands.start(Task.CHECK, "n", these(Checking("n", 1, 2), Checked("n", "f")))
    done = ended(errands)
    assert (done.number, done.done, done.last) == (2, 1, Checked("n", "f"))


def test_stopping_ends_it_without_a_result(errands: Errands) -> None:
    closed = threading.Event()

    def work(stop: threading.Event) -> Iterator[Event]:
        try:
            while True:
                yield PullProgress("m", 1, 9)
                stop.wait(0.01)
        finally:
            closed.set()

    errands.start(Task.PULL, "m", work)
    until(lambda: errands.state().done == 1)  # type: ignore[union-attr]
    errands.stop()
    done = ended(errands)
    assert done.stopped
    assert done.last is None
    assert closed.wait(20)


def test_a_repair_tells_its_stages(errands: Errands) -> None:
    errands.start(Task.REPAIR, "m", these(RepairProgress(3, 7), Repaired(7)))
    done = ended(errands)
    assert (done.stage, done.done, done.total, done.last) == ("reading", 3, 7, Repaired(7))


@pytest.mark.parametrize(("error", "kind"), [(ModelNotHere("m"), ModelNotHere), (ZeroDivisionError(), Unexpected)])
def test_trouble_is_kept_for_the_page(errands: Errands, error: Exception, kind: type) -> None:
    def work(_: threading.Event) -> Iterator[Event]:
        yield PullProgress("m", 1, 9)
        raise error

    errands.start(Task.PULL, "m", work)
    assert isinstance(ended(errands).trouble, kind)
    assert errands.start(Task.PULL, "m", these())


def test_closing_waits_for_the_block_in_hand() -> None:
    made = Errands()
    made.start(Task.PULL, "m", lambda stop: iter([PullProgress("m", 1, 9)] if stop.wait(20) else []))
    made.close()
    assert not made.busy()
