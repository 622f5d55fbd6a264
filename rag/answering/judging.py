"""A second look, where the settings ask for it: the chat model says of each sentence whether the extracts say it.

It goes on in the conversation that the model has just read, so only the sentence is read anew. What it says can take
confidence away and never give it: a model likes what it wrote itself, so its yes is worth little and its no is not.
"""

from __future__ import annotations

import contextlib
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from rag.answering.citing import NUMBERS
from rag.answering.prompt import template
from rag.errors import ModelFailed, ServerUnreachable
from rag.models.message import Message
from rag.records import Support

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterator, Sequence

    from rag.errors import Language
    from rag.models.paced import PacedChat
    from rag.records import Checked

VERDICT_TOKENS: Final = 4  # `NON` is one or two in the tokenizers of the catalogue
_NO: Final = re.compile(r"\W*(?:non|no)\b", re.IGNORECASE)


def judged(
    checks: Sequence[Checked],
    text: str,
    read: Sequence[Message],
    chat: PacedChat,
    *,
    language: Language,
    cancel: threading.Event,
) -> tuple[Checked, ...]:
    """The checks, with those sentences doubted of which the model says no; all as they were where it cannot be asked.

    Args:
        checks: of an answer, in the order of its sentences.
        text: the answer that they speak of, with its numbers.
        read: the prompt that the answer came from; the same words again, so that they are not read anew.
        chat: wrote the answer.
        language: of the answer.
        cancel: set to end; what is not asked by then stays as it was.
    """
    after: list[Checked] = []
    with contextlib.suppress(ModelFailed, ServerUnreachable):
        for check in checks:
            if cancel.is_set():
                break
            claim = NUMBERS.sub("", text[check.start : check.end]).strip()
            is_open = check.support is not Support.ABSENT  # what is nowhere needs no second opinion
            no = is_open and _says_no(claim, read, chat, language, cancel)
            after.append(replace(check, support=Support.WEAK, doubted=True) if no else check)
    return (*after, *checks[len(after) :])


def _says_no(claim: str, read: Sequence[Message], chat: PacedChat, language: Language, cancel: threading.Event) -> bool:
    asked = (*read, Message("assistant", claim), Message("user", template("judge", language)))
    if chat.count_messages(asked) + VERDICT_TOKENS > chat.context_tokens:
        return False
    stream = chat.stream(asked, max_tokens=VERDICT_TOKENS, temperature=0.0, cancel=cancel)
    with contextlib.closing(stream):
        return _NO.match("".join(_words(stream))) is not None


def _words(stream: Iterator[object]) -> Iterator[str]:
    """What it says; a model that thinks first has said nothing within so few tokens, and so does not doubt."""
    return (piece for piece in stream if isinstance(piece, str))
