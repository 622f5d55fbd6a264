"""What goes into a chat model, and what comes out, without the marks that steer it.

A document may hold `<|im_end|>` or `[INST]`: llama.cpp would take it for the end of our turn. A reasoning model wraps
its thoughts in `<think>`, a Mistral in `[THINK]`: they are not the answer, and go their own way.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rag.records import Thought

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# ChatML and Qwen, Llama 2 and 3, Gemma, Mistral from 7B to Ministral 3, DeepSeek (whose bars and underscores are U+FF5C
# and U+2581), their older forms, and the spare ones that a tokenizer keeps for later.
_CONTROL: Final = re.compile(
    r"<[|｜][^<>|｜\n]{1,60}[|｜]>|</?s>|<</?SYS>>"
    r"|\[/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS|TOOL_CONTENT|CALL_ID|ARGS|MODEL_SETTINGS|THINK"
    r"|PREFIX|SUFFIX|MIDDLE|IMG|IMG_BREAK|IMG_END|AUDIO|BEGIN_AUDIO|TRANSCRIBE)\]"
    r"|</?(?:start_of_turn|end_of_turn|bos|eos|pad|unk|mask|think|tool_call|tool_response|tools?|unused\d+|special_\d+)>"
    r"|(?<![\w/.])/(?:no_)?think(?![\w/.])",
    re.IGNORECASE,
)
_OPEN: Final = ("<think>", "[THINK]")
_CLOSE: Final = ("</think>", "[/THINK]")


def harmless(text: str) -> str:
    """The text without control marks; applied until nothing is left, since removing one may put another together."""
    while (cleaned := _CONTROL.sub(" ", text)) != text:
        text = cleaned
    return text


def spoken(pieces: Iterable[str | Thought], *, opened: bool = False, sure: bool = True) -> Iterator[str | Thought]:
    """The pieces of an answer as they come, and apart from them what the model thought before it.

    A piece that may be the beginning of a mark is held back until that is known.

    Args:
        pieces: as the model gives them; a server that keeps thoughts apart itself gives them as such.
        opened: the model thinks from the start: its template has written the opening mark, only the closing one comes.
        sure: whether `opened` is known. Else, where no closing mark ever comes, all was the answer.
    """
    speech = _Speech(opened)
    for piece in pieces:
        if isinstance(piece, Thought):
            speech.thinking = speech.thinking and bool(speech.thought)
            yield piece
        else:
            yield from speech.take(piece)
    yield from speech.rest()
    if opened and not sure and speech.thinking and not speech.said and speech.thought:
        yield speech.thought


class _Speech:
    """Where a text that comes in pieces is: in a thought or outside, and what of it is held back."""

    def __init__(self, thinking: bool) -> None:  # noqa: FBT001 - the state it begins with
        self.thinking = thinking
        self.said = False  # a word of the answer
        self.thought = ""  # since the last mark
        self._held = ""

    def take(self, piece: str) -> Iterator[str | Thought]:
        """What of a further piece can be told."""
        self._held += piece
        while self._held:
            marks = _CLOSE if self.thinking else _OPEN
            found = [(at, mark) for mark in marks if (at := self._held.find(mark)) >= 0]
            end = len(self._held) - max(_may_begin(self._held, mark) for mark in marks)
            end, mark = min(found, default=(end, ""))
            yield from self._tell(self._held[:end])
            self._held = self._held[end + len(mark) :]
            if not mark:
                return
            self.thinking, self.thought = not self.thinking, ""

    def rest(self) -> Iterator[str | Thought]:
        """What was held back and proved to be no mark."""
        held, self._held = self._held, ""
        yield from self._tell(held)

    def _tell(self, text: str) -> Iterator[str | Thought]:
        if self.thinking:
            text = text if self.thought else text.lstrip()
            self.thought += text
            if text:
                yield Thought(text)
            return
        text = text if self.said else text.lstrip()
        self.said = self.said or bool(text)
        if text:
            yield text


def _may_begin(text: str, mark: str) -> int:
    """Length of the longest end of the text that is a beginning of the mark."""
    return next((size for size in range(min(len(mark) - 1, len(text)), 0, -1) if text.endswith(mark[:size])), 0)
