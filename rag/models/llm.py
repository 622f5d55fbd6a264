"""A chat model as llama-index's own programs want it; its class and its helpers load llama-index, so import it late."""

from __future__ import annotations

import threading  # noqa: TC003 - pydantic reads the annotations
from collections.abc import Callable  # noqa: TC003
from typing import Any

from llama_index.core.base.llms.types import CompletionResponse, CompletionResponseGen, LLMMetadata
from llama_index.core.llms import CustomLLM
from llama_index.core.llms.callbacks import llm_completion_callback
from pydantic import PrivateAttr

from rag.models.message import Message


class Stopped(Exception):
    """The reader gave up."""


class SeamLLM(CustomLLM):
    """Every prompt is one question to our model; raises Stopped once `cancel` is set, and what the model raises."""

    _chat: Any = PrivateAttr()
    _most: int = PrivateAttr()
    _cancel: threading.Event = PrivateAttr()
    _told: Callable[[], None] = PrivateAttr()

    def __init__(self, chat: Any, most_tokens: int, cancel: threading.Event, told: Callable[[], None]) -> None:  # noqa: ANN401 - a `ChatModel`
        """Make it.

        Args:
            chat: a `ChatModel`.
            most_tokens: the longest answer.
            cancel: set to stop.
            told: called after every answer.
        """
        super().__init__()
        self._chat, self._most, self._cancel, self._told = chat, most_tokens, cancel, told

    @property
    def metadata(self) -> LLMMetadata:
        """What llama-index cuts its texts by."""
        return LLMMetadata(context_window=self._chat.context_tokens, num_output=self._most, model_name=self._chat.name)

    @llm_completion_callback()
    def complete(self, prompt: str, formatted: bool = False, **_: Any) -> CompletionResponse:  # noqa: ANN401, FBT001, FBT002 - their signature
        """The whole answer."""
        del formatted
        pieces = self._chat.stream(
            [Message("user", prompt)], max_tokens=self._most, temperature=0.0, cancel=self._cancel
        )
        text = "".join(piece for piece in pieces if isinstance(piece, str))
        if self._cancel.is_set():
            raise Stopped
        self._told()
        return CompletionResponse(text=text)

    @llm_completion_callback()
    def stream_complete(self, prompt: str, formatted: bool = False, **_: Any) -> CompletionResponseGen:  # noqa: ANN401, FBT001, FBT002
        """The same, at once."""

        def whole() -> CompletionResponseGen:
            answer = self.complete(prompt, formatted=formatted)
            yield CompletionResponse(text=answer.text, delta=answer.text)

        return whole()
