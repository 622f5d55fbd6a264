"""A question as the search and the choice of quotations look at it: its words, and all that may stand for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.retrieval.scoring import with_equivalents
from rag.retrieval.typos import corrected
from rag.store.terms import query_terms

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rag.store.library import Library
    from rag.store.terms import Term


def question_terms(library: Library, question: str) -> tuple[Term, ...]:
    """The words of a question, with what the thesaurus gives for them and what a slip of the fingers meant."""
    return corrected(library, with_equivalents(query_terms(question), question))


def share(terms: Sequence[Term], weights: Mapping[str, float], held: frozenset[str]) -> float:
    """How much of the question's weight stands in a text, 0–1."""
    total = sum(weights[term.text] for term in terms)
    found = sum(
        weights[term.text]
        for term in terms
        if not held.isdisjoint(term.variants) or any(held.issuperset(other.split()) for other, _ in term.others)
    )
    return found / total if total else 0.0
