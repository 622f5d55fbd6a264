"""Ingestion behind the page: one run at a time in one thread, further ones in a queue, readable by every screen."""

from __future__ import annotations

import queue
import threading
from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ingest.events import Change, Outcome, Planned, Progress, Summary
from rag import journal
from rag.errors import SouffleurError
from ui.wire import unexpected

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ingest.events import IngestEvent
    from ingest.look import Moving
    from ui.desk import LocalDesk

KEPT_RUNS: Final = 20  # finished runs that the page can still show
STOP_SECONDS: Final = 30.0  # how long closing waits for the files in hand


@dataclass(frozen=True, slots=True)
class JobState:
    """One run as a screen shows it; a value, safe to keep."""

    number: int  # 1-based, in the order of asking
    paths: tuple[str, ...]
    collection: str
    waiting: bool = False  # asked for, not begun
    running: bool = False
    unasked: bool = False  # a followed folder changed, or may have
    planned: Planned | None = None
    progress: Progress | None = None
    summary: Summary | None = None
    failures: tuple[Outcome, ...] = ()  # so far
    trouble: SouffleurError | None = None  # what ended the run early

    @property
    def finished(self) -> bool:
        """Neither waiting nor running: it ended, well or not."""
        return not self.waiting and not self.running

    @property
    def matters(self) -> bool:
        """Whether a reader wants to hear of it: a look at a followed folder that finds nothing new is kept quiet."""
        if not self.unasked or self.failures or self.trouble:
            return True
        if self.summary and self.summary.withheld:
            return True
        planned = self.planned
        return planned is not None and bool(planned.files or planned.moved or planned.forgotten)

    def is_of(self, folder: Path, collection: str) -> bool:
        """Whether it reads this folder alone."""
        return (self.paths, self.collection) == ((str(folder),), collection)


@dataclass(frozen=True, slots=True)
class _Asked:
    number: int
    paths: tuple[Path, ...]
    collection: str
    retry: bool = False
    forget_missing: bool = False
    is_moving: Moving | None = None


class Jobs:
    """The queue of one server. `start` returns at once; `current`, `waiting` and `finished` say how things stand."""

    def __init__(self, desk: LocalDesk) -> None:
        self._desk = desk
        self._asked: queue.Queue[_Asked | None] = queue.Queue()
        self._states: dict[int, JobState] = {}
        self._done: deque[JobState] = deque(maxlen=KEPT_RUNS)
        self._guard = threading.Lock()
        self._cancel = threading.Event()
        self._count = 0
        self._worker: threading.Thread | None = None

    def start(
        self,
        paths: Sequence[Path],
        collection: str,
        retry: bool = False,  # noqa: FBT001, FBT002 - the contract of the pages
        *,
        forget_missing: bool = False,
    ) -> int:
        """Ask for a run; returns its number."""
        return self._ask(_Asked(0, tuple(paths), collection, retry, forget_missing))

    def follow(self, folder: Path, collection: str, is_moving: Moving) -> None:
        """A followed folder wants to be looked at; one such run that has not begun yet is enough."""
        with self._guard:
            if any(
                state.waiting and state.unasked and state.is_of(folder, collection) for state in self._states.values()
            ):
                return
        self._ask(_Asked(0, (folder,), collection, is_moving=is_moving))

    def _ask(self, wanted: _Asked) -> int:
        with self._guard:
            self._count += 1
            asked = replace(wanted, number=self._count)
            named = tuple(str(path) for path in asked.paths)
            unasked = asked.is_moving is not None
            self._states[asked.number] = JobState(asked.number, named, asked.collection, waiting=True, unasked=unasked)
            if self._worker is None:
                self._worker = threading.Thread(target=self._work, name="souffleur-ingest", daemon=True)
                self._worker.start()
        self._asked.put(asked)
        return asked.number

    def current(self) -> JobState | None:
        """The run in hand, None when nothing runs."""
        with self._guard:
            return next((state for state in self._states.values() if state.running), None)

    def waiting(self) -> tuple[JobState, ...]:
        """Runs asked for that have not begun."""
        with self._guard:
            return tuple(state for state in self._states.values() if state.waiting)

    def finished(self) -> tuple[JobState, ...]:
        """Ended runs, the latest first; the oldest are dropped."""
        with self._guard:
            return tuple(reversed(self._done))

    def state(self, number: int) -> JobState | None:
        """One run by its number, None when it was dropped."""
        with self._guard:
            ended = next((state for state in self._done if state.number == number), None)
            return self._states.get(number, ended)

    def busy(self) -> bool:
        """Something runs or waits."""
        with self._guard:
            return bool(self._states)

    def stop(self) -> None:
        """Stop the run in hand after the files in work; what it stored stays. Waiting runs go on."""
        self._cancel.set()

    def close(self) -> None:
        """Stop everything and wait for the files in work."""
        with self._guard:
            self._states = {number: state for number, state in self._states.items() if not state.waiting}
            worker = self._worker
        self._cancel.set()
        self._asked.put(None)
        if worker:
            worker.join(STOP_SECONDS)

    def _work(self) -> None:
        while asked := self._asked.get():
            with self._guard:
                if asked.number not in self._states:
                    continue  # closed while it waited
                self._cancel.clear()
                self._states[asked.number] = replace(self._states[asked.number], waiting=False, running=True)
            self._run(asked)
            with self._guard:
                ended = replace(self._states.pop(asked.number), running=False)
                if ended.matters:
                    self._done.append(ended)

    def _run(self, asked: _Asked) -> None:
        try:
            for event in self._desk.ingest(
                asked.paths,
                asked.collection,
                retry=asked.retry,
                forget_missing=asked.forget_missing,
                is_moving=asked.is_moving,
                cancel=self._cancel,
            ):
                self._note(asked.number, event)
        except SouffleurError as trouble:
            self._change(asked.number, trouble=trouble)
        except Exception as trouble:  # noqa: BLE001 - the thread is a rim: a defect is shown on the page, the queue lives on
            journal.trouble(trouble, job=asked.number)
            self._change(asked.number, trouble=unexpected(type(trouble).__name__, None))

    def _note(self, number: int, event: IngestEvent) -> None:
        match event:
            case Planned():
                self._change(number, planned=event)
            case Progress():
                self._change(number, progress=event)
            case Summary():
                self._change(number, summary=event)
            case Outcome(change=Change.FAILED):
                self._change(number, failure=event)

    def _change(
        self,
        number: int,
        *,
        planned: Planned | None = None,
        progress: Progress | None = None,
        summary: Summary | None = None,
        failure: Outcome | None = None,
        trouble: SouffleurError | None = None,
    ) -> None:
        with self._guard:
            state = self._states[number]
            self._states[number] = replace(
                state,
                planned=planned or state.planned,
                progress=progress or state.progress,
                summary=summary or state.summary,
                failures=(*state.failures, failure) if failure else state.failures,
                trouble=trouble or state.trouble,
            )
