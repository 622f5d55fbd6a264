"""One search: words and vectors, both inside the scope, fused, judged by the floor."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rag import journal
from rag.errors import RerankerUnusable
from rag.records import Hit
from rag.retrieval.evidence import sources
from rag.retrieval.floor import is_relevant
from rag.retrieval.fusion import fuse
from rag.retrieval.rerank import rerank
from rag.store.lexical import rarity, search_words, terms_of
from rag.store.terms import query_terms

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rag.models.embedder import Embedder
    from rag.models.reranker import Reranker
    from rag.options import Retrieval
    from rag.records import PassageId
    from rag.store.access import Scope
    from rag.store.library import Library
    from rag.store.terms import Term
    from rag.store.vectors import VectorIndex


SPARE: Final = 12  # passages looked at beyond those wanted, since some become part of others; guess


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found; when it is not relevant, the hits are merely the nearest."""

    hits: tuple[Hit, ...]  # best first, each a source of its own
    relevant: bool
    seconds: float
    words_only: str = ""  # code of the error that kept likeness out of the search
    unranked: str = ""  # code of the error that kept the reranker from ordering the hits


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
    terms = query_terms(question)
    wanted = max(options.candidates, limit)
    words = {hit.passage: hit.score for hit in search_words(library, terms, scope, wanted)}
    near = vectors.search(embedder.embed_question(question), scope, wanted) if vectors else []
    likeness = {hit.passage: hit.likeness for hit in near}
    scores = fuse(words, likeness, embedder.card.vectors_weight)
    looked_at = max(limit + SPARE, options.candidates if reranker else 0)
    hits = _hits(library, scope, scores, likeness, terms, looked_at)
    relevant = is_relevant(hits, embedder.card.floor_likeness, options.strictness)
    unranked = ""
    if reranker:
        try:
            hits = rerank(hits, question, reranker, options.rerank_seconds)
        except RerankerUnusable as trouble:
            journal.trouble(trouble)
            unranked = trouble.code
    modified = library.modified({hit.document.id for hit in hits})
    found = sources(hits, question, modified)[:limit]
    return Found(tuple(found), relevant, time.perf_counter() - start, unranked=unranked)


def _hits(
    library: Library,
    scope: Scope,
    scores: Mapping[PassageId, float],
    likeness: Mapping[PassageId, float],
    terms: Sequence[Term],
    limit: int,
) -> list[Hit]:
    # Chroma may know a passage that the library has just dropped: the library is asked for a few more.
    few = list(scores)[: 2 * limit]
    passages = library.passages(few, scope)
    kept = [key for key in few if key in passages][:limit]
    documents = library.documents_by_id({passages[key].document for key in kept})
    held = terms_of(library, kept)
    weights = rarity(library, terms)
    return [
        Hit(
            passage=passages[key],
            document=documents[passages[key].document],
            score=scores[key],
            words=share(terms, weights, held.get(key, frozenset())),
            likeness=likeness.get(key, 0.0),
        )
        for key in kept
        if passages[key].document in documents
    ]


def share(terms: Sequence[Term], weights: Mapping[str, float], held: frozenset[str]) -> float:
    """How much of the question's weight stands in a passage, 0–1."""
    total = sum(weights[term.text] for term in terms)
    found = sum(weights[term.text] for term in terms if not held.isdisjoint(term.variants))
    return found / total if total else 0.0
