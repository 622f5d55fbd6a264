"""One run of ingestion: look, then place what needs no reading, read the rest, and say what became of every file.

A bad file is an outcome, never the end of the run. What was reported as added is on the disk.
"""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from ingest.events import Change, IngestEvent, Outcome, Planned, Summary
from ingest.guard import is_inside
from ingest.look import Look, look
from ingest.reading import Reading
from rag.evaluation.cases import names_lost
from rag.evaluation.opinions import without
from rag.records import Collection, DocumentId

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence
    from pathlib import Path

    from ingest.look import Moving
    from rag.engine import Engine
    from rag.records import Feedback
    from rag.store.library import Library

DEFAULT_COLLECTION: Final = "documents"


def ingest(
    engine: Engine,
    paths: Sequence[Path],
    collection: str = DEFAULT_COLLECTION,
    *,
    retry: bool = False,
    forget_missing: bool = False,
    is_moving: Moving | None = None,
    cancel: threading.Event | None = None,
) -> Iterator[IngestEvent]:
    """Bring the library in step with files and folders.

    Args:
        engine: the open library.
        paths: folders, looked at as a whole, or single files.
        collection: where new and changed files go.
        retry: look again at files that failed and did not change since.
        forget_missing: forget what is gone, even when a whole folder is; without it such files are withheld.
        is_moving: whether a file is still being written, or went away only now; see `ingest.look.look`.
        cancel: set to stop after the files in hand; what is stored stays.

    Yields:
        Planned, then Outcome and Progress events, then one Summary.

    Raises:
        NothingThere: a path does not exist and was never read; nothing was changed.
        EmbedderChanged: the library has to be repaired first; nothing was changed.
        DiskFull: what was reported before is stored.
    """
    start = time.perf_counter()
    before = look(
        engine.library,
        paths,
        Collection(collection),
        retry=retry,
        forget_missing=forget_missing,
        is_moving=is_moving,
    )
    plan = before.plan
    reading = Reading(engine, before, cancel or threading.Event()) if plan.read else None
    yield Planned(
        files=len(plan.read) + len(plan.copies),
        unchanged=len(plan.unchanged) + len(plan.touched),
        moved=len(plan.moves),
        forgotten=len(plan.forget),
        total_bytes=sum(before.seen[path].size for path in plan.read),
    )
    outcomes: list[Outcome] = []
    for events in (_place(engine, before), reading.run() if reading else (), _copy(engine, before)):
        for event in events:
            if isinstance(event, Outcome):
                outcomes.append(event)
            yield event
    _remember(engine, before)
    yield _summary(outcomes, before, time.perf_counter() - start)


def forget(engine: Engine, documents: Sequence[DocumentId]) -> int:
    """Remove documents from the library, never from the disk; returns how many were there.

    Their names leave readers' opinions too, which were written there without being asked for.
    """
    known = engine.library.documents_by_id(documents)
    nameless = opinions_without(engine.library, known)
    with engine.library.changing() as changes:
        for document in known:
            changes.forget_document(document)
        for said in nameless:
            changes.feedback.give(said)
    engine.tell_vectors()
    return len(known)


def opinions_without(library: Library, gone: Container[DocumentId]) -> list[Feedback]:
    """The opinions that name documents which go, as they have to read then; nothing is changed."""
    opinions = library.feedback()
    if not opinions:
        return []
    files = library.located().values()
    names = names_lost(
        (file.path for file in files if file.document in gone),
        (file.path for file in files if file.document not in gone),
    )
    changed = ((said, without(said, names)) for said in opinions)
    return [after for before, after in changed if after != before]


def _place(engine: Engine, before: Look) -> Iterator[IngestEvent]:
    """Moved, copied, touched and forgotten files: their rows only, together, so that no content is dropped between."""
    plan = before.plan
    known = [path for path, source in plan.copies.items() if source == path]
    if not (plan.touched or plan.moves or known or plan.forget):
        return
    with engine.library.changing() as changes:
        changes.move({old: before.indexed(path) for path, old in plan.moves.items()})
        for path in (*plan.touched, *known):
            changes.place(before.indexed(path))
        for path in plan.forget:
            changes.forget_path(path)
    engine.tell_vectors()
    for path, old in plan.moves.items():
        yield Outcome(path, Change.MOVED, detail=old)
    for path in known:
        yield Outcome(path, before.change(path))
    for path in plan.forget:
        yield Outcome(path, Change.FORGOTTEN)


def _copy(engine: Engine, before: Look) -> Iterator[IngestEvent]:
    """Files whose content came in with another file of this run."""
    copies = {path: source for path, source in before.plan.copies.items() if source != path}
    stored = engine.library.documents_by_id(before.document(path) for path in copies)
    rows = engine.library.located() if copies else {}
    for path, source in copies.items():
        row = rows.get(source)
        if before.document(path) in stored:
            located, outcome = before.indexed(path), Outcome(path, before.change(path))
        elif row and row.failure:
            # The file that was read for both could not be: the same reason holds for this one.
            located = before.failed(path, row.failure, row.detail)
            outcome = Outcome(path, Change.FAILED, reason=row.failure, detail=row.detail)
        else:
            continue  # stopped before its turn: the next run takes both
        with engine.library.changing() as changes:
            changes.place(located)
        yield outcome
    if copies:  # what stood there before may be gone with it
        engine.tell_vectors()


def _remember(engine: Engine, before: Look) -> None:
    """Folders that were looked at, and those whose files are withheld until somebody decides."""
    followed = {one.root for one in engine.library.watched()} & set(before.roots)
    told = {one.root for one in before.withheld}
    answered = (
        []
        if before.unsure
        else [
            one.root
            for one in engine.library.withheld()
            if one.root not in told and any(is_inside(one.root, root) for root in before.roots)
        ]
    )
    if not (followed or told or answered):
        return
    now = datetime.now(UTC).isoformat(timespec="seconds")
    with engine.library.changing() as changes:
        changes.folders.withhold(before.withheld, answered)
        for root in followed:
            changes.folders.looked(root, now)


def _summary(outcomes: Sequence[Outcome], before: Look, seconds: float) -> Summary:
    counted = {change: sum(one.change is change for one in outcomes) for change in Change}
    return Summary(
        added=counted[Change.ADDED],
        replaced=counted[Change.REPLACED],
        moved=counted[Change.MOVED],
        forgotten=counted[Change.FORGOTTEN],
        unchanged=len(before.plan.unchanged) + len(before.plan.touched),
        failed=counted[Change.FAILED],
        passages=sum(one.passages for one in outcomes),
        seconds=seconds,
        failures=tuple(one for one in outcomes if one.change is Change.FAILED),
        withheld=before.withheld,
    )
