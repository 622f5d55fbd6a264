"""The record of a trial, whether this process owns the library or the running server does."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Protocol

from rag import journal
from rag.errors import Kind, SouffleurError
from rag.language import question_language
from rag.records import Asked, Finished, Retrieved, Token
from rag.store.asked import all_asked
from rag.streams import let_go
from ui.wire import record_from_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rag.engine import Engine
    from rag.records import AnswerEvent


class TrialBook(Protocol):
    """What the screens may ask of the record; `Desk.trial` gives it."""

    def all(self) -> list[Asked]:
        """Every question that was noted, the earliest first."""

    def clear(self) -> int:
        """Forget all of them; returns how many there were. Opinions are another matter."""


class LocalTrial:
    """See `TrialBook`; the library in this process."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def all(self) -> list[Asked]:
        """See `TrialBook`."""
        return all_asked(self._engine.library.read)

    def clear(self) -> int:
        """See `TrialBook`."""
        with self._engine.library.changing() as changes:
            return changes.asked.clear()

    def noted(self, question: str, events: Iterator[AnswerEvent]) -> Iterator[AnswerEvent]:
        """The events of an answer as they come; what became of the question is noted behind them, its words are not."""
        watch = _Watch(question_language(question, self._engine.settings.page.language))
        try:
            for event in events:
                watch.see(event)
                yield event
        except SouffleurError as trouble:
            watch.trouble = trouble.code
            watch.counts = trouble.kind is not Kind.USAGE
            raise
        except Exception as trouble:
            watch.trouble = type(trouble).__name__
            raise
        finally:
            let_go(events)
            if watch.counts:
                self._note(watch.asked())

    def _note(self, asked: Asked) -> None:
        try:
            with self._engine.library.changing() as changes:
                changes.asked.note(asked)
        except Exception as trouble:  # noqa: BLE001 - a full disk, or a library that is closing, must not cost an answer
            journal.trouble(trouble)


class RemoteTrial:
    """See `TrialBook`; behind the running server, through its client's `call(method, path, asked)`."""

    def __init__(self, call: Callable[..., Any]) -> None:
        self._call = call

    def all(self) -> list[Asked]:
        """See `TrialBook`."""
        return [record_from_json(Asked, one) for one in self._call("GET", "/trial")]

    def clear(self) -> int:
        """See `TrialBook`."""
        return int(self._call("POST", "/trial/clear", {})["removed"])


class _Watch:
    """One question on its way."""

    def __init__(self, language: str) -> None:
        self.trouble = ""
        self.counts = True  # a question that is empty or too long was not asked
        self._language = language
        self._moment = datetime.now(UTC).isoformat(timespec="seconds")
        self._start = time.perf_counter()
        self._evidence: float | None = None
        self._first_word: float | None = None
        self._finished: Finished | None = None

    def see(self, event: AnswerEvent) -> None:
        now = time.perf_counter() - self._start
        if isinstance(event, Retrieved):
            self._evidence = now
        elif isinstance(event, Token | Finished) and self._first_word is None:
            self._first_word = now
        if isinstance(event, Finished):
            self._finished = event

    def asked(self) -> Asked:
        return Asked(
            moment=self._moment,
            language=self._language,
            manner=self._finished.manner if self._finished else None,
            evidence=self._evidence,
            first_word=self._first_word,
            seconds=time.perf_counter() - self._start,
            trouble=self.trouble,
            stopped=self._finished is None and not self.trouble,
        )
