"""An answer in a chat model's words, with what it rests on."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from rag.answering.checking import Checker
from rag.answering.citing import cited, warning
from rag.answering.judging import judged
from rag.answering.prompt import CANNOT, prompt, rules
from rag.answering.sources import weights_of
from rag.answering.telling import worth_of
from rag.errors import ModelFailed
from rag.records import Finished, Manner, Meanwhile, Thought, Token, Waiting
from rag.streams import let_go

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Generator, Iterator, Sequence

    from rag.errors import Language
    from rag.models.embedder import Embedder
    from rag.models.paced import PacedChat
    from rag.options import Settings
    from rag.records import Hit
    from rag.store.library import Library

HELD_BACK: Final = len(CANNOT) + 2  # characters, until it is clear that the model does not give up
QUIET_SECONDS: Final = 1.0  # that a reader may be left without a word of an answer; DESIGN: evidence in 0.5 s


def written_answer(
    question: str,
    hits: Sequence[Hit],
    chat: PacedChat,
    *,
    meanwhile: Callable[[], Meanwhile],
    embedder: Embedder,
    library: Library,
    options: Settings,
    language: Language,
    cancel: threading.Event,
    begun: float,
) -> Iterator[Meanwhile | Waiting | Thought | Token | Finished]:
    """What the documents say where the model takes its time, pieces as it writes them, then the whole, checked.

    Args:
        question: as it was asked.
        hits: sources, best first.
        chat: writes.
        meanwhile: gives the quotations to be read until the first word.
        embedder: helps to check what is written.
        library: knows how telling each word is.
        options: length and temperature of the answer, and the time to its first word.
        language: of the answer.
        cancel: set to stop writing; what was written is kept.
        begun: when the question was asked, in `time.perf_counter`'s seconds.

    Raises:
        ModelFailed: it stopped, gave nothing, gave up, or said what no passage supports; quotations are better then.
        ServerUnreachable, RunnerMissing: see `ChatModel.stream`.
    """
    told = not chat.read or not chat.speed.is_known  # the model is loaded and measured first
    if told:
        yield meanwhile()
    chat.prepare(cancel)
    chat.probe(rules(language), cancel)
    asked = prompt(
        question,
        hits,
        chat,
        answer_tokens=options.chat.answer_tokens,
        seconds=options.answering.first_word_seconds - (time.perf_counter() - begun),
        language=language,
        worth=worth_of(question, library),
    )
    if not told and chat.speed.seconds(asked.new_tokens) > QUIET_SECONDS:
        told = True
        yield meanwhile()
    most, temperature = options.chat.answer_tokens, options.chat.temperature
    stream = chat.stream(asked.messages, max_tokens=most, temperature=temperature, cancel=cancel)
    text = yield from _as_it_comes(stream, cancel, None if told else meanwhile)
    checker = Checker(asked.hits, weights_of(library), embedder, language)
    whole, citations, checks = cited(text.strip(), asked.hits, checker)
    if not citations and not cancel.is_set():
        message = "sans source / no source"
        raise ModelFailed(message)
    if options.answering.judge:
        checks = judged(checks, whole, asked.messages, chat, language=language, cancel=cancel)
    warned = warning(checks, language)
    yield Finished(whole, Manner.WRITTEN, citations, 0.0, model=chat.name, checks=checks, warning=warned)


def _as_it_comes(
    stream: Iterator[str | Thought | Waiting], cancel: threading.Event, meanwhile: Callable[[], Meanwhile] | None
) -> Generator[Meanwhile | Token | Thought | Waiting, None, str]:
    """The pieces of an answer, and at last the whole of it; raises ModelFailed where the model gives up.

    What is to be read meanwhile is told where the model thinks, or answers others first.
    """
    text = ""
    sent = 0
    try:
        for piece in stream:
            if not isinstance(piece, str):
                if meanwhile is not None:
                    yield meanwhile()
                    meanwhile = None
                yield piece
                continue
            text += piece
            if _gives_up(text):
                break
            if len(text) > HELD_BACK or CANNOT[: len(text.strip())] != text.strip():
                yield Token(text[sent:])
                sent = len(text)
            if cancel.is_set():
                break
    finally:
        let_go(stream)
    if _gives_up(text):
        message = "sans réponse / no answer"
        raise ModelFailed(message)
    if sent < len(text):
        yield Token(text[sent:])
    return text


def _gives_up(text: str) -> bool:
    return CANNOT in text
