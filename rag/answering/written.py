"""An answer in a chat model's words, with what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rag.answering.checking import Checker
from rag.answering.citing import cited, warning
from rag.answering.prompt import CANNOT, prompt, rules
from rag.answering.sources import weights_of
from rag.errors import ModelFailed
from rag.records import Finished, Manner, Thought, Token, Waiting

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterator, Sequence

    from rag.errors import Language
    from rag.models.embedder import Embedder
    from rag.models.paced import PacedChat
    from rag.options import Chat
    from rag.records import Hit
    from rag.store.library import Library

HELD_BACK: Final = len(CANNOT) + 2  # characters, until it is clear that the model does not give up


def written_answer(
    question: str,
    hits: Sequence[Hit],
    chat: PacedChat,
    *,
    embedder: Embedder,
    library: Library,
    options: Chat,
    language: Language,
    cancel: threading.Event,
) -> Iterator[Waiting | Thought | Token | Finished]:
    """Pieces as the model writes them, then the whole with its citations, every sentence checked.

    Raises:
        ModelFailed: it stopped, gave nothing, gave up, or said what no passage supports; quotations are better then.
        ServerUnreachable, RunnerMissing: see `ChatModel.stream`.
    """
    chat.prepare(cancel)
    chat.probe(rules(language), cancel)
    messages, shown = prompt(question, hits, chat, options.answer_tokens, language)
    stream = chat.stream(messages, max_tokens=options.answer_tokens, temperature=options.temperature, cancel=cancel)
    text = ""
    sent = 0
    try:
        for piece in stream:
            if not isinstance(piece, str):
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
        close = getattr(stream, "close", None)
        if close is not None:
            close()
    if _gives_up(text):
        message = "sans réponse / no answer"
        raise ModelFailed(message)
    if sent < len(text):
        yield Token(text[sent:])
    checker = Checker(shown, weights_of(library), embedder, language)
    whole, citations, checks = cited(text.strip(), shown, checker)
    if not citations and not cancel.is_set():
        message = "sans source / no source"
        raise ModelFailed(message)
    yield Finished(
        whole, Manner.WRITTEN, citations, 0.0, model=chat.name, checks=checks, warning=warning(checks, language)
    )


def _gives_up(text: str) -> bool:
    return CANNOT in text
