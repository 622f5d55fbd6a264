"""Readers' opinions about answers, whether this process owns the library or the running server does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from rag.evaluation.opinions import right_sources
from rag.records import Feedback
from ui.wire import record_from_json, record_to_json

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rag.engine import Engine
    from rag.evaluation.cases import Case
    from rag.evaluation.own import OwnQuestions


class FeedbackBook(Protocol):
    """What the screens may ask of the opinions; `Desk.feedback` gives it."""

    def all(self) -> list[Feedback]:
        """Every opinion, the latest first."""

    def give(self, said: Feedback) -> None:
        """Keep an opinion; a second one about the same answer takes the place of the first."""

    def take(self, ids: Sequence[str]) -> None:
        """Note that their questions are among those to measure with."""

    def remove(self, ids: Sequence[str]) -> int:
        """Forget opinions; returns how many were there."""


class LocalFeedback:
    """See `FeedbackBook`; the library in this process."""

    def __init__(self, engine: Engine) -> None:
        self._library = engine.library

    def all(self) -> list[Feedback]:
        """See `FeedbackBook`."""
        return self._library.feedback()

    def give(self, said: Feedback) -> None:
        """See `FeedbackBook`."""
        with self._library.changing() as changes:
            changes.feedback.give(said)

    def take(self, ids: Sequence[str]) -> None:
        """See `FeedbackBook`."""
        with self._library.changing() as changes:
            changes.feedback.take(ids)

    def remove(self, ids: Sequence[str]) -> int:
        """See `FeedbackBook`."""
        with self._library.changing() as changes:
            return changes.feedback.remove(ids)


class RemoteFeedback:
    """See `FeedbackBook`; behind the running server, through its client's `call(method, path, asked)`."""

    def __init__(self, call: Callable[..., Any]) -> None:
        self._call = call

    def all(self) -> list[Feedback]:
        """See `FeedbackBook`."""
        return [record_from_json(Feedback, one) for one in self._call("GET", "/feedback")]

    def give(self, said: Feedback) -> None:
        """See `FeedbackBook`."""
        self._call("POST", "/feedback", record_to_json(said))

    def take(self, ids: Sequence[str]) -> None:
        """See `FeedbackBook`."""
        self._call("POST", "/feedback/take", {"ids": list(ids)})

    def remove(self, ids: Sequence[str]) -> int:
        """See `FeedbackBook`."""
        return int(self._call("POST", "/feedback/remove", {"ids": list(ids)})["removed"])


def to_questions(book: FeedbackBook, own: OwnQuestions) -> list[Case]:
    """Make a question of every opinion that says what answers it, once."""
    cases, taken = [], []
    for said in reversed(book.all()):  # the latest word on a question stands
        relevant = None if said.taken else right_sources(said)
        if relevant is not None:
            cases.append(own.add(said.question, relevant))
            taken.append(said.id)
    book.take(taken)
    return cases
