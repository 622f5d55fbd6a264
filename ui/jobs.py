"""Ingestion behind the page: one run at a time in one thread, further ones in a queue, readable by every screen.

A pause ends the run in hand after the files in work, and keeps it at the head of the queue; going on reads what it had
not read yet. So nothing is held meanwhile, neither memory nor the library, and a file that changed is noticed.
"""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ingest.events import Change, Outcome, Planned, Progress, Summary
from rag import journal
from rag.errors import SouffleurError
from ui.job_state import JobState
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
        self._asked: deque[_Asked] = deque()
        self._states: dict[int, JobState] = {}
        self._done: deque[JobState] = deque(maxlen=KEPT_RUNS)
        self._guard = threading.Lock()
        self._awake = threading.Condition(self._guard)
        self._cancel = threading.Event()
        self._closed = self._held = self._to_rest = False
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
        with self._awake:
            self._count += 1
            asked = replace(wanted, number=self._count)
            named = tuple(str(path) for path in asked.paths)
            unasked = asked.is_moving is not None
            self._states[asked.number] = JobState(asked.number, named, asked.collection, waiting=True, unasked=unasked)
            self._asked.append(asked)
            if self._worker is None:
                self._worker = threading.Thread(target=self._work, name="souffleur-ingest", daemon=True)
                self._worker.start()
            self._awake.notify()
        return asked.number

    def current(self) -> JobState | None:
        """The run in hand, None when nothing runs."""
        with self._guard:
            return next((state for state in self._states.values() if state.running), None)

    def waiting(self) -> tuple[JobState, ...]:
        """Runs asked for that have not begun, and the one that is paused."""
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
        """Something runs or waits, and goes on by itself."""
        with self._guard:
            running = any(state.running for state in self._states.values())
            return running or (bool(self._states) and not self._held)

    @property
    def held(self) -> bool:
        """Whether reading is paused."""
        return self._held

    def pause(self) -> None:
        """Read nothing more until `resume`: the run in hand stops after the files in work; what it stored stays."""
        with self._awake:
            self._held = self._to_rest = True
            self._cancel.set()

    def resume(self) -> None:
        """Go on where reading was paused."""
        with self._awake:
            self._held = False
            self._awake.notify()

    def stop(self) -> None:
        """End the run in hand after the files in work, or the one that is paused. Waiting runs go on."""
        with self._awake:
            paused = next((state for state in self._states.values() if state.paused), None)
            if paused:
                self._asked = deque(asked for asked in self._asked if asked.number != paused.number)
                self._end(self._states[paused.number])
            self._held = self._to_rest = False
            self._cancel.set()
            self._awake.notify()

    def close(self) -> None:
        """Stop everything and wait for the files in work."""
        with self._awake:
            self._states = {number: state for number, state in self._states.items() if not state.waiting}
            self._asked.clear()
            worker, self._closed = self._worker, True
            self._cancel.set()
            self._awake.notify()
        if worker:
            worker.join(STOP_SECONDS)

    def _work(self) -> None:
        while asked := self._next():
            self._run(asked)
            with self._guard:
                state = self._states[asked.number]
                if self._to_rest and not state.is_whole and not self._closed:
                    self._states[asked.number] = state.at_rest()
                    self._asked.appendleft(asked)
                else:
                    self._end(state)
                self._to_rest = False

    def _next(self) -> _Asked | None:
        """Wait for the next run; None when all is closed."""
        with self._awake:
            self._awake.wait_for(lambda: self._closed or (self._asked and not self._held))
            if self._closed:
                return None
            asked = self._asked.popleft()
            self._cancel.clear()
            state = self._states[asked.number]
            fresh = replace(state, waiting=False, running=True, paused=False, planned=None, progress=None)
            self._states[asked.number] = fresh
            return asked

    def _end(self, state: JobState) -> None:
        self._states.pop(state.number)
        if state.matters:
            self._done.append(state.ended())

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

    def _change(self, number: int, *, failure: Outcome | None = None, **known: object) -> None:
        with self._guard:
            state = self._states[number]
            failures = (*state.failures, failure) if failure else state.failures
            self._states[number] = replace(state, failures=failures, **known)  # type: ignore[arg-type]  # fields' names
