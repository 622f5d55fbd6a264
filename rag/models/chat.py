"""The seam of the chat models: messages in, pieces of text out. One code for our own runner, Ollama, LM Studio, vLLM.

Every model is spoken to through llama-index's `OpenAILike`, over an HTTP client of ours that lives as long as one
answer: closing it is what cancels.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, Protocol

import httpx

from rag.errors import ModelFailed, ModelMissing, ServerUnreachable, SouffleurError
from rag.models.addresses import checked_address
from rag.models.runner import Runner
from rag.models.speech import harmless, spoken

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.options import Chat

CHARACTERS_PER_TOKEN: Final = 3  # French gives 3.3 to 4.2 in Mistral's, Llama's and Qwen's tokenizers; 3 errs upwards
CONNECT_SECONDS: Final = 10.0
NO_KEY: Final = "none"  # servers without keys want a word all the same


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a conversation."""

    role: Literal["system", "user", "assistant"]
    text: str


class ChatModel(Protocol):
    """Writes an answer."""

    name: str
    context_tokens: int

    def count_tokens(self, text: str) -> int:
        """How many tokens a text takes at most."""

    def stream(self, messages: Sequence[Message], *, max_tokens: int, temperature: float) -> Iterator[str]:
        """The answer in pieces; closing the iterator cancels.

        Raises:
            ModelFailed: the model stopped, or gave nothing.
            ServerUnreachable: nobody answers at its address.
        """

    def close(self) -> None:
        """Let go of the model."""


class AddressedChat:
    """A model on a server that is there already."""

    def __init__(self, name: str, address: str, options: Chat, key: str = NO_KEY) -> None:
        self.name = name
        self.context_tokens = options.context_tokens
        self._address = address
        self._options = options
        self._key = key

    def count_tokens(self, text: str) -> int:
        """See `ChatModel`."""
        return len(text) // CHARACTERS_PER_TOKEN + 1

    def stream(self, messages: Sequence[Message], *, max_tokens: int, temperature: float) -> Iterator[str]:
        """See `ChatModel`."""
        yield from spoken(self._pieces(messages, max_tokens, temperature))

    def close(self) -> None:
        """See `ChatModel`."""

    def _pieces(self, messages: Sequence[Message], max_tokens: int, temperature: float) -> Iterator[str]:
        # Never through a proxy that the environment names.
        limits = httpx.Timeout(self._options.silence_seconds, connect=CONNECT_SECONDS)
        with httpx.Client(trust_env=False, timeout=limits, follow_redirects=False) as client:
            try:
                yield from _said(self._model(client, max_tokens, temperature), messages)
            except SouffleurError:
                raise
            except Exception as trouble:
                raise _in_our_words(trouble, self._address) from trouble

    def _model(self, client: httpx.Client, max_tokens: int, temperature: float) -> Any:  # noqa: ANN401 - loaded late
        from llama_index.llms.openai_like import OpenAILike

        # Its own signature does not name what it hands on to the class beneath, such as the client.
        make: Any = OpenAILike
        return make(
            model=self.name,
            api_base=self._address,
            api_key=self._key,
            is_chat_model=True,
            context_window=self.context_tokens,
            max_tokens=max_tokens,
            temperature=temperature,
            max_retries=0,
            timeout=float(self._options.silence_seconds),
            http_client=client,
        )


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


def open_chat(options: Chat, models_folder: Path, log_folder: Path) -> ChatModel | None:
    """The chat model of the settings, or None when there is none; nothing is started yet.

    Raises:
        AddressRefused, ServerUnreachable: see `checked_address`.
        ModelMissing: the settings name a file that is not there.
    """
    if options.address:
        return AddressedChat(options.model, checked_address(options.address, options.allowed_hosts), options)
    if not options.model:
        return None
    named = Path(options.model).expanduser()
    places = (named, models_folder / named)
    file = next((place for place in places if place.is_file()), None)
    if file is None:
        raise ModelMissing(named if named.is_absolute() else models_folder / named)
    return LocalChat(file.resolve(), options, log_folder)


def _said(model: Any, messages: Sequence[Message]) -> Iterator[str]:  # noqa: ANN401 - loaded late
    from llama_index.core.llms import ChatMessage

    turns = [ChatMessage(role=message.role, content=harmless(message.text)) for message in messages]
    nothing = True
    for response in model.stream_chat(turns):
        if response.delta:
            nothing = False
            yield str(response.delta)
    if nothing:
        message = "aucun mot / not a word"
        raise ModelFailed(message)


def _in_our_words(trouble: Exception, address: str) -> SouffleurError:
    """What the OpenAI client or the connection says, as one of our errors."""
    import openai

    if isinstance(trouble, openai.APITimeoutError | httpx.ReadTimeout):
        return ModelFailed("silence")
    if isinstance(trouble, openai.APIConnectionError | httpx.TransportError):
        return ServerUnreachable(address)
    if isinstance(trouble, openai.APIStatusError):
        return ModelFailed(f"HTTP {trouble.status_code}")
    return ModelFailed(type(trouble).__name__)
