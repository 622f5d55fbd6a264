"""What a chat model is told: the rules, the sources with their numbers, the question last.

The order is kept stable so that a model server can reuse what it has already read: the rules are the same for all, the
sources of the question before come first again. What is new is given the room that the reading speed of this machine
leaves, best sources first; a source that is too long is cut to the sentences that answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rag.answering.budget import LEAST_TOKENS, room_for_sources
from rag.answering.excerpts import excerpt
from rag.answering.known import said_again
from rag.answering.sentences import sentences_of
from rag.models.chat import Message
from rag.models.speech import harmless
from rag.retrieval.evidence import whole_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rag.errors import Language
    from rag.models.paced import PacedChat
    from rag.records import Hit

    Worth = Callable[[Hit, Sequence[str]], Sequence[float]]  # of each sentence of a source, for what is asked

FOLDER: Final = Path(__file__).with_name("prompts")
SPARE_TOKENS: Final = 64  # what a chat template puts around the turns
FIRST_SHARE: Final = 0.6  # of the room, that one source may take where not all have room
# Of the seconds until the first word, for what is new, where the best source was read for the question before: what
# answers is known, and who asks further wants it sooner than more of it.
FURTHER_SHARE: Final = 0.5
FEWEST_TOKENS: Final = 60  # of a source; fewer hold no sentence with its neighbour. Guess
# What the model writes when the passages do not answer; it stands in the prompt, and is looked for in the answer.
CANNOT: Final = "AUCUNE_REPONSE"


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is sent, with what is known of it."""

    messages: tuple[Message, ...]
    hits: tuple[Hit, ...]  # sources that found room, whole or cut; number n in the prompt is place n-1
    new_tokens: int  # that the model has not read yet


def prompt(
    question: str,
    hits: Sequence[Hit],
    chat: PacedChat,
    *,
    answer_tokens: int,
    seconds: float,
    language: Language,
    worth: Worth,
) -> Prompt:
    """The messages for a question; one source at least is in them.

    Args:
        question: as it was asked.
        hits: sources, best first.
        chat: counts tokens, knows its speed and what it has read.
        answer_tokens: that the context must leave for the answer.
        seconds: until the first word is wanted.
        language: of rules and answer.
        worth: tells the sentences that answer from the others.
    """
    before, _, after = template("question", language).partition("{passages}")
    last = after.format(question=harmless(question))
    again = _again(hits, chat.read, before, after.partition("{question}")[0], worth, language)
    known = {hit.passage.id for hit, _ in again}
    others = chat.count_tokens(before) + chat.count_tokens(last) + SPARE_TOKENS
    ruled = chat.count_tokens(rules(language))
    told = ruled + others + sum(chat.count_tokens(text) for _, text in again)
    most = chat.context_tokens - answer_tokens - told
    is_ruled = chat.read[:1] == (Message("system", rules(language)),)
    is_further = bool(hits) and hits[0].passage.id in known
    room = room_for_sources(
        chat.speed,
        seconds * (FURTHER_SHARE if is_further else 1.0),
        others=others + (0 if is_ruled else ruled),
        most=most,
        least=0 if is_further else LEAST_TOKENS,
    )
    left = [hit for hit in hits if hit.passage.id not in known]
    while True:
        fresh = _fitted(left, room, chat, worth, at_least=not again)
        entries = [*again, *fresh]
        numbered = [_heading(number, hit) + text for number, (hit, text) in enumerate(entries, start=1)]
        messages = (Message("system", rules(language)), Message("user", before + "\n\n".join(numbered) + last))
        # The parts may take a little less than the whole, and a template puts its own around them: what counts is this.
        over = chat.count_messages(messages) + answer_tokens - chat.context_tokens
        if over <= 0 or (room <= 0 and not again):
            return Prompt(messages, tuple(hit for hit, _ in entries), chat.new_tokens(messages))
        if room > 0:
            room -= over
        else:
            again.pop()


def rules(language: Language) -> str:
    """What every question to a model begins with; the same for all, so that it is read once."""
    return template("system", language).format(cannot=CANNOT)


def _again(
    hits: Sequence[Hit], read: Sequence[Message], before: str, after: str, worth: Worth, language: Language
) -> list[tuple[Hit, str]]:
    """The sources of the last prompt that can be told again, when it was one of ours."""
    if [message.role for message in read[:2]] != ["system", "user"] or read[0].text != rules(language):
        return []

    def answers(hit: Hit) -> str:
        sentences = [sentence.text for sentence in sentences_of(whole_text(hit))]
        values = worth(hit, sentences)
        return max(zip(values, sentences, strict=True), key=lambda one: one[0], default=(0.0, ""))[1]

    return said_again(hits, read[1].text.removeprefix(before), heading=_heading, after=after, answers=answers)


def _fitted(hits: Sequence[Hit], room: int, chat: PacedChat, worth: Worth, *, at_least: bool) -> list[tuple[Hit, str]]:
    """The sources that have room, whole where all have, else each cut to its share; one of them where there must be."""
    whole = [harmless(whole_text(hit)) for hit in hits]
    costs = [chat.count_tokens(_heading(1, hit) + text) for hit, text in zip(hits, whole, strict=True)]
    if sum(costs) <= room:
        return list(zip(hits, whole, strict=True))
    fitted: list[tuple[Hit, str]] = []
    for place, (hit, text, cost) in enumerate(zip(hits, whole, costs, strict=True)):
        is_last = place == len(hits) - 1
        share = room if is_last else max(int(room * FIRST_SHARE), min(room, FEWEST_TOKENS))
        if share < FEWEST_TOKENS and (fitted or not at_least):
            break
        if cost > share:
            head = chat.count_tokens(_heading(1, hit))
            characters = max(share - head, 0) * len(text) // max(cost - head, 1)
            values = worth(hit, [sentence.text for sentence in sentences_of(text)])
            text = excerpt(text, values, characters, has_header=hit.passage.first_row > 0)  # noqa: PLW2901 - it is cut
            cost = chat.count_tokens(_heading(1, hit) + text)  # noqa: PLW2901
        fitted.append((hit, text))
        room -= cost
    return fitted


def _heading(number: int, hit: Hit) -> str:
    passage = hit.passage
    place = f", p. {passage.first_page}" if passage.first_page else f", {passage.sheet}" if passage.sheet else ""
    return harmless(f"[{number}] {hit.document.name}{place}") + "\n"


@cache
def template(name: str, language: Language) -> str:
    """One file of `prompts/`, as it is written there."""
    return (FOLDER / f"{name}.{language}.txt").read_text(encoding="utf-8").strip()
