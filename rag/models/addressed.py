"""A chat model on a server at an address: our own runner, Ollama, LM Studio, llama-server, vLLM, by one code.

Every model is spoken to through llama-index's `OpenAILike`, over an HTTP client of ours that lives as long as one
answer: hanging up is what cancels.
"""

from __future__ import annotations

import re
import threading
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final

import httpx

from rag.errors import ModelFailed, ServerUnreachable, SouffleurError
from rag.models.estimate import estimated_tokens
from rag.models.listening import SILENCE, Sockets, listen
from rag.models.speech import spoken
from rag.models.template import arranged
from rag.records import Thought

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rag.models.message import Message
    from rag.options import Chat
    from rag.records import Waiting

CONNECT_SECONDS: Final = 10.0
NO_KEY: Final = "none"  # servers without keys want a word all the same
TURN_TOKENS: Final = 16  # that a template puts around one turn, at most
# Names of models that think before they answer; a server may or may not keep their thoughts apart.
THINKS: Final = re.compile(r"\br1\b|\bqwq\b|reason|think|magistral", re.IGNORECASE)


class AddressedChat:
    """A model on a server that is there already."""

    def __init__(self, name: str, address: str, options: Chat, key: str = NO_KEY) -> None:
        self.name = name
        self.context_tokens = options.context_tokens
        self._address = address
        self._options = options
        self._key = key
        self._system_turn = True
        self._thinking_tokens = 0  # what it may think, beside the answer
        self._opens_thought = self._sure = False
        if THINKS.search(name):
            self._expect_thought(sure=False)

    def prepare(self, cancel: threading.Event | None = None) -> None:
        """See `ChatModel`; the server is there already, and the library that speaks to it takes two seconds to load."""
        del cancel
        import llama_index.llms.openai_like  # noqa: F401 - so that the time to the first word begins after it

    def count_tokens(self, text: str) -> int:
        """See `ChatModel`."""
        return estimated_tokens(text)

    def count_messages(self, messages: Sequence[Message]) -> int:
        """See `ChatModel`."""
        turns = arranged(messages, system_turn=self._system_turn)
        return sum(self.count_tokens(one.text) + TURN_TOKENS for one in turns)

    def stream(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        temperature: float,
        cancel: threading.Event | None = None,
        schema: Mapping[str, Any] | None = None,
    ) -> Iterator[str | Thought | Waiting]:
        """See `ChatModel`."""
        stop = cancel or threading.Event()
        sockets = Sockets()
        pieces = self._pieces(messages, max_tokens + self._thinking_tokens, temperature, sockets, schema)
        said = False
        with closing(listen(pieces, sockets.hang_up, stop, self._options.silence_seconds)) as heard:
            for piece in spoken(heard, opened=self._opens_thought, sure=self._sure):
                said = said or isinstance(piece, str)
                yield piece
        if not said and not stop.is_set():
            message = "aucun mot / not a word"
            raise ModelFailed(message)

    def close(self) -> None:
        """See `ChatModel`."""

    def _expect_thought(self, *, sure: bool) -> None:
        """Keep room for what the model thinks."""
        self._opens_thought, self._sure = True, sure
        self._thinking_tokens = min(self._options.thinking_tokens, self.context_tokens // 3)
        self.context_tokens -= self._thinking_tokens

    def _pieces(
        self,
        messages: Sequence[Message],
        max_tokens: int,
        temperature: float,
        sockets: Sockets,
        schema: Mapping[str, Any] | None,
    ) -> Iterator[str | Thought]:
        with self._client() as client:
            client.event_hooks = {"request": [sockets.watch]}
            try:
                turns = arranged(messages, system_turn=self._system_turn)
                yield from self._said(client, turns, max_tokens, temperature, schema)
            except SouffleurError:
                raise
            except Exception as trouble:
                raise self._in_our_words(trouble) from trouble

    def _client(self) -> httpx.Client:
        # Never through a proxy that the environment names.
        limits = httpx.Timeout(self._options.silence_seconds, connect=CONNECT_SECONDS)
        return httpx.Client(trust_env=False, timeout=limits, follow_redirects=False)

    def _said(
        self,
        client: httpx.Client,
        turns: Sequence[Message],
        max_tokens: int,
        temperature: float,
        schema: Mapping[str, Any] | None,
    ) -> Iterator[str | Thought]:
        extra = {**self._extra(), **(self._held(schema) if schema is not None else {})}
        yield from _said(self._model(client, max_tokens, temperature, extra), turns)

    def _extra(self) -> dict[str, Any]:
        """What is asked of the server beyond OpenAI's protocol."""
        return {}

    def _held(self, schema: Mapping[str, Any]) -> dict[str, Any]:
        """What holds an answer to a JSON schema, as OpenAI's protocol has it."""
        return {"response_format": {"type": "json_schema", "json_schema": {"name": "answer", "schema": schema}}}

    def _in_our_words(self, trouble: Exception) -> SouffleurError:
        return _in_our_words(trouble, self._address)

    def _model(self, client: httpx.Client, max_tokens: int, temperature: float, extra: Mapping[str, Any]) -> Any:  # noqa: ANN401 - loaded late
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
            additional_kwargs={"extra_body": dict(extra)} if extra else {},
        )


def _said(model: Any, messages: Sequence[Message]) -> Iterator[str | Thought]:  # noqa: ANN401 - loaded late
    from llama_index.core.llms import ChatMessage

    for response in model.stream_chat([ChatMessage(role=one.role, content=one.text) for one in messages]):
        if thought := _thought(response.raw):
            yield Thought(thought)
        if response.delta:
            yield str(response.delta)


def _thought(raw: Any) -> str:  # noqa: ANN401 - a chunk of the OpenAI client
    """What a server has put beside the answer: `reasoning_content` at llama-server and vLLM, `reasoning` at Ollama."""
    choices = getattr(raw, "choices", None) or []
    delta = choices[0].delta if choices else None
    return str(getattr(delta, "reasoning_content", None) or getattr(delta, "reasoning", None) or "")


def _in_our_words(trouble: Exception, address: str) -> SouffleurError:
    """What the OpenAI client or the connection says, as one of our errors."""
    import openai

    if isinstance(trouble, openai.APITimeoutError | httpx.ReadTimeout):
        return ModelFailed(SILENCE)
    if isinstance(trouble, openai.APIConnectionError | httpx.TransportError):
        return ServerUnreachable(address)
    if isinstance(trouble, openai.APIStatusError):
        return ModelFailed(f"HTTP {trouble.status_code}")
    return ModelFailed(type(trouble).__name__)
