"""How much the vectors should count beside the words, and how two rankings are best joined.

    python bench/fusion.py [--limit 300]

Every set that is on this machine is asked with shares of the vectors from 0 (words alone, the baseline) to 1, by scores
as `rag.retrieval.fusion.fuse` joins them and by reciprocal ranks. The share goes on the search model's card; it must be
good on all sets, not the best on one.
"""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

from sets import indexed, present

from rag.evaluation.cases import names_of
from rag.evaluation.metrics import ndcg_at
from rag.records import Hit
from rag.retrieval.fusion import fuse, reciprocal_ranks
from rag.store.lexical import search_words
from rag.store.terms import query_terms

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sets import Indexed

    from rag.records import PassageId

    Scores = Mapping[PassageId, float]

SHARES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.7, 1.0)
WAYS: dict[str, Callable[[Scores, Scores, float], dict[PassageId, float]]] = {"scores": fuse, "ranks": reciprocal_ranks}


def candidates(ready: Indexed) -> list[tuple[Scores, Scores, frozenset[str]]]:
    """What both searches find for each answerable question."""
    engine, scope = ready.engine, ready.engine.scope()
    wanted = engine.settings.retrieval.candidates
    found = []
    for case in ready.questions.cases:
        if case.relevant:
            words = search_words(engine.library, query_terms(case.question), scope, wanted)
            vectors = engine.vectors.search(engine.embedder.embed_question(case.question), scope, wanted)
            likeness = {hit.passage: hit.likeness for hit in vectors}
            found.append(({hit.passage: hit.score for hit in words}, likeness, case.relevant))
    return found


def labels(ready: Indexed, keys: set[PassageId]) -> dict[PassageId, tuple[str, ...]]:
    """What each passage may be called in the questions' terms."""
    passages = ready.engine.library.passages(keys, ready.engine.scope())
    documents = ready.engine.library.documents_by_id({passage.document for passage in passages.values()})
    return {
        key: names_of(Hit(passage, documents[passage.document], 0.0), ready.questions.folder)
        for key, passage in passages.items()
    }


def main() -> None:
    """Print one table a set: nDCG@10 by way and share."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--limit", type=int, default=300)
    asked = parser.parse_args()
    results: dict[str, dict[str, list[float]]] = {}
    print(f"{'nDCG@10':24}" + "".join(f"{share:8.1f}" for share in SHARES))
    for path in present():
        with indexed(path, asked.limit) as ready:
            found = candidates(ready)
            names = labels(ready, {key for words, vectors, _ in found for key in (*words, *vectors)})
            for way, join in WAYS.items():
                means = []
                for share in SHARES:
                    gains = []
                    for words, vectors, relevant in found:
                        called = [_name(names.get(key, ("",)), relevant) for key in join(words, vectors, share)]
                        gains.append(ndcg_at(list(dict.fromkeys(called)), relevant))
                    means.append(sum(gains) / len(gains))
                results.setdefault(ready.questions.name, {})[way] = [round(mean, 4) for mean in means]
                print(f"{ready.questions.name:16}{way:8}" + "".join(f"{mean:8.3f}" for mean in means))
    print("RESULT", json.dumps({"shares": SHARES, "ndcg_at_10": results}))


def _name(names: tuple[str, ...], relevant: frozenset[str]) -> str:
    return next((name for name in names if name in relevant), names[-1])


if __name__ == "__main__":
    main()
