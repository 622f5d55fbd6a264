"""What a chat model is told when it reads minutes; the texts lie in `prompts`, one a task and language."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rag.models.message import Message
from rag.models.speech import harmless

if TYPE_CHECKING:
    from rag.errors import Language

FOLDER: Final = Path(__file__).with_name("prompts")
BETWEEN: Final = "\n---\n"


def rows_asked(title: str, date: str, lines: str, language: Language) -> tuple[Message, Message]:
    """The question for the rows of some numbered lines."""
    rules, question, _ = _parts("rows", language)
    asked = question.format(title=harmless(title), date=date, lines=harmless(lines))
    return Message("system", rules.format()), Message("user", asked)


def asked_again(complaint: str, language: Language) -> Message:
    """What is said of an answer that cannot be read."""
    return Message("user", _parts("rows", language)[2].format(complaint=harmless(complaint)))


def short_asked(language: Language) -> str:
    """The question for a short summary, with llama-index's blanks `context_str` and `query_str`."""
    return _parts("short", language)[0]


@cache
def _parts(name: str, language: Language) -> tuple[str, ...]:
    return tuple((FOLDER / f"{name}.{language}.txt").read_text(encoding="utf-8").strip().split(BETWEEN))
