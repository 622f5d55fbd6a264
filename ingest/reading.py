"""The long part of a run: parse in worker processes, and meanwhile embed and store what is already parsed.

Passages are embedded in batches across files. A batch is stored in one transaction, and only then reported.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ingest.events import Change, IngestEvent, Outcome, Progress
from ingest.index import Draft, draft, embed
from ingest.parse.trouble import Unreadable
from ingest.parse.worker import ParserPool
from rag.errors import SouffleurError
from rag.listing.sheet import VERSION, sheets_for

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterator

    from ingest.look import Look
    from ingest.parse.cost import Cost
    from rag.engine import Engine
    from rag.records import Parsed

BATCH_PASSAGES: Final = 128  # enough to sort by length, few enough to report often
BATCH_SECONDS: Final = 2.0  # a small batch is not kept waiting longer
# Reasons that say nothing about the content: what is stored of the file stays until it can be read again.
PASSING: Final = frozenset({"changing", "vanished", "unreadable"})


class Reading:
    """Reads the files of a plan into the library."""

    def __init__(self, engine: Engine, look: Look, cancel: threading.Event) -> None:
        self._engine = engine
        self._look = look
        self._cancel = cancel
        self._embedder = engine.embedder  # refuses a changed one before a file is opened
        self._waiting: list[Draft] = []
        self._costs: dict[str, Cost] = {}  # of the waiting
        self._start = self._last_store = time.perf_counter()
        self._files = self._bytes = self._passages = 0
        self._total_bytes = sum(look.seen[path].size for path in look.plan.read)

    def run(self) -> Iterator[IngestEvent]:
        """Outcomes as the files are stored, and progress after each."""
        with ParserPool(self._engine.settings.ingest) as pool:
            for path, found, cost in pool.parse(self._paths()):
                yield from self._take(str(path), found, cost)
                if self._batch_is_full():
                    yield from self._store()
            yield from self._store()

    def _paths(self) -> Iterator[Path]:
        for path in self._look.plan.read:
            if self._cancel.is_set():
                return
            yield Path(path)

    def _take(self, path: str, found: Parsed | Unreadable, cost: Cost) -> Iterator[IngestEvent]:
        drafted = found if isinstance(found, Unreadable) else self._draft(path, found)
        if isinstance(drafted, Draft):
            self._waiting.append(drafted)
            self._costs[path] = cost
            return
        if not (drafted.code in PASSING and self._look.change(path) is Change.REPLACED):
            with self._engine.library.changing() as changes:
                changes.place(self._look.failed(path, drafted.code, drafted.detail))
        yield Outcome(path, Change.FAILED, 0, drafted.code, drafted.detail, cost.seconds, cost.peak_mb)
        yield self._progress(path)

    def _draft(self, path: str, parsed: Parsed) -> Draft | Unreadable:
        if self._has_changed(path):
            return Unreadable("changing", "")
        try:
            drafted = draft(
                parsed,
                self._look.seen[path],
                self._look.hashes[path],
                self._look.collection,
                self._embedder,
                self._engine.settings.ingest.passage_tokens,
            )
        except SouffleurError:
            raise
        except Exception as trouble:  # noqa: BLE001 - one strange document must not end the run
            return Unreadable("crashed", f"{type(trouble).__name__}: {trouble}")
        return drafted if drafted.passages else Unreadable("no_text", "")

    def _has_changed(self, path: str) -> bool:
        """Whether the file was written while it was being read, so that text and hash do not belong together."""
        one = self._look.seen[path]
        try:
            now = Path(path).lstat()
        except OSError:
            return True
        return path not in self._look.hashes or (now.st_size, now.st_mtime_ns) != (one.size, one.mtime_ns)

    def _batch_is_full(self) -> bool:
        passages = sum(len(one.passages) for one in self._waiting)
        return passages >= BATCH_PASSAGES or time.perf_counter() - self._last_store > BATCH_SECONDS

    def _store(self) -> Iterator[IngestEvent]:
        stored, self._waiting = self._waiting, []
        if stored:
            arrivals = embed(stored, self._embedder, self._engine.library)
            with self._engine.library.changing() as changes:
                for arrival, one in zip(arrivals, stored, strict=True):
                    changes.add(arrival, self._look.indexed(one.seen.path))
                changes.sheets.keep(sheets_for((one.document, one.passages) for one in arrivals), VERSION)
            self._engine.tell_vectors()
        self._last_store = time.perf_counter()
        for one in stored:
            self._passages += len(one.passages)
            path, cost = one.seen.path, self._costs.pop(one.seen.path)
            yield Outcome(path, self._look.change(path), len(one.passages), "", "", cost.seconds, cost.peak_mb)
            yield self._progress(path)

    def _progress(self, path: str) -> Progress:
        self._files += 1
        self._bytes += self._look.seen[path].size
        seconds = time.perf_counter() - self._start
        share = self._bytes / self._total_bytes if self._total_bytes else 0.0
        return Progress(
            files_done=self._files,
            files_total=len(self._look.plan.read),
            passages=self._passages,
            seconds=seconds,
            seconds_left=seconds / share - seconds if share else None,
            current=Path(path).name,
        )
