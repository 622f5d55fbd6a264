"""The word search: BM25 over terms in SQLite's FTS5, in the same file and transaction as the passages."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rag.records import PassageId

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.store.access import Scope
    from rag.store.library import Library
    from rag.store.terms import Term

# How much a word counts where it stands: text, title, headings, names of file and folders. Measured by bench/fusion.py.
BODY_WEIGHT: Final = 1.0
TITLE_WEIGHT: Final = 0.6
SECTION_WEIGHT: Final = 0.6
NAME_WEIGHT: Final = 0.6


@dataclass(frozen=True, slots=True)
class WordHit:
    """A passage that holds words of the question."""

    passage: PassageId
    score: float  # BM25, higher is better; comparable within one search only


def search_words(library: Library, terms: Sequence[Term], scope: Scope, limit: int) -> list[WordHit]:
    """The passages of the scope that hold any of the terms, best first; empty without terms."""
    if not terms:
        return []
    blanks = ",".join("?" * len(scope.collections))
    found = library.read(
        f"""SELECT p.id, -bm25(passage_terms, {BODY_WEIGHT}, {TITLE_WEIGHT}, {SECTION_WEIGHT}, {NAME_WEIGHT}) AS score
            FROM passage_terms JOIN passages p ON p.rowid = passage_terms.rowid
            JOIN documents d ON d.id = p.document
            WHERE passage_terms MATCH ? AND d.collection IN ({blanks})
            ORDER BY score DESC, p.rowid LIMIT ?""",
        (_match(terms), *scope.collections, limit),
    )
    return [WordHit(PassageId(row["id"]), row["score"]) for row in found]


def terms_of(library: Library, passages: Sequence[PassageId]) -> dict[PassageId, frozenset[str]]:
    """Every term that stands in a passage, in its document's title, headings or name."""
    blanks = ",".join("?" * len(passages))
    found = library.read(
        f"""SELECT p.id, t.body || ' ' || t.title || ' ' || t.section || ' ' || t.name AS terms
            FROM passages p JOIN passage_terms t ON t.rowid = p.rowid WHERE p.id IN ({blanks})""",
        tuple(passages),
    )
    return {PassageId(row["id"]): frozenset(row["terms"].split()) for row in found}


def rarity(library: Library, terms: Sequence[Term]) -> dict[str, float]:
    """How telling each term is: its inverse document frequency in the whole library, always above zero, by `Term.text`.

    A term that stands nowhere gets the greatest value: not finding it says the most.
    """
    total = library.read("SELECT count(*) AS n FROM passages")[0]["n"]
    variants = sorted({variant for term in terms for variant in term.variants})
    blanks = ",".join("?" * len(variants))
    counted = library.read(f"SELECT term, doc FROM passage_vocabulary WHERE term IN ({blanks})", variants)
    frequency = {str(row["term"]): int(row["doc"]) for row in counted}
    return {
        term.text: math.log1p(
            (total + 0.5) / (0.5 + max((frequency.get(variant, 0) for variant in term.variants), default=0))
        )
        for term in terms
    }


def _match(terms: Sequence[Term]) -> str:
    """An FTS5 expression: any term, in any of its variants. Terms hold `a-z0-9_` only, so quoting is enough."""
    return " OR ".join(f'"{variant}"' for term in terms for variant in term.variants)
