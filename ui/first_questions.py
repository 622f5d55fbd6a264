"""Questions to begin with, made of what a library holds: what its newest papers say, and how many there are of a kind.

Nothing is searched for: a page that is only opened does not wait for the search model. A paper is proposed for what its
own text speaks of, and asked alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rag.answering.onward import further_facts
from rag.errors import Words
from rag.narrowing import Narrowing
from rag.records import Genre
from rag.store.register import Order, Wanted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from rag.errors import Language
    from rag.store.register import Register
    from ui.desk import Desk

GENRES: Final = (Genre.CONTRACT, Genre.QUOTE, Genre.MINUTES, Genre.POLICY, Genre.INVOICE)
LOOKED_AT: Final = 4  # the newest papers of each kind; guess: one of them says something that can be asked
MOST: Final = 3  # questions about a paper
FEWEST: Final = 2  # papers of a kind that are worth counting
COUNTED: Final = {
    Genre.INVOICE: Words("Combien de factures en {year} ?", "How many invoices in {year}?"),
    Genre.QUOTE: Words("Combien de devis en {year} ?", "How many quotes in {year}?"),
    Genre.CONTRACT: Words("Combien de contrats en {year} ?", "How many contracts in {year}?"),
}


@dataclass(frozen=True, slots=True)
class First:
    """A question to begin with."""

    question: str
    document: str = ""  # name of the paper that it is about; empty for the whole library
    path: str = ""

    @property
    def where(self) -> Narrowing | None:
        """The paper alone; None to leave it to the reader."""
        return Narrowing(documents=(self.path,)) if self.path else None


def first_questions(desk: Desk, register: Register, language: Language) -> tuple[First, ...]:
    """Up to `MOST` about papers of different kinds, then one for a count; fewer where little is held.

    Args:
        desk: the library.
        register: its files.
        language: of the questions; papers in another language are left aside.
    """
    if not desk.counts().documents:
        return ()
    found: dict[str, First] = {}
    for genre in GENRES:
        if len(found) < MOST and (one := next(_of_papers(desk, register, genre, language, found), None)):
            found[one.question] = one
    return (*found.values(), *_counted(desk, register, language))


def _of_papers(
    desk: Desk, register: Register, genre: Genre, language: Language, known: Collection[str]
) -> Iterator[First]:
    for entry in register.page(Wanted(genre=str(genre), order=Order.DATED), 0, LOOKED_AT):
        document = entry.document
        if document is None or document.language != language:
            continue
        texts = [passage.text for passage in desk.passages_of(document.id)]
        for question, _ in further_facts(genre, texts, "", language):
            if question not in known:
                yield First(question, document.name, document.paths[0])


def _counted(desk: Desk, register: Register, language: Language) -> Iterator[First]:
    """How many of the first kind of `COUNTED` that there are several of, in the year of its newest."""
    held = dict(desk.choices.contents().kinds)
    for genre, words in COUNTED.items():
        if held.get(genre, 0) < FEWEST:
            continue
        newest = register.page(Wanted(genre=str(genre), order=Order.DATED), 0, 1)
        dated = newest[0].document.date if newest and newest[0].document else ""
        if dated:
            yield First(words.say(language, year=dated[:4]))
            return
