"""A follow-up made whole: by rules always, and by the chat model where it is so fast that nobody waits for it.

The evidence of a question has to be there at once, so the model is asked only when its measured speed foretells a part
of a second, and what takes longer is cut. Where the prompt that it read last is the one of the question before, it is
asked as the next turn of the same conversation: only the few new words are read, and the sources of that prompt stay
known for the answer that follows. Elsewhere they would have to be read again, and that time is counted.
"""

from __future__ import annotations

import threading
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rag.answering.budget import CAREFUL
from rag.answering.faithful import flaw_of, tidied
from rag.answering.followup import understood, wholes
from rag.answering.hanging import Lack, looked_at
from rag.answering.prompt import template
from rag.errors import ModelFailed, RunnerMissing, ServerUnreachable
from rag.language import question_language
from rag.models.message import Message
from rag.models.paced import PacedChat, unread
from rag.models.speech import harmless

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.errors import Language
    from rag.models.chat import ChatModel
    from rag.options import Settings
    from rag.records import Earlier

# Of the time to the first word, that a rewriting may take at most; an eighth of the usual 8 seconds is one second.
SHARE: Final = 1 / 8
MOST_SECONDS: Final = 1.0  # however long a reader waits for words: the evidence is to come first
FORETOLD: Final = 0.5  # of that time, that may be foretold: the evidence then comes in half a second
TOLD: Final = 3  # questions before that the model is told of
MOST_TOKENS: Final = 80  # of a rewriting: some 50 words


@dataclass(frozen=True, slots=True)
class Meant:
    """The whole question, and who made it whole."""

    question: str
    model: str = ""  # name of the chat model; empty for the rules


def meant(
    question: str, earlier: Sequence[Earlier], chat: ChatModel | None, options: Settings, cancel: threading.Event
) -> Meant:
    """The whole question that is meant, the question itself where it is whole.

    Args:
        question: as it was typed.
        earlier: the questions of the same conversation, oldest first.
        chat: the chat model; None where there is none.
        options: the time to the first word, and whether a model may be asked.
        cancel: set to stop.
    """
    by_rules = understood(question, earlier)
    if by_rules == question or not isinstance(chat, PacedChat) or not options.answering.rewrite:
        return Meant(by_rules)
    before = wholes(earlier)
    language = question_language(question, question_language(before[-1], options.page.language))
    asked = request(question, before, chat, language)
    seconds = min(MOST_SECONDS, SHARE * options.answering.first_word_seconds)
    if foretold(chat, asked, by_rules) > FORETOLD * seconds:
        return Meant(by_rules)
    said = tidied(said_in_time(chat, asked, seconds, cancel), language)
    told = [*before, *(name for one in earlier for name in one.documents), _answer(asked)]
    return Meant(by_rules) if flaw_of(said, question, told, language) else Meant(said, chat.name)


def goes_on(question: str) -> bool:
    """Whether a question stays with what was asked before it, as typed; *et la facture F-2 ?* leaves it for another."""
    return looked_at(question).lack is not Lack.CLAUSE


def request(question: str, before: Sequence[str], chat: PacedChat, language: Language) -> tuple[Message, ...]:
    """What the model is asked: in the conversation that it has just read where it is this one, else by itself.

    Args:
        question: as it was typed.
        before: the whole questions before it, oldest first, one at least.
        chat: knows what it has read.
        language: of the question.
    """
    told = "\n".join(f"- {harmless(one)}" for one in before[-TOLD:])
    rule = template("rewrite", language)
    text = template("rewrite_question", language).format(questions=told, question=harmless(question))
    read = chat.read[:2]
    if _asks(read, before[-1]) and (said := _said_to(chat)):
        asked = (*read, Message("assistant", said), Message("user", f"{rule}\n\n{text}"))
        if chat.count_messages(asked) + MOST_TOKENS <= chat.context_tokens:
            return asked
    return Message("system", rule), Message("user", text)


def foretold(chat: PacedChat, asked: Sequence[Message], likely: str) -> float:
    """Seconds that a request costs; infinite for a model that rests, that thinks first, or was never measured.

    Args:
        chat: knows its speed and what it has read.
        asked: the request.
        likely: a text about as long as what it will say.
    """
    speed = chat.speed
    if not chat.read or chat.thinks or not speed.is_known or not speed.write_tokens_per_second:
        return float("inf")
    lost = sum(chat.count_tokens(rest) for rest in unread(asked, chat.read[:2]) if rest)
    reading = (chat.new_tokens(asked) + lost) / speed.read_tokens_per_second
    return (reading + chat.count_tokens(likely) / speed.write_tokens_per_second) / CAREFUL


def said_in_time(chat: PacedChat, asked: Sequence[Message], seconds: float, cancel: threading.Event) -> str:
    """What the model says; nothing where it needs longer, thinks first, answers others before, or fails."""
    stop = threading.Event()

    def limit() -> None:
        cancel.wait(seconds)
        stop.set()

    threading.Thread(target=limit, name="souffleur-limit", daemon=True).start()
    text = ""
    try:
        with closing(chat.stream(asked, max_tokens=MOST_TOKENS, temperature=0.0, cancel=stop)) as stream:
            for piece in stream:
                if not isinstance(piece, str) or stop.is_set():
                    return ""
                text += piece
                if "\n" in text.strip():
                    break  # a question has one line: what follows is chatter
    except (ModelFailed, RunnerMissing, ServerUnreachable):
        return ""  # the answer will meet the same trouble, and says it
    return "" if stop.is_set() else text.strip().partition("\n")[0]


def _asks(read: Sequence[Message], question: str) -> bool:
    """Whether a prompt that was read is one of ours, with this very question at its end."""
    if [message.role for message in read] != ["system", "user"]:
        return False
    ends = (template("question", language).partition("{passages}")[2] for language in ("fr", "en"))
    return any(read[1].text.endswith(end.format(question=harmless(question))) for end in ends)


def _said_to(chat: PacedChat) -> str:
    """The answer to the prompt that was read, the last sentence of it where the model was asked to judge them."""
    return chat.read[2].text if len(chat.read) > len(("system", "user")) else chat.said


def _answer(asked: Sequence[Message]) -> str:
    return next((message.text for message in asked if message.role == "assistant"), "")
