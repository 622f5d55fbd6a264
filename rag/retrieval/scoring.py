"""How well passages say what a question asks, word by word. Pure.

The word search finds passages that hold the words themselves. Those that it or the vectors found are looked at again
here: a word may be stood for by others that mean nearly the same (French word vectors), and a passage gains when other
passages of its document hold what it lacks. Both shares are those that any three of four sets choose for the fourth.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from rag.models.wordvectors import french
from rag.stopwords import STOPWORDS
from rag.thesaurus import equivalents, table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from rag.store.lexical import Bag
    from rag.store.terms import Term

    Scores = NDArray[np.float64]

SATURATION: Final = 1.2  # k1 of BM25
LENGTH_SHARE: Final = 0.6  # b of BM25; the usual 0.75 is worse on all four sets, for our passages are of like lengths
NEAR: Final = 0.4  # cosine from which one word may stand for another
MOST_NEAR: Final = 8  # words that may stand for one
NEAR_SHARE: Final = 0.1  # of the word itself
SAME_SHARE: Final = 0.4  # of the word itself, for what the thesaurus gives
DOCUMENT_SHARE: Final = 0.4  # of the score of words: what the document's other passages hold


@dataclass(frozen=True, slots=True)
class Sought:
    """One word of a question with all that may stand for it."""

    weight: float  # inverse document frequency
    shares: Mapping[str, float]  # term → how much of the word it stands for; 1 for the word itself


def with_equivalents(terms: Sequence[Term], question: str) -> tuple[Term, ...]:
    """The words of a question, each with what the thesaurus gives for it in both languages."""
    found = equivalents(question, table())
    return tuple(
        replace(term, others=tuple((other, SAME_SHARE) for other in found.get(term.text, ()))) for term in terms
    )


def sought(terms: Sequence[Term], weights: Mapping[str, float], bags: Sequence[Bag]) -> list[Sought]:
    """The words of a question, each with those of the passages that mean nearly the same.

    Args:
        terms: of the question.
        weights: how telling each is, by `Term.text`.
        bags: of the passages that were found.
    """
    near = _near([term.variants[0] for term in terms], bags)
    return [
        Sought(
            weights[term.text],
            dict.fromkeys(near[place], NEAR_SHARE) | dict(term.others) | dict.fromkeys(term.variants, 1.0),
        )
        for place, term in enumerate(terms)
    ]


def contributions(words: Sequence[Sought], bags: Sequence[Bag], mean_length: float) -> Scores:
    """BM25 of each word in each passage; shape (passages, words)."""
    times = np.array(
        [
            [sum(share * times_of(term, bag.times) for term, share in word.shares.items()) for word in words]
            for bag in bags
        ]
    ).reshape(len(bags), len(words))
    lengths = np.array([bag.length for bag in bags]) / max(mean_length, 1.0)
    damping = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * lengths)[:, None]
    weights = np.array([word.weight for word in words])
    return np.asarray(weights * times * (SATURATION + 1) / (times + damping))


def with_documents(given: Scores, bags: Sequence[Bag]) -> Scores:
    """One score a passage, 0–1: its own words, and a share for the best that its document's passages say of each."""
    best: dict[str, Scores] = {}
    for row, bag in zip(given, bags, strict=True):
        best[bag.document] = np.maximum(best.get(bag.document, 0.0), row)
    own = given.sum(axis=1)
    document = np.array([best[bag.document].sum() for bag in bags])
    return (1 - DOCUMENT_SHARE) * _to_top(own) + DOCUMENT_SHARE * _to_top(document)


def coverage(words: Sequence[Sought], bag: Bag) -> float:
    """How much of the question's weight stands in a passage, 0–1.

    What the thesaurus or a slip of the fingers stands for counts like the word itself: the passage speaks of the same
    thing, if in the other language. What merely means nearly the same counts for its share.
    """
    total = math.fsum(word.weight for word in words)
    held = math.fsum(
        word.weight
        * max((_certain(share) for term, share in word.shares.items() if times_of(term, bag.times)), default=0.0)
        for word in words
    )
    return held / total if total else 0.0


def times_of(term: str, times: Mapping[str, float]) -> float:
    """How often a term stands in a passage; an expression, its words with spaces between them, as its rarest word."""
    return min(times.get(word, 0.0) for word in term.split(" "))


def _certain(share: float) -> float:
    return 1.0 if share >= SAME_SHARE else share


def _near(stems: Sequence[str], bags: Sequence[Bag]) -> list[list[str]]:
    """For each word of the question, those of the passages that mean nearly the same, nearest first."""
    vocabulary = sorted({term for bag in bags for term in bag.times if term.isalpha() and term not in STOPWORDS})
    if not vocabulary or not stems:
        return [[] for _ in stems]
    alike = french().likeness(stems, vocabulary)
    return [
        [
            vocabulary[place]
            for place in np.argsort(-row)[: MOST_NEAR + 1]
            if row[place] >= NEAR and vocabulary[place] != stem
        ][:MOST_NEAR]
        for stem, row in zip(stems, alike, strict=True)
    ]


def _to_top(scores: Scores) -> Scores:
    best = scores.max(initial=0.0)
    return scores / best if best else scores
