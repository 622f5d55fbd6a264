"""Office tasks: carried out, kept, listed, deleted, whether this process owns the library or the running server does.

A kind of task is a generator that gives its steps and returns its result (`rag.tasks.Work`); `LocalTasks.carry_out`
does the rest: the time, the end, the history.
"""

from __future__ import annotations

import secrets
import threading
import time
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final, Protocol

from rag.errors import SouffleurError
from rag.tasks import Ending, KeptTask, TaskEnded, TaskId, TaskResult, TaskStep
from ui.task_runs import TaskRuns
from ui.threads import now
from ui.wire import record_from_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rag.engine import Engine
    from rag.tasks import TaskEvent, Work

MOST: Final = 1_000_000  # tasks: all of them


class TaskBook(Protocol):
    """What the screens may ask of the tasks that were done; `Desk.tasks` gives it."""

    def find(self, kind: str = "", limit: int = MOST) -> list[KeptTask]:
        """Those of a kind, of every kind where none is named, the latest first, without their results."""

    def named(self, name: str) -> KeptTask:
        """The one of that id, or whose id alone begins so, with its result; raises TaskUnknown."""

    def keeps(self) -> bool:
        """Whether tasks are kept, as the settings say."""

    def remove(self, tasks: Sequence[TaskId]) -> int:
        """Forget tasks with their results; returns how many were there."""


class LocalTasks:
    """See `TaskBook`; the library in this process."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._library = engine.library
        self.runs = TaskRuns()  # those that the pages asked for

    def find(self, kind: str = "", limit: int = MOST) -> list[KeptTask]:
        """See `TaskBook`."""
        return self._library.tasks.find(kind, limit)

    def named(self, name: str) -> KeptTask:
        """See `TaskBook`."""
        return self._library.tasks.named(name)

    def keeps(self) -> bool:
        """See `TaskBook`."""
        return self._engine.settings.page.keep_tasks

    def remove(self, tasks: Sequence[TaskId]) -> int:
        """See `TaskBook`."""
        with self._library.changing() as changes:
            return changes.tasks.remove(tasks)

    def carry_out(
        self, kind: str, work: Callable[[threading.Event], Work], cancel: threading.Event | None = None
    ) -> Iterator[TaskEvent]:
        """Do a task: its steps, then how it ended; it is kept however that was, unless the settings say no.

        Args:
            kind: the name of its section.
            work: makes the generator that does it; it returns None soon after its argument is set.
            cancel: set to stop.

        Raises:
            SouffleurError: what the work raises; the task is kept with it.
        """
        began, start = now(), time.perf_counter()
        stop = cancel or threading.Event()

        def ended(ending: Ending, made: TaskResult | None = None, trouble: SouffleurError | None = None) -> KeptTask:
            facts = {name: str(fact) for name, fact in trouble.facts.items()} if trouble else {}
            return self._keep(
                KeptTask(
                    TaskId(secrets.token_hex(6)), kind, made.title if made else "", began,
                    round(time.perf_counter() - start, 3), ending, made.documents if made else (),
                    result=made.result if made else None,
                    trouble={"code": trouble.code, "facts": facts} if trouble else None,
                )
            )  # fmt: skip

        try:
            with closing(work(stop)) as steps:
                made = yield from steps
        except SouffleurError as trouble:
            ended(Ending.FAILED, trouble=trouble)
            raise
        except GeneratorExit:
            ended(Ending.STOPPED)
            raise
        yield TaskEnded(ended(Ending.DONE, made) if made else ended(Ending.STOPPED))

    def close(self) -> None:
        """Stop what the pages asked for."""
        self.runs.close()

    def _keep(self, task: KeptTask) -> KeptTask:
        if not self.keeps():
            return task
        with self._library.changing() as changes:
            changes.tasks.keep(task)
        return self._library.tasks.named(task.id)


class RemoteTasks:
    """See `TaskBook`; behind the running server, through its client's `call(method, path, asked)`."""

    def __init__(self, call: Callable[..., Any]) -> None:
        self._call = call

    def find(self, kind: str = "", limit: int = MOST) -> list[KeptTask]:
        """See `TaskBook`."""
        found = self._call("POST", "/tasks/find", {"kind": kind, "limit": limit})
        return [record_from_json(KeptTask, one) for one in found]

    def named(self, name: str) -> KeptTask:
        """See `TaskBook`."""
        return record_from_json(KeptTask, self._call("POST", "/tasks/named", {"name": name}))

    def keeps(self) -> bool:
        """See `TaskBook`."""
        return bool(self._call("GET", "/tasks/keeps")["keeps"])

    def remove(self, tasks: Sequence[TaskId]) -> int:
        """See `TaskBook`."""
        return int(self._call("POST", "/tasks/remove", {"ids": list(tasks)})["removed"])


def only_tasks(events: Iterator[Any]) -> Iterator[TaskEvent]:
    """Of a stream of the server those that are a task's."""
    for event in events:
        if isinstance(event, TaskStep | TaskEnded):
            yield event
