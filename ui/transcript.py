"""A kept conversation as it is read outside of the page: questions, answers, numbered sources. Pure, both languages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from rag.errors import Words
from rag.listing.said import money
from rag.records import Manner
from rag.threads import TAKEN_OUT, is_gone
from ui.present import day, moment, paper_of
from ui.remarks import also_in, earlier, titled
from ui.verdicts import annotated, counts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.errors import Language
    from rag.records import Citation, Finished, Listed
    from rag.threads import KeptTurn, Thread

GONE: Final = Words("document retiré de la bibliothèque", "document removed from the library")
SOURCES: Final = Words("Sources", "Sources")
UNFINISHED: Final = Words("La réponse n'a pas été terminée.", "The answer was not finished.")
_STOPPED: Final = Words("Réponse arrêtée par vous.", "Answer stopped by you.")
_MADE: Final = Words(
    "Conversation avec Souffleur, commencée le {moment}", "Conversation with Souffleur, begun {moment}"
)
_QUOTED: Final = Words("Citations exactes des documents.", "Exact quotations of the documents.")
_WRITTEN: Final = Words("Rédigé par {model} d'après les sources.", "Written by {model} from the sources.")
_UNDERSTOOD: Final = Words("Compris comme : {question}", "Understood as: {question}")
_QUOTES: Final = {"fr": ("«\u00a0", "\u00a0»"), "en": ("“", "”")}


@dataclass(frozen=True, slots=True)
class Source:
    """What an answer rests on."""

    number: int
    title: str  # document and place
    about: str = ""  # kind, date and collection
    quote: str = ""  # with its quotation marks; empty where the document was forgotten
    remarks: tuple[str, ...] = ()  # where the same words stand too, what an older version says


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and its answer."""

    question: str
    asked: str  # in the reader's form; empty when it is not known
    warning: str
    answer: str
    notes: tuple[str, ...]  # how it was made, and how far its sentences are confirmed
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Transcript:
    """The whole."""

    title: str
    about: str
    exchanges: tuple[Exchange, ...]


def transcript(thread: Thread, turns: Sequence[KeptTurn], language: Language) -> Transcript:
    """The conversation in the reader's language; questions, answers and quotations stay in theirs."""
    about = _MADE.say(language, moment=moment(thread.made, language))
    return Transcript(thread.title, about, tuple(_exchange(turn, language) for turn in turns))


def answered(
    question: str, finished: Finished, language: Language, asked: str = "", *, stopped: bool = False
) -> Exchange:
    """One question with its whole answer."""
    return Exchange(
        question,
        asked,
        finished.warning,
        _text(finished, language),
        tuple(_notes(finished, language, stopped=stopped)),
        tuple(_source(citation, language) for citation in finished.citations),
    )


def _exchange(turn: KeptTurn, language: Language) -> Exchange:
    asked = moment(turn.asked, language)
    understood = (_UNDERSTOOD.say(language, question=turn.understood),) if turn.understood else ()
    if turn.finished is None:
        note = (_STOPPED if turn.stopped else UNFINISHED).say(language)
        return Exchange(turn.question, asked, "", "", (*understood, note), ())
    whole = answered(turn.question, turn.finished, language, asked, stopped=turn.stopped)
    return replace(whole, notes=(*understood, *whole.notes))


def _text(finished: Finished, language: Language) -> str:
    if finished.listing is not None:
        return "\n".join([finished.text, *(_row(row, language) for row in finished.listing.rows)])
    if finished.manner is not Manner.EXTRACTIVE:
        return annotated(finished, language)
    left, right = _QUOTES[language]
    lines = [
        f"{TAKEN_OUT} [{one.number}]" if is_gone(one.hit) else f"{left}{_line(one.quote)}{right} [{one.number}]"
        for one in finished.citations
    ]
    return "\n\n".join(lines)


def _row(row: Listed, language: Language) -> str:
    """One document of a list: `- facture 12.pdf · 12 mars 2026 · Dupont · 1 234,56 €`."""
    dated = day(row.date, language) if row.date else ""
    amount = money(row.amount, row.currency, language) if row.amount else ""
    return f"- {' · '.join(filter(None, (row.name, dated, row.party, amount)))}"


def _notes(finished: Finished, language: Language, *, stopped: bool) -> Iterator[str]:
    if finished.manner is Manner.EXTRACTIVE:
        yield _QUOTED.say(language)
    elif finished.manner is Manner.WRITTEN:
        yield _WRITTEN.say(language, model=finished.model)
        if finished.checks:
            yield f"{counts(finished.checks, language)}."
    if stopped:
        yield _STOPPED.say(language)


def _source(citation: Citation, language: Language) -> Source:
    hit = citation.hit
    if is_gone(hit):
        return Source(citation.number, GONE.say(language))
    left, right = _QUOTES[language]
    about = " · ".join(part for part in (paper_of(hit.document, language), str(hit.document.collection)) if part)
    remarks = [also_in(hit, language)]
    older = earlier(citation.quote, hit, language)
    if older is not None:
        remarks.append(f"{older.title} {left}{older.quote}{right} ({older.source})")
    quote = f"{left}{_line(citation.quote)}{right}"
    return Source(citation.number, titled(hit, language), about, quote, tuple(filter(None, remarks)))


def _line(words: str) -> str:
    return " ".join(words.split())
