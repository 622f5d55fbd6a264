"""A GGUF file, run by a child process of ours: one question at a time, in the order in which they came."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, Final

from rag.errors import ModelFailed, ServerUnreachable
from rag.models.addressed import AddressedChat
from rag.models.estimate import estimated_tokens
from rag.models.listening import SILENCE
from rag.models.runner import Runner
from rag.models.template import arranged
from rag.models.turns import Turns
from rag.records import Waiting

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from rag.models.message import Message
    from rag.models.runner import Running
    from rag.options import Chat
    from rag.records import Thought

REMEMBERED: Final = 4096  # texts whose tokens were counted
FULL: Final = "contexte plein / context full"


class LocalChat(AddressedChat):
    """A chat model in a file; started when it is first needed, and again after a crash or after it was idle."""

    def __init__(self, file: Path, options: Chat, log_folder: Path) -> None:
        super().__init__("", "", options)
        self.name = file.stem
        self._runner = Runner(file, options, log_folder / "chat-model.log")
        self._turns = Turns()
        self._counted: dict[str, int] = {}
        self._known: Running | None = None  # what the last child said of the model

    @property
    def started(self) -> str:
        """Another word each time that the model is started, which forgets what it had read; empty while it rests."""
        return str(self._runner.pid or "")

    def prepare(self, cancel: threading.Event | None = None) -> None:
        """See `ChatModel`; what speaks to the child is loaded while the child loads its model."""
        threading.Thread(target=super().prepare, name="souffleur-client", daemon=True).start()
        with self._runner.used(cancel or threading.Event()) as running:
            self._learn(running)

    def count_tokens(self, text: str) -> int:
        """See `ChatModel`; exact once the model has been started, and for what was counted before."""
        if text not in self._counted:
            counts = self._runner.count({"texts": [text]})
            if counts is None:
                return estimated_tokens(text)
            if len(self._counted) >= REMEMBERED:
                self._counted.clear()
            self._counted[text] = counts[0]
        return self._counted[text]

    def count_messages(self, messages: Sequence[Message]) -> int:
        """See `ChatModel`."""
        turns = arranged(messages, system_turn=self._system_turn)
        counts = self._runner.count({"messages": [{"role": one.role, "content": one.text} for one in turns]})
        return counts[0] if counts is not None else super().count_messages(messages)

    def stream(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        temperature: float,
        cancel: threading.Event | None = None,
        schema: Mapping[str, Any] | None = None,
    ) -> Iterator[str | Thought | Waiting]:
        """See `ChatModel`; a child that is just dying is replaced, since nothing of the answer was said yet."""
        stop = cancel or threading.Event()
        with self._turns.place() as place:
            for ahead in place.until_first(stop):
                yield Waiting(ahead)
            if stop.is_set():
                return
            begun = again = False
            while True:
                try:
                    for piece in self._speak(messages, max_tokens, temperature, stop, schema):
                        begun = True
                        yield piece
                except ServerUnreachable as trouble:
                    if begun or again or not self._runner.has_ended():
                        raise ModelFailed(f"{self.name} ({self._runner.last_words()})") from trouble
                    again = True
                else:
                    return

    def close(self) -> None:
        """See `ChatModel`."""
        self._runner.stop()

    def _speak(
        self,
        messages: Sequence[Message],
        max_tokens: int,
        temperature: float,
        stop: threading.Event,
        schema: Mapping[str, Any] | None,
    ) -> Iterator[str | Thought | Waiting]:
        with self._runner.used(stop) as running:
            if running is None:
                return
            self._learn(running)
            if self.count_messages(messages) + max_tokens > self.context_tokens:
                raise ModelFailed(FULL)
            self._address, self._key = running.url, running.key
            try:
                yield from super().stream(
                    messages, max_tokens=max_tokens, temperature=temperature, cancel=stop, schema=schema
                )
            except ModelFailed as trouble:
                if SILENCE in trouble.facts.values():
                    self._runner.stop()  # it hangs: the next question gets another child
                raise

    def _held(self, schema: Mapping[str, Any]) -> dict[str, Any]:
        # llama_cpp.server's own form, of which it makes a grammar.
        return {"response_format": {"type": "json_object", "schema": schema}}

    def _learn(self, running: Running | None) -> None:
        """What the child found in the file decides how the model is spoken to."""
        if running is None or running == self._known:
            return
        self._known = running
        self.context_tokens = running.context_tokens
        self._system_turn = running.system_turn
        self._opens_thought, self._thinking_tokens = False, 0
        if running.opens_thought:
            self._expect_thought(sure=True)
