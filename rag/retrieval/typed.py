"""A search while it is typed: the word that is not finished yet, and where the found words stand in a text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rag.retrieval.question import question_terms
from rag.store.terms import query_terms, words_with_places
from rag.words import fold

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from rag.store.library import Library

SHORTEST: Final = 3  # letters; fewer begin too many words


def completed(library: Library, typed: str) -> str:
    """The words typed so far, the last one finished as the library's most frequent word that begins so.

    A word that stands in the library as it is, one with a figure, and one that is followed by a space are left alone;
    the first two letters of one are left out, unless there is nothing else.
    """
    before, space, last = typed.rpartition(" ")
    beginning = fold(last)
    if not (beginning.isascii() and beginning.isalpha()):
        return typed
    forms = {form for term in query_terms(last) for form in term.variants}
    if any(library.tally.frequencies(forms).values()):
        return typed
    if len(beginning) < SHORTEST:
        return before.strip() or typed
    longer = library.tally.longer(beginning, 1)
    return f"{before}{space}{longer[0]}" if longer else typed


def wanted(library: Library, question: str) -> frozenset[str]:
    """The stems that count as found: those of the question, and all that may stand for its words."""
    return frozenset(
        form
        for term in question_terms(library, question)
        for form in (*term.variants, *(other for other, _ in term.others))
    )


def found_in(text: str, language: str, stems: AbstractSet[str]) -> list[tuple[int, int]]:
    """Where the words of these stems stand in a text, in order; `language` is the text's, ISO 639-1."""
    return [(start, end) for stem, start, end in words_with_places(text, language) if stem in stems]
