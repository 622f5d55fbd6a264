"""A chat model on a server at an address: our own runner, Ollama, LM Studio, llama-server, vLLM, by one code.

Every model is spoken to through llama-index's `OpenAILike`, over an HTTP client of ours that lives as long as one
answer: closing it is what cancels.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import httpx

from rag.errors import ModelFailed, ServerUnreachable, SouffleurError
from rag.models.speech import harmless, spoken

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.models.message import Message
    from rag.options import Chat

CHARACTERS_PER_TOKEN: Final = 3  # French gives 3.3 to 4.2 in Mistral's, Llama's and Qwen's tokenizers; 3 errs upwards
CONNECT_SECONDS: Final = 10.0
NO_KEY: Final = "none"  # servers without keys want a word all the same


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
