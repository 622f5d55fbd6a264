"""The passages of an answer, read once for being compared with its sentences: lines, terms, figures, words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from rag.answering.figures import evidence, figures
from rag.answering.sentences import sentences_of
from rag.retrieval.evidence import whole_text
from rag.store.lexical import rarity
from rag.store.terms import Term, index_terms
from rag.words import fold

if TYPE_CHECKING:
    from rag.answering.figures import Figure
    from rag.records import Hit
    from rag.store.library import Library

Weigh = Callable[[Sequence[str]], Mapping[str, float]]  # terms → how telling each of them is, above 0
_WORDS: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of a passage, with all that its figures confirm."""

    text: str
    terms: frozenset[str]
    figures: tuple[Figure, ...]


class Source:
    """One source with all its passages, read once however many sentences cite it."""

    def __init__(self, hit: Hit) -> None:
        self.hit = hit
        self.text = whole_text(hit)
        self.language = hit.document.language or "fr"

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Its sentences, in order."""
        return tuple(self._line(sentence.text) for sentence in sentences_of(self.text))

    @cached_property
    def around(self) -> Line:
        """What is known of the passage beside its text: names of document and sections, who wrote it and when."""
        document, passage = self.hit.document, self.hit.passage
        parts = (document.name, document.title, document.subject, document.sender, document.recipients, document.date)
        return self._line(" \n".join((*parts, *passage.section, passage.part, passage.sheet)))

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """All that its text and what is known beside it confirm."""
        whole = evidence(figures(self.text, self.language))
        return (*whole, *self.around.figures)

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word, folded; for names."""
        return frozenset(folded(f"{self.text} {self.around.text}"))

    def _line(self, text: str) -> Line:
        return Line(
            text,
            frozenset(index_terms(text, self.language).split()),
            tuple(evidence(figures(text, self.language))),
        )


def weights_of(library: Library) -> Weigh:
    """How telling terms are in this library; each is looked up once."""
    known: dict[str, float] = {}

    def weigh(terms: Sequence[str]) -> Mapping[str, float]:
        new = [Term(term, (term,)) for term in terms if term not in known]
        if new:
            known.update(rarity(library, new))
        return known

    return weigh


def lexical(words: str, language: str) -> list[str]:
    """The terms that are words: figures are compared by their values."""
    return [term for term in index_terms(words, language).split() if not any(sign.isdigit() for sign in term)]


def folded(text: str) -> list[str]:
    """The words of a text, without accents and capitals."""
    return [fold(found.group()) for found in _WORDS.finditer(text)]
