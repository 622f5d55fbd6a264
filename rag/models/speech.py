"""What goes into a chat model, and what comes out, without the marks that steer it.

A document may hold `<|im_end|>` or `[INST]`: llama.cpp would take it for the end of our turn. A reasoning model wraps
its thoughts in `<think>`: they are not the answer.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

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
_OPEN: Final = "<think>"
_CLOSE: Final = "</think>"


def harmless(text: str) -> str:
    """The text without control marks; applied until nothing is left, since removing one may put another together."""
    while (cleaned := _CONTROL.sub(" ", text)) != text:
        text = cleaned
    return text


def spoken(pieces: Iterable[str]) -> Iterator[str]:
    """The pieces of an answer as they come, without what the model thought before it.

    A piece that may be the beginning of a mark is held back until that is known.
    """
    held, thinking, begun = "", False, False
    for piece in pieces:
        held += piece
        while held:
            mark = _CLOSE if thinking else _OPEN
            before, found, after = held.partition(mark)
            if not found:
                kept = _may_begin(held, mark)
                before, after = held[: len(held) - kept], held[len(held) - kept :]
            if not thinking:
                shown = before if begun else before.lstrip()
                begun = begun or bool(shown)
                if shown:
                    yield shown
            held = after
            if not found:
                break
            thinking = not thinking
    if held and not thinking:
        yield held if begun else held.lstrip()


def _may_begin(text: str, mark: str) -> int:
    """Length of the longest end of the text that is a beginning of the mark."""
    return next((size for size in range(min(len(mark) - 1, len(text)), 0, -1) if text.endswith(mark[:size])), 0)
