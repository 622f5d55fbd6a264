"""One question and what becomes of it, in a thread of its own: the page may be drawn again and again meanwhile.

Streamlit runs a page anew at every click and drops what it was doing; an answer must survive that, and must stop when
its reader says so or has gone.
"""

from __future__ import annotations

import secrets
import threading
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from rag import journal
from rag.errors import SouffleurError
from rag.narrowing import EVERYTHING, Narrowing
from rag.records import Finished, Meanwhile, Retrieved, Thought, Token, Understood, Waiting
from ui.wire import unexpected

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from rag.records import AnswerEvent

    Ask = Callable[[threading.Event], Iterator[AnswerEvent]]

GONE_SECONDS: Final = 150.0  # browsers wake a hidden page only once a minute; two missed turns and the reader has gone


@dataclass(frozen=True, slots=True)
class Turn:
    """A question with what is known of its answer; a value."""

    question: str
    found: Retrieved | None = None
    meanwhile: Meanwhile | None = None  # what the documents say, until a model writes
    ahead: int = 0  # questions that the chat model answers first
    thought: str = ""  # what a reasoning model thought so far
    text: str = ""  # written so far
    finished: Finished | None = None
    trouble: SouffleurError | None = None
    stopped: bool = False  # by the reader
    done: bool = False
    unkept: SouffleurError | None = None  # why the library does not hold it
    understood: str = ""  # the whole question, where the one that was typed hangs on those before it

    @property
    def stage(self) -> int:
        """How far it is: 0 searching, 1 evidence found, 2 over."""
        return 2 if self.done else 1 if self.found else 0


@dataclass(slots=True)
class Asking:
    """A question on its way. `look` says how it stands, `stop` ends it."""

    question: str
    log: Path  # where the detail of a defect is kept, to be told to the reader
    name: str = field(default_factory=lambda: secrets.token_hex(8))  # of its answer, for what is said of it
    # Told of every state that is worth keeping. What is kept is written to its end for a reader who comes back.
    keep: Callable[[str, Turn], None] | None = None
    where: Narrowing = EVERYTHING  # it was asked
    _turn: Turn = field(init=False)
    _cancel: threading.Event = field(default_factory=threading.Event)
    _guard: threading.Condition = field(default_factory=threading.Condition)
    _seen: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self._turn = Turn(self.question)

    @classmethod
    def over(cls, turn: Turn, log: Path, name: str) -> Asking:
        """One that has come to its end before."""
        asking = cls(turn.question, log, name)
        asking._turn = replace(turn, done=True)
        return asking

    def start(self, ask: Ask) -> Asking:
        """Begin; `ask` is given what stops it."""
        threading.Thread(target=self._run, args=(ask,), name="souffleur-answer", daemon=True).start()
        return self

    def look(self) -> Turn:
        """How things stand now; being looked at keeps it going."""
        with self._guard:
            self._seen = time.monotonic()
            return self._turn

    def settle(self, seconds: float) -> None:
        """Wait until there is something to read, at most so long: a page that is drawn then is not drawn twice."""
        with self._guard:
            self._guard.wait_for(lambda: self._turn.done or self._turn.meanwhile is not None, seconds)

    def stop(self) -> None:
        """No more words; what is written stays."""
        self._cancel.set()
        self._change(stopped=True)

    def drop(self) -> None:
        """End it, and keep nothing more of it."""
        self.keep = None
        self.stop()

    def _run(self, ask: Ask) -> None:
        try:
            for event in ask(self._cancel):
                self._note(event)
                if self.keep is None and time.monotonic() - self._seen > GONE_SECONDS:
                    self._cancel.set()
        except SouffleurError as trouble:
            self._change(trouble=trouble)
        except Exception as trouble:  # noqa: BLE001 - the thread is a rim: its page says a sentence
            journal.trouble(trouble)
            self._change(trouble=unexpected(type(trouble).__name__, self.log))
        finally:
            self._keep()
            self._change(done=True)

    def _note(self, event: AnswerEvent) -> None:
        match event:
            case Understood():
                self._change(understood=event.rewritten)
            case Retrieved():
                self._change(found=event)
                self._keep()
            case Meanwhile():
                self._change(meanwhile=event)
            case Waiting():
                self._change(ahead=event.ahead)
            case Thought():
                self._change(thought=self._turn.thought + event.text)
            case Token():
                self._change(text=self._turn.text + event.text)
            case Finished():
                self._change(finished=event)

    def _keep(self) -> None:
        """An answer that cannot be kept is still one."""
        keep = self.keep
        if keep is None or (self._turn.found is None and self._turn.finished is None):
            return
        try:
            keep(self.name, self._turn)
        except SouffleurError as trouble:
            self._change(unkept=trouble)
        except Exception as trouble:  # noqa: BLE001 - the library may be closed under a thread that ends later
            journal.trouble(trouble)
            self._change(unkept=unexpected(type(trouble).__name__, self.log))

    def _change(self, **parts: object) -> None:
        with self._guard:
            changed: Turn = replace(self._turn, **parts)  # type: ignore[arg-type]  # names are those of the fields
            # A stop that comes when all is said changes nothing.
            self._turn = self._turn if self._turn.done else changed
            self._guard.notify_all()
