"""The seam of the chat models: messages in, pieces of text out, whoever runs the model."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from rag.errors import ModelMissing
from rag.models.addresses import check
from rag.models.local import LocalChat
from rag.models.message import Message
from rag.models.served import ServedChat

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from rag.options import Chat
    from rag.records import Thought, Waiting

__all__ = ["ChatModel", "Message", "open_chat"]


class ChatModel(Protocol):
    """Writes an answer."""

    name: str

    @property
    def context_tokens(self) -> int:
        """Room for the prompt and the answer together; what a model thinks is taken off already."""

    def prepare(self, cancel: threading.Event | None = None) -> None:
        """Start what has to be started, so that tokens are counted exactly; returns soon when `cancel` is set.

        Raises:
            ModelFailed, RunnerMissing: it cannot be started.
        """

    def count_tokens(self, text: str) -> int:
        """How many tokens a text takes: exact where the model's tokenizer can be asked, else an upper estimate."""

    def count_messages(self, messages: Sequence[Message]) -> int:
        """How many tokens a conversation takes with all that the template puts around it; exact as above."""

    def stream(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        temperature: float,
        cancel: threading.Event | None = None,
        schema: Mapping[str, Any] | None = None,
    ) -> Iterator[str | Thought | Waiting]:
        """The answer in pieces; apart from them what the model thinks, and how many questions come before.

        With a JSON schema the answer is held to it: by a grammar in a file of ours, as far as the server can elsewhere.
        Whether it came whole is for the caller to see.

        Ends within a moment when `cancel` is set, before the first word too; closing the iterator cancels as well.

        Raises:
            ModelFailed: the model stopped, or gave nothing, or prompt and answer do not fit its context.
            ServerUnreachable: nobody answers at its address.
        """

    def close(self) -> None:
        """Let go of the model."""


def open_chat(
    options: Chat, models_folder: Path, log_folder: Path, key_of: Callable[[str], str] = lambda _: ""
) -> ChatModel | None:
    """The chat model of the settings, or None when there is none; nothing is started yet.

    Args:
        options: of the settings.
        models_folder: where models lie.
        log_folder: where a model's own words are kept.
        key_of: the key for the origin of a server's address, empty where there is none.

    Raises:
        AddressRefused, ServerUnreachable: see `check`.
        ModelMissing: the settings name a file that is not there.
    """
    if options.address:
        checked = check(options.address, options.allowed_hosts)
        return ServedChat(options.model, checked, options, key_of)
    if not options.model:
        return None
    named = Path(options.model).expanduser()
    places = (named, models_folder / named)
    file = next((place for place in places if place.is_file()), None)
    if file is None:
        raise ModelMissing(named if named.is_absolute() else models_folder / named)
    return LocalChat(file.resolve(), options, log_folder)
