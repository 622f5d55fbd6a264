"""From what a search found to an answer: refused, quoted, or written by a chat model with numbered citations."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

from rag.answering.columns import columns_of
from rag.answering.lacking import doubted, why_refused
from rag.answering.quoting import ENOUGH, Quote, best_quotes
from rag.answering.written import written_answer
from rag.errors import ModelFailed, RunnerMissing, ServerUnreachable, SouffleurError, Words
from rag.language import question_language
from rag.models.paced import paced
from rag.records import Citation, Finished, Manner, Meanwhile, Thought, Token, Waiting

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterator, Sequence

    from rag.errors import Language
    from rag.models.chat import ChatModel
    from rag.models.embedder import Embedder
    from rag.options import Settings
    from rag.retrieval.hybrid import Found
    from rag.store.library import Library

NOT_FOUND: Final = Words(
    "Je ne trouve pas cela dans vos documents.",
    "I cannot find this in your documents.",
)
COLUMNS: Final = Words("colonnes : {heads}", "columns: {heads}")


def answer(
    question: str,
    found: Found,
    *,
    chat: ChatModel | None,
    embedder: Embedder,
    library: Library,
    options: Settings,
    cancel: threading.Event,
    trouble: SouffleurError | None = None,
) -> Iterator[Meanwhile | Waiting | Thought | Token | Finished]:
    """What the documents say while a model reads, pieces of the answer as they come, then the whole of it.

    Args:
        question: as it was asked.
        found: what the search gave; its floor decides whether there is an answer at all.
        chat: writes the answer; without one it is made of quotations.
        embedder: chooses the sentences to quote, and helps to check what is written.
        library: knows how telling each word is.
        options: length, temperature and first word of a written answer, language when the question does not tell.
        cancel: set to stop writing; what was written is kept.
        trouble: the error that kept a chat model from being opened.
    """
    begun = time.perf_counter() - found.seconds
    language = question_language(question, options.page.language)
    if not found.relevant or not found.hits:
        yield from refusal(language, why_refused(found.missing, language))
        return
    doubt = doubted(found.missing, language, weak=found.weak)

    @cache
    def quotes() -> Meanwhile:
        return _quotations(best_quotes(question, found.hits, embedder, library), language)

    if chat is not None:
        try:
            for event in written_answer(
                question,
                found.hits,
                paced(chat),
                meanwhile=quotes,
                embedder=embedder,
                library=library,
                options=options,
                language=language,
                cancel=cancel,
                begun=begun,
            ):
                if isinstance(event, Finished) and not event.text:
                    break  # stopped before the first word: quotations take no time
                if isinstance(event, Finished):
                    yield replace(event, warning=" ".join(filter(None, (doubt, event.warning))))
                    return
                yield event
        except (ModelFailed, RunnerMissing, ServerUnreachable) as error:
            trouble = error
    yield from _quoted(quotes(), doubt, trouble)


def refusal(language: Language, why: str = "") -> Iterator[Token | Finished]:
    """The sentence that says that nothing was found, and which word of the question tells so."""
    text = NOT_FOUND.say(language)
    yield Token(text)
    yield Finished(text, Manner.REFUSED, (), 0.0, warning=why)


def _quotations(quotes: Sequence[Quote], language: Language) -> Meanwhile:
    citations = tuple(
        Citation(number, quote.hit, quote.sentence.text, quote.sentence.start, quote.sentence.end)
        for number, quote in enumerate(quotes, start=1)
    )
    partial = not quotes or quotes[0].says < ENOUGH
    return Meanwhile("\n\n".join(_quotation(one, language) for one in citations), citations, partial)


def _quotation(citation: Citation, language: Language) -> str:
    """The words as they stand in the document; of a table's row with what its columns are called."""
    left, right = ("« ", " »") if language == "fr" else ("“", "”")
    heads = columns_of(citation.hit.passage.text, citation.start, citation.end)
    named = f" ({COLUMNS.say(language, heads=heads)})" if heads else ""
    return f"{left}{citation.quote}{right}{named} [{citation.number}]"


def _quoted(quotes: Meanwhile, doubt: str, trouble: SouffleurError | None) -> Iterator[Token | Finished]:
    lines = quotes.text.split("\n\n")
    for place, line in enumerate(lines):
        yield Token(line if place == 0 else f"\n\n{line}")
    code = trouble.code if trouble else ""
    facts = {name: str(fact) for name, fact in trouble.facts.items()} if trouble else {}
    yield Finished(
        quotes.text,
        Manner.EXTRACTIVE,
        quotes.citations,
        0.0,
        trouble=code,
        trouble_facts=facts,
        warning=doubt,
        partial=quotes.partial,
    )
