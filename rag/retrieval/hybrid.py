"""One search: words and vectors, both inside the scope, fused, judged by the floor."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rag import journal
from rag.errors import RerankerUnusable
from rag.records import Hit
from rag.retrieval.absent import missing
from rag.retrieval.certainty import DOUBTED, certainty, signs
from rag.retrieval.evidence import sources
from rag.retrieval.floor import Standing, standing
from rag.retrieval.fusion import fuse
from rag.retrieval.question import question_terms
from rag.retrieval.rerank import rerank
from rag.retrieval.scoring import contributions, coverage, sought, with_documents
from rag.store.access import documents_by_collection
from rag.store.lexical import bags, rarity, search_words
from rag.store.rows import vector_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rag.models.embedder import Embedder, Matrix
    from rag.models.reranker import Reranker
    from rag.options import Retrieval
    from rag.records import PassageId
    from rag.retrieval.absent import Missing
    from rag.store.access import Scope
    from rag.store.library import Library
    from rag.store.terms import Term
    from rag.store.vectors import VectorIndex

MISSING_IN: Final = 10  # best sources in which a year or a number is looked for
SPARE: Final = 12  # passages looked at beyond those wanted, since some become part of others; guess


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found; when it is not relevant, the hits are merely the nearest."""

    hits: tuple[Hit, ...]  # best first, each a source of its own
    relevant: bool
    seconds: float
    words_only: str = ""  # code of the error that kept likeness out of the search
    unranked: str = ""  # code of the error that kept the reranker from ordering the hits
    certainty: float = 0.0  # that the first ones answer the question, 0–1; see `certainty`
    missing: tuple[Missing, ...] = ()  # what the question names and the library does not hold
    weak: bool = False  # the hits are near, no more


def search(
    library: Library,
    vectors: VectorIndex | None,
    embedder: Embedder,
    question: str,
    scope: Scope,
    options: Retrieval,
    limit: int,
    reranker: Reranker | None = None,
) -> Found:
    """The best sources of the scope for a question, at most `limit`; without vectors, by words alone."""
    start = time.perf_counter()
    terms = question_terms(library, question)
    wanted = max(options.candidates, limit)
    asked = embedder.embed_question(question) if vectors else None
    among = documents_by_collection(library, scope) if scope.is_narrowed else None
    near = vectors.search(asked, scope, wanted, among) if vectors and asked is not None else []
    held = [hit.passage for hit in search_words(library, terms, scope, wanted)]
    either = tuple(dict.fromkeys([*held, *(hit.passage for hit in near)]))
    looked = _look(library, terms, either, asked)
    scores = fuse(looked.words, looked.likeness, embedder.card.vectors_weight)
    looked_at = max(limit + SPARE, options.candidates if reranker else 0)
    hits = _hits(library, scope, scores, looked, looked_at)
    nearest, unranked = hits, ""
    if reranker:
        try:
            hits = rerank(hits, question, reranker, options.rerank_seconds)
        except RerankerUnusable as trouble:
            journal.trouble(trouble)
            unranked = trouble.code
    modified = library.modified({hit.document.id for hit in hits})
    found = sources(hits, question, modified)
    floor = embedder.card.floor_likeness
    sure = certainty(signs(found, floor, looked.weight))
    lacking = missing(library, question, terms, found[:MISSING_IN])
    stands = standing(nearest, floor, options.strictness, lacks_a_word=bool(lacking))
    if lacking or stands is not Standing.GOOD:
        sure = min(sure, DOUBTED)
    refused = options.strictness > 0 and any(one.refuses for one in lacking)
    return Found(
        hits=tuple(found[:limit]),
        relevant=stands is not Standing.NONE and not refused,
        seconds=time.perf_counter() - start,
        unranked=unranked,
        certainty=sure,
        missing=lacking,
        weak=stands is Standing.WEAK,
    )


@dataclass(frozen=True, slots=True)
class _Looked:
    """What is known of every passage that either search found."""

    words: Mapping[PassageId, float]  # what its words are worth, 0–1
    likeness: Mapping[PassageId, float]  # cosine with the question; empty without vectors
    coverage: Mapping[PassageId, float]  # of the question's weight, 0–1
    weight: float  # of the question's words in all


def _look(library: Library, terms: Sequence[Term], found: Sequence[PassageId], asked: Matrix | None) -> _Looked:
    """Weigh each passage by its words and by its vector, whichever search found it."""
    held = bags(library, found)
    kept = [key for key in found if key in held]
    if not kept:
        return _Looked({}, {}, {}, 0.0)
    of_kept = [held[key] for key in kept]
    words = sought(terms, rarity(library, terms), of_kept)
    given = contributions(words, of_kept, library.tally.totals().mean_length)
    scores = with_documents(given, of_kept)
    likeness: dict[PassageId, float] = {}
    if asked is not None:
        stored = library.stored_vectors(kept)
        likeness = {key: float(vector_of(stored[key][1]) @ asked) for key in kept if key in stored}
    return _Looked(
        {key: float(score) for key, score in zip(kept, scores, strict=True)},
        likeness,
        {key: coverage(words, bag) for key, bag in zip(kept, of_kept, strict=True)},
        sum(word.weight for word in words),
    )


def _hits(library: Library, scope: Scope, scores: Mapping[PassageId, float], looked: _Looked, limit: int) -> list[Hit]:
    # Chroma may know a passage that the library has just dropped: the library is asked for a few more.
    few = list(scores)[: 2 * limit]
    passages = library.passages(few, scope)
    kept = [key for key in few if key in passages][:limit]
    documents = library.documents_by_id({passages[key].document for key in kept})
    return [
        Hit(
            passage=passages[key],
            document=documents[passages[key].document],
            score=scores[key],
            words=looked.coverage.get(key, 0.0),
            likeness=looked.likeness.get(key, 0.0),
        )
        for key in kept
        if passages[key].document in documents
    ]
