"""Words that the library does not know, and what they were meant to be, from the library's own words.

Only a word that stands nowhere is looked at, and only when it is none that everybody knows: a library without dogs must
not answer a question about a *chien* from *Chine*. Typing errors seldom touch the first letter, so that only the
words that begin alike are compared; those that begin with all of it may be what was cut short.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from rag.models.wordvectors import french

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.store.library import Library
    from rag.store.terms import Term

SHORTEST: Final = 4  # letters; shorter words are too near to one another
LONG: Final = 8  # letters, from which two errors are forgiven instead of one
MOST: Final = 3  # words that may have been meant
MEANT_SHARE: Final = 0.8  # of the word itself


def corrected(library: Library, terms: Sequence[Term]) -> tuple[Term, ...]:
    """The words of a question; those that are unknown with the words that they may have been."""
    counts = library.tally.frequencies(
        form
        for term in terms
        for form in (*term.variants, *(word for other, _ in term.others for word in other.split()))
    )

    def is_strange(term: Term) -> bool:
        word = term.text.isalpha() and len(term.text) >= SHORTEST
        known = any(counts[form] for form in term.variants) or any(
            all(counts[one] for one in other.split()) for other, _ in term.others
        )
        return word and not known and not french().is_common(term.variants[0])

    return tuple(replace(term, others=_meant(library, term)) if is_strange(term) else term for term in terms)


def _meant(library: Library, term: Term) -> tuple[tuple[str, float], ...]:
    words = library.tally.beginning(term.text[0])
    known = frozenset(words)
    found: dict[str, None] = {}
    for form in term.variants:
        errors = 2 if len(form) >= LONG else 1
        near = process.extract(form, words, scorer=OSA.distance, score_cutoff=errors, limit=MOST)
        found |= dict.fromkeys(word for word, _, _ in near)
        # An error behind the stem keeps the ending on: *maintenacne* is not cut to *mainten*.
        found |= {form[:end]: None for end in range(LONG - 2, len(form)) if form[:end] in known}
        # Half of a word is said for the whole: *ostéo*, *labo*.
        found |= dict.fromkeys(library.tally.longer(form, MOST))
    return tuple((word, MEANT_SHARE) for word in list(found)[:MOST])
