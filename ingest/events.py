"""What an ingestion says while it runs: the same events for terminal, page and programs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rag.records import Withheld  # noqa: TC001 - pydantic reads the annotation when an event travels


class Change(StrEnum):
    """What happened to one file."""

    ADDED = "added"
    REPLACED = "replaced"
    MOVED = "moved"
    FORGOTTEN = "forgotten"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Planned:
    """First event: what is going to be done."""

    files: int  # to be read
    unchanged: int
    moved: int
    forgotten: int
    total_bytes: int  # of the files to be read


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the reading is."""

    files_done: int
    files_total: int
    passages: int
    seconds: float
    seconds_left: float | None  # None until there is something to reckon with
    current: str  # name of the file finished last


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file."""

    path: str
    change: Change
    passages: int = 0
    reason: str = ""  # code of `ingest.reasons`, for failures
    detail: str = ""
    seconds: float = 0.0  # to read it
    peak_mb: int = 0  # most memory held while it was read


@dataclass(frozen=True, slots=True)
class Summary:
    """Last event."""

    added: int
    replaced: int
    moved: int
    forgotten: int
    unchanged: int
    failed: int
    passages: int  # written in this run
    seconds: float
    failures: tuple[Outcome, ...]
    withheld: tuple[Withheld, ...] = ()  # folders whose files are gone and were not forgotten

    def after(self, earlier: Summary | None) -> Summary:
        """Both parts of a run that was paused between them; what the first had read is no "unchanged" of the second."""
        if earlier is None:
            return self
        return Summary(
            added=earlier.added + self.added,
            replaced=earlier.replaced + self.replaced,
            moved=earlier.moved + self.moved,
            forgotten=earlier.forgotten + self.forgotten,
            unchanged=earlier.unchanged,
            failed=earlier.failed + self.failed,
            passages=earlier.passages + self.passages,
            seconds=earlier.seconds + self.seconds,
            failures=(*earlier.failures, *self.failures),
            withheld=self.withheld,
        )


IngestEvent = Planned | Progress | Outcome | Summary
