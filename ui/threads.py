"""Kept conversations, whether this process owns the library or the running server does."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, Protocol

from rag.errors import KeepingOff, ThreadUnknown, TitleEmpty
from rag.narrowing import EVERYTHING, Narrowing
from rag.threads import LONGEST_TITLE, KeptTurn, Thread, ThreadId, title_of
from ui.wire import record_from_json, record_to_json

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rag.engine import Engine

MOST: Final = 1_000_000  # conversations: all of them


class ThreadBook(Protocol):
    """What the screens may ask of the conversations; `Desk.threads` gives it."""

    def find(self, words: str = "", limit: int = MOST) -> list[Thread]:
        """Those that hold every word of `words` in title, questions or answers, the latest first."""

    def named(self, name: str) -> Thread:
        """The one of that id, or whose id alone begins so; raises ThreadUnknown."""

    def holding(self, turn: str) -> Thread | None:
        """The one that an answer is part of, by the answer's name; None where it is not kept."""

    def turns(self, thread: ThreadId) -> list[KeptTurn]:
        """What was asked and answered in it, in order."""

    def keep(self, thread: Thread, turn: KeptTurn) -> None:
        """Add a question with what is known of its answer, again when more is known; raises KeepingOff."""

    def keeps(self) -> bool:
        """Whether conversations are kept, as the settings say."""

    def rename(self, thread: ThreadId, title: str) -> None:
        """Give it another name; raises TitleEmpty, ThreadUnknown."""

    def cut(self, thread: ThreadId, turn: str) -> int:
        """Forget a question, named by its answer, and all after it; returns how many that were."""

    def remove(self, threads: Sequence[ThreadId]) -> int:
        """Forget conversations with all that was said in them; returns how many were there."""


class LocalThreads:
    """See `ThreadBook`; the library in this process."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._library = engine.library

    def find(self, words: str = "", limit: int = MOST) -> list[Thread]:
        """See `ThreadBook`."""
        return self._library.threads.find(words, limit)

    def named(self, name: str) -> Thread:
        """See `ThreadBook`."""
        return self._library.threads.named(name)

    def holding(self, turn: str) -> Thread | None:
        """See `ThreadBook`."""
        return self._library.threads.holding(turn)

    def turns(self, thread: ThreadId) -> list[KeptTurn]:
        """See `ThreadBook`."""
        return self._library.threads.turns(thread)

    def keep(self, thread: Thread, turn: KeptTurn) -> None:
        """See `ThreadBook`."""
        if not self.keeps():
            raise KeepingOff
        with self._library.changing() as changes:
            changes.threads.keep(replace(thread, changed=now()), turn)

    def keeps(self) -> bool:
        """See `ThreadBook`."""
        return self._engine.settings.page.keep_conversations

    def rename(self, thread: ThreadId, title: str) -> None:
        """See `ThreadBook`."""
        name = " ".join(title.split())[:LONGEST_TITLE]
        if not name:
            raise TitleEmpty
        with self._library.changing() as changes:
            if not changes.threads.rename(thread, name):
                raise ThreadUnknown(thread)

    def cut(self, thread: ThreadId, turn: str) -> int:
        """See `ThreadBook`."""
        with self._library.changing() as changes:
            return changes.threads.cut(thread, turn)

    def remove(self, threads: Sequence[ThreadId]) -> int:
        """See `ThreadBook`."""
        with self._library.changing() as changes:
            return changes.threads.remove(threads)


class RemoteThreads:
    """See `ThreadBook`; behind the running server, through its client's `call(method, path, asked)`."""

    def __init__(self, call: Callable[..., Any]) -> None:
        self._call = call

    def find(self, words: str = "", limit: int = MOST) -> list[Thread]:
        """See `ThreadBook`."""
        found = self._call("POST", "/threads/find", {"words": words, "limit": limit})
        return [record_from_json(Thread, one) for one in found]

    def named(self, name: str) -> Thread:
        """See `ThreadBook`."""
        return record_from_json(Thread, self._call("POST", "/threads/named", {"name": name}))

    def holding(self, turn: str) -> Thread | None:
        """See `ThreadBook`."""
        found = self._call("POST", "/threads/holding", {"name": turn})
        return record_from_json(Thread, found) if found else None

    def turns(self, thread: ThreadId) -> list[KeptTurn]:
        """See `ThreadBook`."""
        return [record_from_json(KeptTurn, one) for one in self._call("GET", f"/threads/{thread}/turns")]

    def keep(self, thread: Thread, turn: KeptTurn) -> None:
        """See `ThreadBook`."""
        self._call("POST", "/threads/keep", {"thread": record_to_json(thread), "turn": record_to_json(turn)})

    def keeps(self) -> bool:
        """See `ThreadBook`."""
        return bool(self._call("GET", "/threads/keeps")["keeps"])

    def rename(self, thread: ThreadId, title: str) -> None:
        """See `ThreadBook`."""
        self._call("POST", "/threads/rename", {"id": thread, "title": title})

    def cut(self, thread: ThreadId, turn: str) -> int:
        """See `ThreadBook`."""
        return int(self._call("POST", "/threads/cut", {"id": thread, "turn": turn})["removed"])

    def remove(self, threads: Sequence[ThreadId]) -> int:
        """See `ThreadBook`."""
        return int(self._call("POST", "/threads/remove", {"ids": list(threads)})["removed"])


def begun(question: str, narrowing: Narrowing = EVERYTHING) -> Thread:
    """A conversation that begins with this question; it is not kept yet."""
    moment = now()
    return Thread(ThreadId(secrets.token_hex(6)), title_of(question), moment, moment, narrowing)


def now() -> str:
    """This moment as ISO 8601, UTC; to the microsecond, so that what came later stands later."""
    return datetime.now(UTC).isoformat()
