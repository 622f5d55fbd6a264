"""Office work as the screens see it: minutes read from the library, here or behind the running server."""

from __future__ import annotations

from functools import partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Final, Protocol

from ingest.scan import absolute
from rag.answering.sources import weights_of
from rag.errors import NoMinutes, NothingThere, NotReadYet
from rag.office.asked import MinutesAsked
from rag.office.minutes import read_minutes
from rag.office.reading import ModelReader
from rag.office.record import Summary
from rag.office.several import compared
from rag.records import Genre
from rag.tasks import TaskEnded, TaskResult, TaskStep
from ui.tasks import only_tasks
from ui.wire import record_from_json, record_to_json

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterator, Sequence

    from rag.engine import Engine
    from rag.records import Document
    from rag.tasks import TaskEvent, Work
    from ui.tasks import LocalTasks

MINUTES: Final = "minutes"  # the kind of these tasks
READING: Final = "reading"  # their steps


class Office(Protocol):
    """What the screens may ask of it."""

    def summarise(self, asked: MinutesAsked, cancel: threading.Event | None = None) -> Iterator[TaskEvent]:
        """Read minutes; the result of the task at the end is a `Summary` as JSON, which `meetings_of` reads.

        Raises:
            LibraryEmpty, NothingThere, NotReadYet: a path of which the library knows nothing.
            NoMinutes: folders without minutes.
            CollectionUnknown, KindUnknown, NothingInScope…: what a narrowing raises.
        """


class LocalOffice:
    """The work done in this process."""

    def __init__(self, engine: Engine, tasks: LocalTasks) -> None:
        self._engine = engine
        self._tasks = tasks

    def summarise(self, asked: MinutesAsked, cancel: threading.Event | None = None) -> Iterator[TaskEvent]:
        """See `Office`."""
        return self._tasks.carry_out(MINUTES, partial(self._read, asked), cancel)

    def _read(self, asked: MinutesAsked, cancel: threading.Event) -> Work:
        library = self._engine.library
        chosen, passed_over = self._chosen(asked)
        reader = self._reader() if asked.model else None
        meetings = []
        for place, document in enumerate(chosen):
            if cancel.is_set():
                return None
            yield TaskStep(READING, place, len(chosen), document.name)
            passages = library.passages_of(document.id)
            meetings.append(
                (yield from reader.read(document, passages, cancel)) if reader else read_minutes(document, passages)
            )
        if cancel.is_set():
            return None
        found = compared(meetings, asked.day, passed_over)
        return TaskResult(tuple(one.id for one in chosen), record_to_json(found))

    def _reader(self) -> ModelReader | None:
        """The chat model for this work; None where there is none."""
        chat, trouble = self._engine.chat_or_trouble()
        if chat is None and trouble is None:
            return None
        return ModelReader(chat, weights_of(self._engine.library), trouble)

    def _chosen(self, asked: MinutesAsked) -> tuple[list[Document], list[str]]:
        """The documents to read, and the names of those in the folders that are no minutes."""
        documents = self._engine.library.documents(self._engine.scope(asked.narrowing))
        chosen: dict[str, Document] = {}
        passed_over: set[str] = set()
        for path in map(Path, asked.paths):
            found = [document for document in documents if _lies(document, path)]
            if not found:
                raise NotReadYet(path) if path.expanduser().exists() else NothingThere(path)
            named = [document for document in found if str(absolute(path)) in document.paths]
            for document in found:
                if document in named or document.genre is Genre.MINUTES:
                    chosen[document.id] = document
                else:
                    passed_over.add(document.name)
        if not chosen:
            raise NoMinutes(Path(asked.paths[0]))
        return list(chosen.values()), sorted(passed_over)


class RemoteOffice:
    """The work done by the running server, which lives on this machine."""

    def __init__(self, stream: Callable[..., Iterator[Any]]) -> None:
        self._stream = stream

    def summarise(self, asked: MinutesAsked, cancel: threading.Event | None = None) -> Iterator[TaskEvent]:
        """See `Office`."""
        return only_tasks(self._stream("/office/minutes", record_to_json(asked), cancel))


def meetings_of(result: object) -> Summary:
    """The result of such a task again; raises pydantic's ValidationError when it is another one."""
    return record_from_json(Summary, result)


def asked_of(paths: Sequence[Path], day: str, *, model: bool = True) -> MinutesAsked:
    """Minutes by their files or folders, wherever they are named from."""
    return MinutesAsked(day, tuple(str(absolute(path)) for path in paths), model=model)


def finished(events: Iterator[TaskEvent]) -> Summary | None:
    """Wait for the end; None when it was stopped."""
    for event in events:
        if isinstance(event, TaskEnded) and event.task.result is not None:
            return meetings_of(event.task.result)
    return None


def _lies(document: Document, path: Path) -> bool:
    """Whether one of a document's places is this file, or inside this folder."""
    wanted = absolute(path)
    return any(PurePath(place) == wanted or wanted in PurePath(place).parents for place in document.paths)
