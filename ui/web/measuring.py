"""A measurement in a thread of its own: the page may be drawn again, or left, meanwhile."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from rag import journal
from rag.errors import SouffleurError
from ui.measuring import Step, measure
from ui.wire import unexpected

if TYPE_CHECKING:
    from pathlib import Path

    from rag.evaluation.cases import QuestionSet
    from rag.evaluation.runs import KeptRuns
    from rag.options import Settings
    from ui.desk import Desk


@dataclass(frozen=True, slots=True)
class Stand:
    """How far it is; a value."""

    step: Step
    trouble: SouffleurError | None = None
    done: bool = False


@dataclass(slots=True)
class Measuring:
    """A set on its way through the search; its run is kept as the last one."""

    log: Path  # where the detail of a defect is kept, to be told to the reader
    _stand: Stand = field(default_factory=lambda: Stand(Step(0, 0)))
    _cancel: threading.Event = field(default_factory=threading.Event)
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def start(self, desk: Desk, questions: QuestionSet, settings: Settings, kept: KeptRuns) -> Measuring:
        """Begin."""
        work = (desk, questions, settings, kept)
        threading.Thread(target=self._run, args=work, name="souffleur-measure", daemon=True).start()
        return self

    def look(self) -> Stand:
        """How things stand now."""
        with self._guard:
            return self._stand

    def stop(self) -> None:
        """No more questions; nothing is kept."""
        self._cancel.set()

    def _run(self, desk: Desk, questions: QuestionSet, settings: Settings, kept: KeptRuns) -> None:
        trouble: SouffleurError | None = None
        try:
            for step in measure(desk, questions, settings, cancel=self._cancel):
                if isinstance(step, Step):
                    self._change(replace(self.look(), step=step))
                else:
                    kept.keep_last(step)
        except SouffleurError as error:
            trouble = error
        except Exception as error:  # noqa: BLE001 - the thread is a rim: its page says a sentence
            journal.trouble(error)
            trouble = unexpected(type(error).__name__, self.log)
        self._change(replace(self.look(), trouble=trouble, done=True))

    def _change(self, stand: Stand) -> None:
        with self._guard:
            self._stand = stand
