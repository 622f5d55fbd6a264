"""Choosing the sentences that answer: the ones that hold the question's telling words and mean the same."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz

from rag.answering.columns import table_heads
from rag.answering.sentences import LONGEST, Sentence, sentences_of
from rag.answering.weighing import asking, sentence_score
from rag.retrieval.evidence import parts
from rag.store.terms import index_terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.models.embedder import Embedder, Matrix
    from rag.records import Hit
    from rag.store.library import Library

MOST: Final = 3  # quotations in one answer
CLOSE: Final = 0.8  # of the best sentence's score, below which a further one is left out
# Of the question, that the first quotation says in its place; below it the match is no strong one, whatever the search
# found: by bench/quoting.py 73 instead of 62 of 100 strong matches of blind questions hold the answer.
ENOUGH: Final = 0.5
SAME_TEXT: Final = 85.0  # rapidfuzz ratio above which two sentences say the same
PASSAGE_SHARE: Final = 0.35  # how much a sentence's score owes to its passage's place in the search
SENTENCES_LOOKED_AT: Final = 40  # embedding one takes 2 to 4 ms; the answer must not wait half a second for it


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of a hit."""

    hit: Hit
    sentence: Sentence
    score: float  # 0–1; what it says, what it means, and how good its passage is
    says: float  # `sentence_score`


def best_quotes(question: str, hits: Sequence[Hit], embedder: Embedder, library: Library) -> list[Quote]:
    """One to three sentences, best first; empty only when the hits hold no text."""
    asked = asking(question, library)
    candidates = []
    for source in hits:
        for hit in parts(source):
            for sentence in stretches(hit.passage.text):
                heads = table_heads(hit.passage.text, sentence.start)
                says = sentence_score(sentence.text, hit, asked, heads)
                candidates.append(Quote(hit, sentence, says, says))
    candidates.sort(key=lambda quote: -(quote.score + quote.hit.score))
    scored = _by_meaning(question, candidates[:SENTENCES_LOOKED_AT], embedder)
    chosen: list[Quote] = []
    for quote in sorted(scored, key=lambda one: -one.score):
        if len(chosen) == MOST or (chosen and quote.score < CLOSE * chosen[0].score):
            break
        if not any(_says_the_same(quote, other) for other in chosen):
            chosen.append(quote)
    return chosen


def best_sentence(claim: str, source: Hit) -> tuple[Hit, Sentence]:
    """The passage of a source, and the sentence in it, that a written claim most likely rests on."""
    language = source.document.language
    said = set(index_terms(claim, language).split())

    def shared(place: tuple[Hit, Sentence]) -> float:
        there = set(index_terms(place[1].text, language).split())
        return len(said & there) / (len(there) + 5) if there else 0.0

    text = source.passage.text
    found = [(hit, sentence) for hit in parts(source) for sentence in sentences_of(hit.passage.text)]
    return max(found, key=shared, default=(source, Sentence(text, 0, len(text))))


def stretches(text: str) -> Iterator[Sentence]:
    """Every sentence, and every two that follow each other: the second often names what the first left open."""
    found = sentences_of(text)
    yield from found
    for first, second in pairwise(found):
        if second.end - first.start <= LONGEST:
            yield Sentence(text[first.start : second.end], first.start, second.end)


def _says_the_same(one: Quote, other: Quote) -> bool:
    if one.hit.passage.id == other.hit.passage.id:
        return one.sentence.start < other.sentence.end and other.sentence.start < one.sentence.end
    return fuzz.ratio(one.sentence.text, other.sentence.text) > SAME_TEXT


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
            quote.says,
        )
        for quote, alike in zip(quotes, likeness, strict=True)
    ]
