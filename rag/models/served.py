"""A chat model on a program of somebody else: Ollama, LM Studio, llama-server, vLLM, or another that speaks alike.

The server is asked what it is before anything is sent to it, and remembered until something goes wrong. What it lets a
model read at a time bounds what it is sent: nothing is ever cut there.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, Final

import httpx

from rag.errors import ContextTooSmall, KeyWanted, SouffleurError
from rag.models.addressed import NO_KEY, THINKS, AddressedChat
from rag.models.addresses import CheckedAddress, check
from rag.models.complaints import Complaint, trouble_of
from rag.models.connection import connect
from rag.models.dialects import ModelServer, Program, ServedModel
from rag.models.ollama import ollama_pieces
from rag.models.servers import LOOK_SECONDS, told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from rag.models.message import Message
    from rag.options import Chat
    from rag.records import Thought

LEAST_CONTEXT: Final = 1024  # tokens: rules, one passage, a question and a short answer; also the setting's own least
# These two fill a template that may ask for thoughts; a template without that switch does not see it.
_SWITCHED: Final = (Program.LLAMA_SERVER, Program.VLLM)


class ServedChat(AddressedChat):
    """A model of a server that was told and checked; see `ChatModel`."""

    def __init__(
        self, name: str, checked: CheckedAddress, options: Chat, key_of: Callable[[str], str] = lambda _: ""
    ) -> None:
        super().__init__(name, checked.url, options)
        self._key_of = key_of
        self._checked: CheckedAddress | None = checked
        self._server: ModelServer | None = None
        self._length = options.context_tokens
        self._guard = threading.Lock()

    def prepare(self, cancel: threading.Event | None = None) -> None:
        """See `ChatModel`; learns how much the server lets the model read.

        Raises:
            ServerUnreachable, NotAModelServer, KeyWanted: it cannot be asked.
            ContextTooSmall: that is too little for an answer.
        """
        del cancel  # a server that does not say what it is within seconds is given up anyway
        model = self._served()
        # Ollama loads a model with the length that it is asked for; the others run with their own.
        lengths = (model.most_context_tokens,) if self._is(Program.OLLAMA) else (model.context_tokens,)
        self._length = min([self._options.context_tokens, *(length for length in lengths if length)])
        if self._length < LEAST_CONTEXT:
            self._forget()
            raise ContextTooSmall(self.name, self._address)
        self.context_tokens = self._length
        if THINKS.search(self.name):
            self._expect_thought(sure=False)

    def _client(self) -> httpx.Client:
        with self._guard:
            checked = self._checked = self._checked or check(self._address, self._options.allowed_hosts)
        key = self._key_of(checked.origin)
        self._key = key or NO_KEY
        return connect(checked, silence_seconds=self._options.silence_seconds, key=key)

    def _said(
        self,
        client: httpx.Client,
        turns: Sequence[Message],
        max_tokens: int,
        temperature: float,
        schema: Mapping[str, Any] | None,
    ) -> Iterator[str | Thought]:
        self.prepare()
        if self._is(Program.OLLAMA):
            yield from ollama_pieces(
                client,
                self._address.removesuffix("/v1"),
                self.name,
                turns,
                context_tokens=self._length,
                max_tokens=max_tokens,
                temperature=temperature,
                thinks=self._served().thinks,
                schema=schema,
            )
        else:
            yield from super()._said(client, turns, max_tokens, temperature, schema)

    def _extra(self) -> dict[str, Any]:
        switched = self._server is not None and self._server.program in _SWITCHED
        return {"chat_template_kwargs": {"enable_thinking": False}} if switched else {}

    def _in_our_words(self, trouble: Exception) -> SouffleurError:
        import openai

        known = [model.name for model in self._server.models] if self._server else []
        self._forget()  # it may be another program by now
        if isinstance(trouble, Complaint):
            return trouble_of(trouble.status, trouble.said, self.name, self._address, known)
        if isinstance(trouble, openai.APIError) and not isinstance(trouble, openai.APIConnectionError):
            status = trouble.status_code if isinstance(trouble, openai.APIStatusError) else httpx.codes.OK
            return trouble_of(status, f"{trouble.message} {trouble.body or ''}", self.name, self._address, known)
        return super()._in_our_words(trouble)

    def _served(self) -> ServedModel:
        """The model as its server describes it; raises ServerUnreachable, NotAModelServer, KeyWanted."""
        server = self._server
        if server is None:
            try:
                with self._client() as client:
                    client.timeout = httpx.Timeout(LOOK_SECONDS)
                    server = told(client, self._checked or check(self._address, self._options.allowed_hosts))
            except SouffleurError:
                self._forget()
                raise
            if server.wants_key:
                raise KeyWanted(self._address)
            self._server = server
        return server.model(self.name) or ServedModel(self.name)

    def _is(self, program: Program) -> bool:
        return self._server is not None and self._server.program is program

    def _forget(self) -> None:
        with self._guard:
            self._server = self._checked = None
