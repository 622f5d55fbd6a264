"""The word search: BM25 over terms in SQLite's FTS5, in the same file and transaction as the passages."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rag.commonness import commonness
from rag.records import DocumentId, PassageId
from rag.store.fts import best_passages

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    from rag.store.access import Scope
    from rag.store.library import Library
    from rag.store.terms import Term

# How much a word counts where it stands: text, title, headings, names of file and folders. Measured by bench/fusion.py.
BODY_WEIGHT: Final = 1.0
TITLE_WEIGHT: Final = 0.6
SECTION_WEIGHT: Final = 0.6
NAME_WEIGHT: Final = 0.6
COLUMN_WEIGHTS: Final = {"body": BODY_WEIGHT, "title": TITLE_WEIGHT, "section": SECTION_WEIGHT, "name": NAME_WEIGHT}


@dataclass(frozen=True, slots=True)
class WordHit:
    """A passage that holds words of the question."""

    passage: PassageId
    score: float  # BM25, higher is better; comparable within one search only


def search_words(library: Library, terms: Sequence[Term], scope: Scope, limit: int) -> list[WordHit]:
    """The passages of the scope that hold any of the terms, best first; empty without terms."""
    if not terms:
        return []
    counted = Counter(variant for term in terms for variant in term.variants)
    sought = {variant: float(times) for variant, times in counted.items()}
    for term in terms:
        for other, share in term.others:
            words = other.split()  # an expression: what holds all of it is among the best of what holds its words
            for word in words:
                sought[word] = max(sought.get(word, 0.0), share / len(words))
    found = best_passages(library, sought, COLUMN_WEIGHTS, scope, limit)
    return [WordHit(passage, score) for passage, score in found]


@dataclass(frozen=True, slots=True)
class Bag:
    """The terms of one passage, of its document's title, its headings and its names."""

    document: DocumentId
    times: Mapping[str, float]  # how often each stands there, each time by the weight of its column
    length: int  # terms in all columns


def bags(library: Library, passages: Sequence[PassageId]) -> dict[PassageId, Bag]:
    """The terms of passages; those that were just dropped are absent."""
    blanks = ",".join("?" * len(passages))
    columns = ", ".join(f"t.{column}" for column in COLUMN_WEIGHTS)
    found = library.read(
        f"""SELECT p.id, p.document, {columns}
            FROM passages p JOIN passage_terms t ON t.rowid = p.rowid WHERE p.id IN ({blanks})""",
        tuple(passages),
    )
    return {PassageId(row["id"]): _bag(row) for row in found}


def _bag(row: sqlite3.Row) -> Bag:
    times: dict[str, float] = {}
    length = 0
    for column, weight in COLUMN_WEIGHTS.items():
        terms = row[column].split()
        length += len(terms)
        for term in terms:
            times[term] = times.get(term, 0.0) + weight
    return Bag(DocumentId(row["document"]), times, length)


def rarity(library: Library, terms: Sequence[Term]) -> dict[str, float]:
    """How telling each term is: its inverse document frequency in the whole library, always above zero, by `Term.text`.

    A term that stands nowhere gets the greatest value: not finding it says the most. But no word is taken for rarer
    than it is in general: in a small library chance decides where *attendre* stands.
    """
    total = library.tally.totals().passages
    frequency = library.tally.frequencies(variant for term in terms for variant in term.variants)

    def passages(term: Term) -> float:
        held = max((frequency[variant] for variant in term.variants), default=0)
        return max(held, total * commonness(term.text))

    return {term.text: math.log1p((total + 0.5) / (0.5 + passages(term))) for term in terms}
