"""What a chat template wants of a conversation: a system turn at the top, then strict alternation. Pure.

Ministral's template speaks 550 tokens of its own where no system turn is given; that of Mistral 7B knows no system
turn and raises; most raise when two turns of one side follow each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rag.models.message import Message
from rag.models.speech import harmless

if TYPE_CHECKING:
    from collections.abc import Sequence

BETWEEN: Final = "\n\n"  # turns that are made one
ALWAYS: Final = "You answer briefly and exactly, in the language of the question."  # where nobody set the rules


def arranged(messages: Sequence[Message], *, system_turn: bool = True) -> tuple[Message, ...]:
    """The conversation as every template takes it, free of control marks.

    Args:
        messages: as they were meant; system turns are gathered at the top, wherever they stand.
        system_turn: whether the template knows one; else its text begins the first turn of the user.
    """
    rules = BETWEEN.join(one.text for one in messages if one.role == "system") or ALWAYS
    turns: list[Message] = []
    for one in messages:
        if one.role == "system":
            continue
        if turns and turns[-1].role == one.role:
            one = Message(one.role, turns.pop().text + BETWEEN + one.text)  # noqa: PLW2901 - both are one turn now
        turns.append(one)
    if not turns or turns[0].role != "user":
        turns.insert(0, Message("user", ""))
    if system_turn:
        turns.insert(0, Message("system", rules))
    else:
        turns[0] = Message("user", rules + BETWEEN + turns[0].text)
    return tuple(Message(one.role, harmless(one.text)) for one in turns)
