"""How long a search takes as the library grows, the question's embedding included: ours against plain llama-index.

    python bench/search.py [--sizes 10000,100000,300000] [--questions 200] [--users 8] [--cache DIR] [--ours]

The libraries are real articles of law with seeded variations (`bench/large.py`) and are kept in `--cache`. The plain
side is a `VectorStoreIndex` over Chroma and a `BM25Retriever` with the same passages, in the same process and run.

One user: every question is asked once, of each side in turn, after others that warm them. Several users: so many
threads ask without a pause, each its own questions. Then where the time of ours goes, and how it grew with the size.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import statistics
import sys
import threading
import time
from itertools import islice, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

ROOT = Path(__file__).resolve().parent.parent
os.environ.setdefault("TQDM_DISABLE", "1")  # the plain side draws bars
os.environ.setdefault("OMP_WAIT_POLICY", "passive")  # else its threads keep a core busy after they are done
sys.path[:0] = [str(ROOT), str(Path(__file__).resolve().parent)]

from large import SHARED, libraries, opened
from plain_search import TOP, plain_vectors, plain_words
from questions import questions

from rag.store.lexical import search_words
from rag.store.terms import query_terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rag.engine import Engine

    Ask = Callable[[str], object]

WARMING = 20  # questions that are not counted
TARGETS = {"p50": 60.0, "p95": 150.0, "users_p95": 500.0}  # milliseconds, at so many passages:
TARGETS_AT = 100_000
OURS, VECTORS, WORDS = "ours", "plain vectors", "plain BM25"

Figures = dict[str, float]


def timed(ask: Ask, question: str) -> float:
    """Milliseconds of one question."""
    start = time.perf_counter()
    ask(question)
    return (time.perf_counter() - start) * 1000


def alone(sides: dict[str, Ask], asked: list[str]) -> dict[str, list[float]]:
    """One user: every question to each side in turn; the first ones only warm."""
    spent: dict[str, list[float]] = {side: [] for side in sides}
    for number, question in enumerate(asked):
        for side, ask in sides.items():
            took = timed(ask, question)
            if number >= WARMING:
                spent[side].append(took)
    return spent


def together(ask: Ask, asked: list[list[str]]) -> list[float]:
    """Several users at once, one thread each, without a pause between their questions."""
    spent: list[list[float]] = [[] for _ in asked]
    begin = threading.Barrier(len(asked))

    def user(mine: list[str], took: list[float]) -> None:
        ask(mine[0])  # a thread's own connections are made now
        begin.wait()
        took += [timed(ask, question) for question in mine[1:]]

    threads = [threading.Thread(target=user, args=pair) for pair in zip(asked, spent, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [took for one in spent for took in one]


def parts(engine: Engine, asked: list[str]) -> Figures:
    """Medians of the parts of our search, each asked alone, one question after the other."""
    scope, wanted = engine.scope(), engine.settings.retrieval.candidates

    def vectors(question: str) -> float:
        vector = engine.embedder.embed_question(question)
        return timed(lambda _: engine.vectors.search(vector, scope, wanted), question)

    def words(question: str) -> float:
        return timed(lambda asked: search_words(engine.library, query_terms(asked), scope, wanted), question)

    ways: dict[str, Callable[[str], float]] = {
        "whole": lambda one: timed(lambda asked: engine.search(asked, scope, TOP), one),
        "embedding": lambda one: timed(engine.embedder.embed_question, one),
        "vectors": vectors,
        "words": words,
    }
    spent = [{part: way(question) for part, way in ways.items()} for question in asked]
    found = {part: statistics.median(one[part] for one in spent) for part in ways}
    anew = []
    for question in asked:
        engine.library.tally.forget()  # as after every change of the library
        anew.append(words(question))
    return {**found, "words after a change": statistics.median(anew)}


def measure(size: int, home: Path, before: Path | None, asked: argparse.Namespace) -> dict[str, Figures]:
    """The figures of every side at one size."""
    with opened(home) as engine:
        embedder = engine.embedder
    plain: dict[str, Ask] = {}
    if not asked.ours:
        plain = {VECTORS: plain_vectors(home, before, embedder), WORDS: plain_words(home)}
    with opened(home) as engine:
        scope = engine.scope()
        sides = {OURS: lambda question: engine.search(question, scope, TOP), **plain}
        coming = _questions(engine, size)
        found = {side: _spread(times) for side, times in alone(sides, list(islice(coming, asked.questions))).items()}
        crowd = [list(islice(coming, 1 + asked.questions // asked.users)) for _ in range(asked.users)]
        for side, ask in sides.items():
            found[side]["users_p95"] = _spread(together(ask, crowd))["p95"]
        found["parts"] = parts(engine, list(islice(coming, asked.questions // 2)))
    return found


def _questions(engine: Engine, size: int) -> Iterator[str]:
    texts = [str(row["text"]) for row in engine.library.read("SELECT text FROM passages ORDER BY rowid")]
    return questions(texts, SHARED / "bench", seed=size)


def _spread(times: list[float]) -> Figures:
    return {"p50": statistics.median(times), "p95": statistics.quantiles(times, n=20)[-1]}


def show(results: dict[int, dict[str, Figures]], users: int) -> Figures:
    """Print the tables; the figures of ours, and how they grew, for the last line."""
    flat: Figures = {}
    print(f"\n{'passages':>9}  {'side':15}{'p50 ms':>9}{'p95 ms':>9}{f'{users} users p95':>16}")
    for size, found in results.items():
        for side, one in found.items():
            if side != "parts":
                print(f"{size:>9}  {side:15}{one['p50']:>9.1f}{one['p95']:>9.1f}{one['users_p95']:>16.1f}")
                flat |= {f"{side.replace(' ', '_')}_{size}_{key}_ms": round(value, 1) for key, value in one.items()}
    print("\nwhere the time of ours goes, medians in ms")
    for size, found in results.items():
        print(f"{size:>9}  " + "   ".join(f"{part} {value:.1f}" for part, value in found["parts"].items()))
    for (small, former), (large, found) in pairwise(results.items()):
        growth = {side: one["p50"] / former[side]["p50"] for side, one in found.items() if side != "parts"}
        told = ", ".join(f"{side} ×{times:.2f}" for side, times in growth.items())
        print(f"{large / small:g} times the passages: p50 {told}")
        flat[f"growth_{small}_{large}"] = round(growth[OURS], 2)
    if TARGETS_AT in results:
        mine = results[TARGETS_AT][OURS]
        told = ", ".join(f"{key} {mine[key]:.0f} of {most:.0f} ms" for key, most in TARGETS.items())
        print(f"at {TARGETS_AT} passages: {told}")
        flat["targets_met"] = all(mine[key] < most for key, most in TARGETS.items())
    return flat


def main() -> None:
    """Make or open the libraries one after the other, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="10000,100000,300000", help="passages of each library")
    parser.add_argument("--articles", type=int, default=10_000, help="real ones that the libraries begin with")
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--users", type=int, default=8)
    parser.add_argument("--cache", type=Path, default=Path(platformdirs.user_cache_dir("souffleur-bench")))
    parser.add_argument("--model", default="", help="search model; the default one's name may be left out")
    parser.add_argument("--ours", action="store_true", help="leave the plain side out")
    asked = parser.parse_args()
    if not SHARED.exists():
        sys.exit(f"The articles and questions are looked for in {SHARED}, which is not there.")
    results: dict[int, dict[str, Figures]] = {}
    before: Path | None = None
    sizes = [int(size) for size in asked.sizes.split(",")]
    for size, home in libraries(asked.cache, sizes, asked.articles, asked.model):
        results[size] = measure(size, home, before, asked)
        before = home
        gc.collect()  # the indexes of this size are let go before the next ones are opened
    flat = show(results, asked.users)
    print("RESULT " + json.dumps({**flat, "questions": asked.questions, "users": asked.users, "cores": os.cpu_count()}))


if __name__ == "__main__":
    main()
