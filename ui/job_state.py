"""One run of reading files as a screen shows it: waiting, running, paused or over. A value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from ingest.events import Outcome, Planned, Progress, Summary
    from rag.errors import SouffleurError


@dataclass(frozen=True, slots=True)
class JobState:
    """One run as a screen shows it; a value, safe to keep."""

    number: int  # 1-based, in the order of asking
    paths: tuple[str, ...]
    collection: str
    waiting: bool = False  # asked for, not begun, or paused
    running: bool = False
    paused: bool = False  # it had begun
    unasked: bool = False  # a followed folder changed, or may have
    planned: Planned | None = None
    progress: Progress | None = None  # since it began, or went on
    summary: Summary | None = None
    failures: tuple[Outcome, ...] = ()  # so far
    trouble: SouffleurError | None = None  # what ended the run early
    earlier: Summary | None = None  # what was done before it was paused
    earlier_files: int = 0  # read before it was paused

    @property
    def finished(self) -> bool:
        """Neither waiting nor running: it ended, well or not."""
        return not self.waiting and not self.running

    @property
    def matters(self) -> bool:
        """Whether a reader wants to hear of it: a look at a followed folder that finds nothing new is kept quiet."""
        if not self.unasked or self.failures or self.trouble or self.earlier:
            return True
        if self.summary and self.summary.withheld:
            return True
        planned = self.planned
        return planned is not None and bool(planned.files or planned.moved or planned.forgotten)

    @property
    def is_whole(self) -> bool:
        """Whether every file of it was read; a run that was stopped before it had looked has read none."""
        done = self.progress.files_done if self.progress else 0
        to_read = self.progress.files_total if self.progress else self.planned.files if self.planned else 1
        return self.trouble is not None or done >= to_read

    def is_of(self, folder: Path, collection: str) -> bool:
        """Whether it reads this folder alone."""
        return (self.paths, self.collection) == ((str(folder),), collection)

    def at_rest(self) -> JobState:
        """The same run, paused."""
        done = self.progress.files_done if self.progress else 0
        earlier = self.summary.after(self.earlier) if self.summary else self.earlier
        kept = replace(self, running=False, waiting=True, paused=True, summary=None, earlier=earlier)
        return replace(kept, earlier_files=self.earlier_files + done)

    def ended(self) -> JobState:
        """The same run, over, with what was done before it was paused."""
        summary = self.summary.after(self.earlier) if self.summary else self.earlier
        return replace(self, running=False, waiting=False, paused=False, summary=summary)
