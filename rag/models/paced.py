"""A chat model that is watched while it reads and writes: its speed is learnt, and what it has read last is known.

llama.cpp keeps the last prompt and reads only what comes after the part that two prompts begin with; Ollama and vLLM do
the same. What is known here decides how much a question may still give to read.
"""

from __future__ import annotations

import contextlib
import threading
import time
from functools import partial
from itertools import islice
from os.path import commonprefix
from typing import TYPE_CHECKING, Any, Final

from rag.errors import ModelFailed
from rag.keys import key_for
from rag.models.chat import Message, open_chat
from rag.models.local import LocalChat
from rag.models.pace import Pace, pace_key
from rag.records import Waiting
from rag.streams import let_go

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence

    from rag.models.chat import ChatModel
    from rag.models.pace import Speed
    from rag.options import Chat
    from rag.records import Thought
    from rag.settings import Home

PROBE_TOKENS: Final = 12  # written by the probe: 2 to 4 seconds of a slow machine
# Small, with a system message: the template of Ministral 3 puts 550 tokens of its own where there is none.
WAKING: Final = (Message("system", "."), Message("user", "."))
COUNTING: Final = Message("user", "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, …")


class PacedChat:
    """See `ChatModel`; around another one."""

    def __init__(self, chat: ChatModel, pace: Pace | None = None, *, worth_a_probe: bool = True) -> None:
        self.name = chat.name
        self.chat = chat
        self._read: tuple[tuple[Message, ...], str] = ((), "")  # the last prompt that was read, and when it was started
        self._said = ""  # after it
        self.thinks = False  # before it answers, as far as was seen
        self._pace = pace or Pace()
        self._probing = threading.Lock()
        self._probed = not worth_a_probe

    @property
    def speed(self) -> Speed:
        """As far as it is known now."""
        return self._pace.speed

    @property
    def read(self) -> tuple[Message, ...]:
        """The last prompt that was read and is still known; a model that was started again knows nothing."""
        messages, started = self._read
        return messages if started == self._started() else ()

    @property
    def said(self) -> str:
        """What it wrote after `read`, which it knows as well; empty where it thought before."""
        return self._said if self.read else ""

    @property
    def context_tokens(self) -> int:
        """See `ChatModel`."""
        return self.chat.context_tokens

    def prepare(self, cancel: threading.Event | None = None) -> None:
        """See `ChatModel`."""
        self.chat.prepare(cancel)

    def count_tokens(self, text: str) -> int:
        """See `ChatModel`."""
        return self.chat.count_tokens(text)

    def count_messages(self, messages: Sequence[Message]) -> int:
        """See `ChatModel`."""
        return self.chat.count_messages(messages)

    def new_tokens(self, messages: Sequence[Message]) -> int:
        """How many tokens of a prompt are still to be read."""
        known = (*self.read, Message("assistant", self.said)) if self.said else self.read
        return sum(self.count_tokens(rest) for rest in unread(known, messages) if rest)

    def probe(self, rules: str, cancel: threading.Event | None = None) -> None:
        """Measure a model whose speed is not known yet; it is loaded for this.

        What it reads is the rules that every question begins with, so that reading them is not lost. A model that says
        nothing stays unmeasured until it does.

        Args:
            rules: text of the system message of the questions that follow.
            cancel: set to stop; the model then stays unmeasured. Who comes while somebody measures does not wait.

        Raises:
            ServerUnreachable, RunnerMissing: see `ChatModel.stream`.
        """
        if self.speed.is_known or self._probed or not self._probing.acquire(blocking=False):
            return
        try:
            for messages, most in ((WAKING, 1), ((Message("system", rules), COUNTING), PROBE_TOKENS)):
                asked = self.stream(messages, max_tokens=most, temperature=0.0, cancel=cancel)
                with contextlib.suppress(ModelFailed), contextlib.closing(asked):
                    for _ in islice(asked, most):  # what it thinks is not bounded by its answer
                        pass
            self._probed = not (cancel and cancel.is_set())
        finally:
            self._probing.release()

    def stream(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        temperature: float,
        cancel: threading.Event | None = None,
        schema: Mapping[str, Any] | None = None,
    ) -> Generator[str | Thought | Waiting, None, None]:
        """See `ChatModel`."""
        was_loaded, unread_tokens = bool(self.read), self.new_tokens(messages)
        asked = time.perf_counter()
        first = last = 0.0
        text = ""
        held = {"schema": schema} if schema is not None else {}
        stream = self.chat.stream(messages, max_tokens=max_tokens, temperature=temperature, cancel=cancel, **held)
        try:
            for piece in stream:
                last = time.perf_counter()
                if isinstance(piece, Waiting):  # others were answered until now, and what is read changed
                    asked = last
                    was_loaded, unread_tokens = bool(self.read), self.new_tokens(messages)
                    yield piece
                    continue
                if not first:
                    first, self._read, self._said = last, (tuple(messages), self._started()), ""
                self.thinks = self.thinks or not isinstance(piece, str)
                text += piece if isinstance(piece, str) else piece.text
                yield piece
        finally:
            let_go(stream)
            # The first question to a model waits for its file to be loaded: its time says nothing of reading.
            if not first:
                self._read = ((), "")  # given up while it read: how much of it is left, nobody knows
            if first:
                self._said = "" if self.thinks else text
                read = (unread_tokens, first - asked) if was_loaded else (0, 0.0)
                self._pace.note(read=read, written=(self.count_tokens(text) - 1, last - first))

    def close(self) -> None:
        """See `ChatModel`."""
        self.chat.close()

    def _started(self) -> str:
        """Changes when the model is started again; a server at an address is believed to stay."""
        return self.chat.started if isinstance(self.chat, LocalChat) else ""


def open_paced(options: Chat, home: Home) -> PacedChat | None:
    """The chat model of the settings with what was measured of it, None when there is none; nothing is started yet.

    Raises:
        AddressRefused, ServerUnreachable, ModelMissing: see `open_chat`.
    """
    chat = open_chat(options, home.models_folder, home.log_file.parent, partial(key_for, home))
    return PacedChat(chat, Pace(pace_key(options, home.models_folder), home.pace_file)) if chat else None


def paced(chat: ChatModel) -> PacedChat:
    """The same model, watched; one that nobody keeps measurements of is not probed."""
    return chat if isinstance(chat, PacedChat) else PacedChat(chat, worth_a_probe=False)


def unread(known: Sequence[Message], messages: Sequence[Message]) -> list[str]:
    """What of each message comes after the part that both prompts begin with; empty texts before it."""
    rest = []
    alike = True
    for place, message in enumerate(messages):
        same = known[place] if alike and place < len(known) and known[place].role == message.role else None
        shared = len(commonprefix([same.text, message.text])) if same else 0  # noqa: RUF071 - texts, not paths
        alike = same is not None and same.text == message.text
        rest.append(message.text[shared:])
    return rest
