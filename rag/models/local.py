"""A GGUF file, run by a child process of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.errors import ModelFailed, ServerUnreachable
from rag.models.addressed import AddressedChat
from rag.models.runner import Runner

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from rag.models.message import Message
    from rag.options import Chat


class LocalChat(AddressedChat):
    """A GGUF file, run by a child process of ours that is started when it is first needed and again after a crash."""

    def __init__(self, file: Path, options: Chat, log_folder: Path) -> None:
        self._runner = Runner(file, options, log_folder / "chat-model.log")
        super().__init__(file.stem, "", options)

    def stream(self, messages: Sequence[Message], *, max_tokens: int, temperature: float) -> Iterator[str]:
        """See `ChatModel`; a child that is just dying is replaced, since nothing of the answer was said yet."""
        begun = again = False
        while True:
            self._address, self._key = self._runner.ensure()
            try:
                for piece in super().stream(messages, max_tokens=max_tokens, temperature=temperature):
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
