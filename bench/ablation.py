"""What each idea of the search is worth: nDCG@10 of every set without it, beside the plain ways, with intervals.

    python bench/ablation.py [SET…] [--limit 150]

"Reciprocal ranks" mixes words and vectors by their ranks with equal weights, as most systems do. An idea is kept when
leaving it out is worse on the whole.
"""

from __future__ import annotations

import argparse
import json
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

from quality import PASSAGES, ways
from sets import indexed, present

from rag.evaluation.judge import judge, measures
from rag.models.wordvectors import french
from rag.retrieval.fusion import reciprocal_ranks
from rag.retrieval.hybrid import Found

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rag.engine import Engine
    from rag.records import Hit

MEASURES = ("ndcg_at_10", "hit_at_5")
# Idea → what is put in its place to do without it.
IDEAS: dict[str, dict[str, Any]] = {
    "all ideas": {},
    "no near words": {"rag.retrieval.scoring.NEAR_SHARE": 0.0},
    "no thesaurus": {"rag.retrieval.question.with_equivalents": lambda terms, _: tuple(terms)},
    "no document": {"rag.retrieval.scoring.DOCUMENT_SHARE": 0.0},
    "no typing errors": {"rag.retrieval.question.corrected": lambda _, terms: tuple(terms)},
    "no one source": {"rag.retrieval.hybrid.sources": lambda hits, *_: list(hits)},
}


def plain_ranks(engine: Engine) -> Callable[[str], Found]:
    """Words and vectors by their ranks, each for a half."""
    halves = ways(engine)

    def asked(question: str) -> Found:
        found = {name: halves[name](question).hits for name in ("words", "vectors")}
        hits = {hit.passage.id: hit for one in found.values() for hit in one}
        scores = [{hit.passage.id: hit.score for hit in found[name]} for name in ("words", "vectors")]
        ranked = reciprocal_ranks(scores[0], scores[1], 0.5)
        best: Sequence[Hit] = [hits[key] for key in ranked][:PASSAGES]
        return Found(tuple(best), relevant=True, seconds=0.0)

    return asked


def without_french(engine: Engine) -> Callable[[str], Found]:
    """The search with a question's vector that says nothing of its French words."""
    whole = engine.embedder.embed_question
    own = engine.embedder.card.dimensions - french().dimensions

    def bare(text: str) -> Any:
        vector = whole(text).copy()
        vector[own:] = 0.0
        return vector

    def asked(question: str) -> Found:
        with mock.patch.object(engine.embedder, "embed_question", bare):
            return engine.search(question, engine.scope(), PASSAGES)

    return asked


def main() -> None:
    """One table: ways and ideas down, sets across."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", type=Path)
    parser.add_argument("--limit", type=int, default=150)
    chosen = parser.parse_args()
    table: dict[str, dict[str, list[float]]] = {}
    for path in chosen.sets or present():
        with indexed(path, chosen.limit) as ready:
            engine, scope, name = ready.engine, ready.engine.scope(), ready.questions.name
            halves = ways(engine)
            plain = {"words alone": halves["words"], "vectors alone": halves["vectors"]}
            plain |= {"reciprocal ranks": plain_ranks(engine), "no French vectors": without_french(engine)}
            for way, search in plain.items():
                table.setdefault(way, {})[name] = _values(judge(ready.questions, search)[1])
            for idea, instead in IDEAS.items():
                with ExitStack() as stack:
                    for target, value in instead.items():
                        stack.enter_context(mock.patch(target, value))
                    judged = judge(ready.questions, lambda text: engine.search(text, scope, PASSAGES))[1]  # noqa: B023
                table.setdefault(idea, {})[name] = _values(judged)
    names = list(next(iter(table.values())))
    print("nDCG@10 (95 % interval) hit@5\n" + f"{'':20}" + "".join(f"{name:>32}" for name in names))
    for way, found in table.items():
        cells = ("{:.3f} ({:.3f}-{:.3f}) {:.3f}".format(*found[name]) for name in names)
        print(f"{way:20}" + "".join(f"{cell:>32}" for cell in cells))
    print("RESULT", json.dumps({way: {name: found[name][0] for name in names} for way, found in table.items()}))


def _values(judged: Sequence[Any]) -> list[float]:
    found = measures(judged)
    ndcg, hit = (found[name] for name in MEASURES)
    return [round(one, 4) for one in (ndcg.value, ndcg.low, ndcg.high, hit.value)]


if __name__ == "__main__":
    main()
