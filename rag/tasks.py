"""Office tasks and what is kept of them: what was done, when, on which documents, how it went, what came of it. Pure.

A result is JSON, so that every kind of task is kept by the same code. One rule lets a forgotten document leave it:
whatever rests on a document stands in an object that has the document's id under `document`. Such an object leaves the
list it stands in; one that stands in no list takes the object around it along.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, NewType

from rag.records import DocumentId

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

TaskId = NewType("TaskId", str)
Json = dict[str, Any]  # what `json` makes of one object
DOCUMENT: Final = "document"  # the key that says on which document an object rests


class Ending(StrEnum):
    """How a task went."""

    DONE = "done"
    STOPPED = "stopped"  # by its reader
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class KeptTask:
    """One task with what came of it."""

    id: TaskId
    kind: str  # the name of its section of the page, such as `minutes`
    title: str  # in the words of whoever asked; empty where the documents name it
    started: str  # ISO 8601, UTC
    seconds: float
    ending: Ending
    documents: tuple[DocumentId, ...] = ()  # that it read and the library still holds
    names: tuple[str, ...] = ()  # of their files, sorted
    result: Json | None = None  # None where there is none, or nothing is left of it
    trouble: Json | None = None  # code and facts of the error that ended it
    shortened: bool = False  # a document of it was forgotten since


@dataclass(frozen=True, slots=True)
class TaskStep:
    """How far a task is."""

    stage: str  # what is done now, in a word of the task's kind
    done: int
    total: int  # 0 where it is not known
    name: str = ""  # of the file in hand


@dataclass(frozen=True, slots=True)
class TaskEnded:
    """The last event: the task as it is kept, or would be where none is."""

    task: KeptTask


@dataclass(frozen=True, slots=True)
class TaskResult:
    """What a task gives back."""

    documents: tuple[DocumentId, ...]  # that it read
    result: Json
    title: str = ""


TaskEvent = TaskStep | TaskEnded
Work = Generator[TaskStep, None, TaskResult | None]  # None: it was stopped


def documents_in(value: Any) -> Iterator[DocumentId]:  # noqa: ANN401 - any JSON
    """Every document on which something in a result rests, some of them several times."""
    if isinstance(value, dict):
        named = value.get(DOCUMENT)
        if isinstance(named, str) and named:
            yield DocumentId(named)
        for one in value.values():
            yield from documents_in(one)
    elif isinstance(value, list):
        for one in value:
            yield from documents_in(one)


def without(result: Json, gone: Container[str]) -> Json | None:
    """A result without all that rests on some documents; None when nothing is left."""
    rest = _rest(result, gone)
    return rest if isinstance(rest, dict) else None


_GONE: Final = object()


def _rest(value: Any, gone: Container[str]) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(value, list):
        return [one for one in (_rest(one, gone) for one in value) if one is not _GONE]
    if not isinstance(value, dict):
        return value
    named = value.get(DOCUMENT)
    if isinstance(named, str) and named in gone:
        return _GONE
    rest = {name: _rest(one, gone) for name, one in value.items()}
    return _GONE if any(one is _GONE for one in rest.values()) else rest
