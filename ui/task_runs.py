"""Tasks behind the pages: each in a thread of its own, one after the other, readable by every screen, stoppable."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from rag import journal
from rag.errors import SouffleurError
from rag.streams import held
from rag.tasks import KeptTask, TaskEnded, TaskStep
from ui.wire import unexpected

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rag.tasks import TaskEvent

KEPT: Final = 50  # runs that ended and can still be looked at
LOOK_SECONDS: Final = 0.2  # how often a run that waits looks whether it was stopped
STOP_SECONDS: Final = 10.0  # how long closing waits for what is in hand


@dataclass(frozen=True, slots=True)
class TaskRun:
    """One run as a screen shows it; a value, safe to keep."""

    number: int  # 1-based, in the order of asking
    kind: str
    waiting: bool = True  # another task comes first
    running: bool = False
    stopped: bool = False  # somebody asked for its end
    step: TaskStep | None = None  # the latest
    task: KeptTask | None = None  # once it ended, unless by an error
    trouble: SouffleurError | None = None

    @property
    def over(self) -> bool:
        """Neither waiting nor running."""
        return not (self.waiting or self.running)


class TaskRuns:
    """The runs of one server, in the order in which they were asked for."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._turn = threading.Lock()
        self._runs: OrderedDict[int, TaskRun] = OrderedDict()
        self._stops: dict[int, threading.Event] = {}
        self._threads: dict[int, threading.Thread] = {}
        self._count = 0

    def start(self, kind: str, work: Callable[[threading.Event], Iterator[TaskEvent]]) -> int:
        """Ask for a task; returns its number.

        Args:
            kind: the name of its section.
            work: gives the events; ends soon after its argument is set.
        """
        with self._guard:
            self._count += 1
            number = self._count
            self._runs[number] = TaskRun(number, kind)
            self._stops[number] = threading.Event()
            thread = threading.Thread(target=self._work, args=(number, work), name="souffleur-task", daemon=True)
            self._threads[number] = thread
            ended = [one.number for one in self._runs.values() if one.over]
            for old in ended[: max(len(ended) - KEPT, 0)]:
                del self._runs[old]
        thread.start()
        return number

    def state(self, number: int) -> TaskRun | None:
        """One run by its number; None when it was dropped."""
        with self._guard:
            return self._runs.get(number)

    def current(self) -> tuple[TaskRun, ...]:
        """Those that run or wait, in their order."""
        with self._guard:
            return tuple(one for one in self._runs.values() if not one.over)

    def stop(self, number: int) -> None:
        """Ask for an end."""
        with self._guard:
            run = self._runs.get(number)
            if run is not None and not run.over:
                self._runs[number] = replace(run, stopped=True)
                self._stops[number].set()

    def close(self) -> None:
        """Ask all for an end, and wait for it."""
        for run in self.current():
            self.stop(run.number)
        for thread in list(self._threads.values()):
            thread.join(STOP_SECONDS)

    def _work(self, number: int, work: Callable[[threading.Event], Iterator[TaskEvent]]) -> None:
        stop = self._stops[number]
        held = self._turn.acquire(timeout=LOOK_SECONDS)
        while not held and not stop.is_set():
            held = self._turn.acquire(timeout=LOOK_SECONDS)
        try:
            if held and not stop.is_set():
                self._change(number, waiting=False, running=True)
                self._follow(number, work(stop))
        except SouffleurError as trouble:
            self._change(number, trouble=trouble)
        except Exception as trouble:  # noqa: BLE001 - the thread is a rim: a defect is shown on the page
            journal.trouble(trouble)
            self._change(number, trouble=unexpected(type(trouble).__name__, None))
        finally:
            if held:
                self._turn.release()
            self._change(number, waiting=False, running=False)
            with self._guard:
                self._threads.pop(number, None)
                self._stops.pop(number, None)

    def _follow(self, number: int, events: Iterator[TaskEvent]) -> None:
        with held(events) as heard:
            for event in heard:
                if isinstance(event, TaskStep):
                    self._change(number, step=event)
                elif isinstance(event, TaskEnded):
                    self._change(number, task=event.task)

    def _change(self, number: int, **parts: object) -> None:
        with self._guard:
            self._runs[number] = replace(self._runs[number], **parts)  # type: ignore[arg-type]  # fields' names
