"""Long work on models behind the page: one at a time in a thread of its own, readable by every screen, stoppable."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from rag import journal
from rag.errors import SouffleurError
from rag.models.installed import Checking
from rag.models.staging import PullProgress
from rag.repair import RepairProgress
from rag.streams import held
from ui.wire import unexpected

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ui.wire import Event

STOP_SECONDS: Final = 10.0  # how long closing waits for the block in hand


class Task(StrEnum):
    """What is done."""

    PULL = "pull"
    CHECK = "check"
    REPAIR = "repair"


@dataclass(frozen=True, slots=True)
class Errand:
    """One piece of work as a screen shows it; a value, safe to keep."""

    number: int  # 1-based, in the order of asking
    task: Task
    name: str  # of the model
    running: bool = True
    stopped: bool = False  # somebody asked for its end
    stage: str = ""
    done: int = 0  # bytes, of a repair passages
    total: int = 0  # 0: not known yet
    last: Event | None = None  # what ended it well
    trouble: SouffleurError | None = None  # what ended it early


class Errands:
    """The one errand of a server; the last one stays until the next."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._errand: Errand | None = None
        self._cancel = threading.Event()
        self._worker: threading.Thread | None = None

    def start(self, task: Task, name: str, work: Callable[[threading.Event], Iterator[Event]]) -> bool:
        """Begin; False while another one runs.

        Args:
            task: what it is.
            name: of the model, for the screens.
            work: gives the events; must end soon after its argument is set.
        """
        with self._guard:
            if self._errand is not None and self._errand.running:
                return False
            number = self._errand.number + 1 if self._errand else 1
            self._errand = Errand(number, task, name)
            self._cancel = threading.Event()
            self._worker = threading.Thread(
                target=self._work, args=(work, self._cancel), name="souffleur-errand", daemon=True
            )
            self._worker.start()
        return True

    def state(self) -> Errand | None:
        """The errand that runs, else the last one."""
        with self._guard:
            return self._errand

    def busy(self) -> bool:
        """Something runs."""
        now = self.state()
        return now is not None and now.running

    def stop(self) -> None:
        """Ask for an end; what was fetched is kept."""
        with self._guard:
            if self._errand is not None and self._errand.running:
                self._errand = replace(self._errand, stopped=True)
        self._cancel.set()

    def close(self) -> None:
        """Ask for an end and wait for it."""
        self.stop()
        if self._worker is not None:
            self._worker.join(STOP_SECONDS)

    def _work(self, work: Callable[[threading.Event], Iterator[Event]], cancel: threading.Event) -> None:
        trouble: SouffleurError | None = None
        try:
            with held(work(cancel)) as events:
                for event in events:
                    self._note(event)
                    if cancel.is_set():
                        break
        except SouffleurError as error:
            trouble = error
        except Exception as error:  # noqa: BLE001 - the thread is a rim: a defect is shown on the page
            journal.trouble(error)
            trouble = unexpected(type(error).__name__, None)
        with self._guard:
            if self._errand is not None:
                self._errand = replace(self._errand, running=False, trouble=trouble)

    def _note(self, event: Event) -> None:
        with self._guard:
            if self._errand is None:
                return
            if isinstance(event, PullProgress | RepairProgress):
                self._errand = replace(self._errand, stage=str(event.stage), done=event.done, total=event.total)
            elif isinstance(event, Checking):
                self._errand = replace(self._errand, stage="checking", done=event.done, total=event.total)
            else:
                self._errand = replace(self._errand, last=event)
