"""Sorting mail as an office task: with its steps, its stop, and a place in the history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rag.office.mail.record import MailFetched, MailsSorted, Sorted, SortedMail
from rag.tasks import TaskResult, TaskStep
from ui.wire import record_from_json, record_to_json

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterator

    from rag.tasks import Json, Work
    from ui.mail import MailEvent

MAIL: Final = "mail"  # the kind of these tasks
FETCHING: Final = "fetching"
READING: Final = "reading"
SORTING: Final = "sorting"


def sorting_work(events: Iterator[MailEvent], title: Callable[[int], str], cancel: threading.Event) -> Work:
    """Sort to the end; what is linked to a document leaves the result with it.

    Args:
        events: of `MailRoom.sort`.
        title: gives what the task is called in the history, with how many were sorted.
        cancel: set to stop.
    """
    found: list[Sorted] = []
    end: MailsSorted | None = None
    yield TaskStep(READING, 0, 0)
    for event in events:
        if isinstance(event, MailFetched):
            whole = event.done == event.total
            yield TaskStep(READING, 0, 0) if whole else TaskStep(FETCHING, event.done, event.total)
        elif isinstance(event, SortedMail):
            found.append(event.found)
            yield TaskStep(SORTING, event.place, event.total, event.found.mail.subject)
        elif isinstance(event, MailsSorted):
            end = event
    if end is None or end.stopped or cancel.is_set():
        return None
    documents = dict.fromkeys(link.document for one in found for link in one.links)
    result: Json = {"mails": [record_to_json(one) for one in found], "end": record_to_json(end)}
    return TaskResult(tuple(documents), result, title(len(found)))


def mails_of(result: Json) -> tuple[list[Sorted], MailsSorted]:
    """The result of such a task again."""
    mails = [record_from_json(Sorted, one) for one in result["mails"]]
    return mails, record_from_json(MailsSorted, result["end"])
