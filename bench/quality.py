"""How well questions are answered from a set of documents, indexed with our own pipeline into a temporary home.

    python bench/quality.py SET… [--limit N] [--failures]

SET is a folder (corpus.jsonl + queries.jsonl, or files/ + queries.jsonl) or data/questions/samples.jsonl. In the same
run, words alone and vectors alone are measured as baselines: the search must not be worse than the better of them.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import time
from pathlib import Path
from typing import TYPE_CHECKING

from sets import indexed

from rag.evaluation.judge import Judged, Quality, judge
from rag.records import Hit
from rag.retrieval.hybrid import Found
from rag.store.lexical import search_words
from rag.store.terms import query_terms

if TYPE_CHECKING:
    from collections.abc import Callable

    from rag.engine import Engine
    from rag.evaluation.cases import QuestionSet
    from rag.records import PassageId

PASSAGES = 30  # asked for, so that ten different documents are among them


def ways(engine: Engine) -> dict[str, Callable[[str], Found]]:
    """The search, and each of its halves alone."""
    scope = engine.scope()

    def only(found: dict[PassageId, float], start: float) -> Found:
        passages = engine.library.passages(found, scope)
        documents = engine.library.documents_by_id({passage.document for passage in passages.values()})
        hits = [Hit(passages[key], documents[passages[key].document], score) for key, score in found.items()]
        return Found(tuple(hits), relevant=True, seconds=time.perf_counter() - start)

    def words(question: str) -> Found:
        start = time.perf_counter()
        found = search_words(engine.library, query_terms(question), scope, PASSAGES)
        return only({hit.passage: hit.score for hit in found}, start)

    def vectors(question: str) -> Found:
        start = time.perf_counter()
        found = engine.vectors.search(engine.embedder.embed_question(question), scope, PASSAGES)
        return only({hit.passage: hit.likeness for hit in found}, start)

    return {"search": lambda question: engine.search(question, scope, PASSAGES), "words": words, "vectors": vectors}


def measure(path: Path, limit: int, *, failures: bool) -> None:
    """Index one set, ask all of its questions in three ways, print the table and the result."""
    with indexed(path, limit) as ready:
        results = {name: judge(ready.questions, way) for name, way in ways(ready.engine).items()}
    _show(ready.questions, {name: result[0] for name, result in results.items()}, ready.seconds)
    if failures:
        _show_failures(results["search"][1])
    flat = _flat(results["search"][0])
    values = {key: round(value, 4) if isinstance(value, float) else value for key, value in flat.items()}
    print("RESULT", json.dumps({**values, "ingest_s": round(ready.seconds, 1)}))


def _flat(quality: Quality) -> dict[str, float | int | str]:
    return dataclasses.asdict(quality)


def _show(questions: QuestionSet, results: dict[str, Quality], seconds: float) -> None:
    level = "page" if questions.by_page else "document"
    print(f"\n{questions.name}: {len(questions.cases)} questions, hits by {level}, ingested in {seconds:.1f} s")
    columns = ("hit_at_1", "hit_at_5", "recall_at_5", "mrr_at_10", "ndcg_at_10", "refused", "wrongly_refused")
    print(f"{'':10}" + "".join(f"{name:>16}" for name in (*columns, "p50_ms", "p95_ms")))
    for name, result in results.items():
        values = _flat(result)
        figures = "".join(f"{values[column]:16.3f}" for column in columns)
        print(f"{name:10}{figures}{result.p50_ms:16.1f}{result.p95_ms:16.1f}")


def _show_failures(judged: list[Judged]) -> None:
    for one in judged:
        wrong = one.case.relevant and (one.refused or not one.case.relevant & set(one.ranking[:5]))
        if wrong or (not one.case.relevant and not one.refused):
            kind = "answered" if not one.case.relevant else "refused" if one.refused else "missed"
            print(f"  {kind:9} {one.case.id}  {one.case.question}  {sorted(one.case.relevant)}  {one.ranking[:2]}")


def main() -> None:
    """Measure every set that is named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--limit", type=int, default=0, help="ask about this many questions, spread over the set")
    parser.add_argument("--failures", action="store_true", help="list the questions that went wrong")
    asked = parser.parse_args()
    for path in asked.sets:
        measure(path, asked.limit, failures=asked.failures)


if __name__ == "__main__":
    main()
