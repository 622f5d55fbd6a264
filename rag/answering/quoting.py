"""Choosing the sentences that answer: the ones that hold the question's telling words and mean the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz

from rag.answering.sentences import Sentence, sentences_of
from rag.retrieval.hybrid import share
from rag.store.lexical import rarity
from rag.store.terms import index_terms, query_terms

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rag.models.embedder import Embedder, Matrix
    from rag.records import Hit
    from rag.store.library import Library
    from rag.store.terms import Term

MOST: Final = 3  # quotations in one answer
CLOSE: Final = 0.8  # of the best sentence's score, below which a further one is left out
SAME_TEXT: Final = 85.0  # rapidfuzz ratio above which two sentences say the same
PASSAGE_SHARE: Final = 0.35  # how much a sentence's score owes to its passage's place in the search
SENTENCES_LOOKED_AT: Final = 40  # embedding one takes 2 to 4 ms; the answer must not wait half a second for it
FEWEST_CHARACTERS: Final = 12  # shorter lines are headings and page numbers
FIRST_LINE: Final = 0.7  # of a heading's score: it names the subject and does not answer


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of a hit with its score, 0–1."""

    hit: Hit
    sentence: Sentence
    score: float


def best_quotes(question: str, hits: Sequence[Hit], embedder: Embedder, library: Library) -> list[Quote]:
    """One to three sentences, best first; empty only when the hits hold no text."""
    terms = query_terms(question)
    weights = rarity(library, terms)
    candidates = [
        Quote(hit, sentence, _by_words(sentence, hit, terms, weights))
        for hit in hits
        for sentence in sentences_of(hit.passage.text)
    ]
    candidates.sort(key=lambda quote: -(quote.score + quote.hit.score))
    scored = _by_meaning(question, candidates[:SENTENCES_LOOKED_AT], embedder)
    chosen: list[Quote] = []
    for quote in sorted(scored, key=lambda one: -one.score):
        if len(chosen) == MOST or (chosen and quote.score < CLOSE * chosen[0].score):
            break
        if not any(fuzz.ratio(quote.sentence.text, other.sentence.text) > SAME_TEXT for other in chosen):
            chosen.append(quote)
    return chosen


def best_sentence(claim: str, hit: Hit) -> Sentence:
    """The sentence of a passage that a written claim most likely rests on."""
    language = hit.document.language
    said = set(index_terms(claim, language).split())

    def shared(sentence: Sentence) -> float:
        there = set(index_terms(sentence.text, language).split())
        return len(said & there) / (len(there) + 5) if there else 0.0

    found = sentences_of(hit.passage.text)
    return max(found, key=shared) if found else Sentence(hit.passage.text, 0, len(hit.passage.text))


def _by_words(sentence: Sentence, hit: Hit, terms: Sequence[Term], weights: Mapping[str, float]) -> float:
    held = frozenset(index_terms(sentence.text, hit.document.language).split())
    score = share(terms, weights, held)
    text = sentence.text.strip()
    is_heading = len(text) < FEWEST_CHARACTERS or text.endswith("?") or text in hit.passage.section
    return score * FIRST_LINE if is_heading else score


def _by_meaning(question: str, quotes: Sequence[Quote], embedder: Embedder) -> list[Quote]:
    if not quotes:
        return []
    asked: Matrix = embedder.embed_question(question)
    likeness = embedder.embed_passages([quote.sentence.text for quote in quotes]) @ asked
    weight = embedder.card.vectors_weight
    best = max(quote.hit.score for quote in quotes) or 1.0
    return [
        Quote(
            quote.hit,
            quote.sentence,
            (1 - PASSAGE_SHARE) * ((1 - weight) * quote.score + weight * max(float(alike), 0.0))
            + PASSAGE_SHARE * quote.hit.score / best,
        )
        for quote, alike in zip(quotes, likeness, strict=True)
    ]
