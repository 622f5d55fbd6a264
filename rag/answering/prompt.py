"""What a chat model is told: the rules, the passages with their numbers, the question last.

The order is kept stable so that a model server can reuse what it has already read. Passages are dropped, the last
first, until everything fits; nothing is ever cut by the server.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rag.models.chat import Message
from rag.models.speech import harmless
from rag.retrieval.evidence import whole_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.errors import Language
    from rag.models.chat import ChatModel
    from rag.records import Hit

FOLDER: Final = Path(__file__).with_name("prompts")
SPARE_TOKENS: Final = 64  # what a chat template puts around the turns
# What the model writes when the passages do not answer; it stands in the prompt, and is looked for in the answer.
CANNOT: Final = "AUCUNE_REPONSE"


def prompt(
    question: str, hits: Sequence[Hit], chat: ChatModel, answer_tokens: int, language: Language
) -> tuple[tuple[Message, ...], tuple[Hit, ...]]:
    """The messages, and the hits that found room in them; number n in the prompt is place n-1.

    At least one passage is kept; it is shortened when it alone does not fit.
    """
    system = rules(language)
    frame = _template("question", language)
    room = chat.context_tokens - answer_tokens - SPARE_TOKENS
    room -= chat.count_tokens(system) + chat.count_tokens(frame) + chat.count_tokens(question)
    kept: list[str] = []
    for number, hit in enumerate(hits, start=1):
        entry = _entry(number, hit)
        cost = chat.count_tokens(entry)
        if cost > room:
            if not kept:
                kept.append(entry[: len(entry) * max(room, 0) // cost])
            break
        kept.append(entry)
        room -= cost
    while True:
        text = frame.format(passages="\n\n".join(kept), question=harmless(question))
        messages = (Message("system", system), Message("user", text))
        # The parts may take a little less than the whole, and a template puts its own around them: what counts is this.
        if len(kept) < 2 or chat.count_messages(messages) + answer_tokens <= chat.context_tokens:  # noqa: PLR2004 - one is kept
            return messages, tuple(hits[: len(kept)])
        kept.pop()


def rules(language: Language) -> str:
    """What every question to a model begins with; the same for all, so that it is read once."""
    return _template("system", language).format(cannot=CANNOT)


def _entry(number: int, hit: Hit) -> str:
    passage = hit.passage
    place = f", p. {passage.first_page}" if passage.first_page else f", {passage.sheet}" if passage.sheet else ""
    return harmless(f"[{number}] {hit.document.name}{place}\n{whole_text(hit)}")


@cache
def _template(name: str, language: Language) -> str:
    return (FOLDER / f"{name}.{language}.txt").read_text(encoding="utf-8").strip()
