"""Which share of the vectors in the ranking serves every question set best, and in which way they are mixed.

    python bench/fusion.py [SET…] [--limit 150]

Two ways: by scores, as the search does it, and by ranks (reciprocal rank fusion), as most systems do. 0 is the search
by words alone, 1 that by likeness alone. Each question is searched for once and mixed in every way; passages are not
joined to sources here. The share of a search model stands in `rag/models/catalogue.toml`: the one with the best mean is
proposed, when it costs no set more than 0.01 against the better of both ends.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import statistics
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

from sets import indexed, present

from rag.evaluation.judge import judge
from rag.records import Hit, PassageId
from rag.retrieval.fusion import fuse, reciprocal_ranks
from rag.retrieval.hybrid import Found

if TYPE_CHECKING:
    from rag.engine import Engine

Mix = Callable[[Mapping[PassageId, float], Mapping[PassageId, float], float], dict[PassageId, float]]
PASSAGES = 30
SHARES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.7, 1.0)
WAYS = {"scores": fuse, "ranks": reciprocal_ranks}
MOST_LOST = 0.01  # nDCG@10 against the better single search, on any set


@dataclasses.dataclass(frozen=True, slots=True)
class Looked:
    """What both searches found for one question, before it is mixed."""

    words: Mapping[PassageId, float]
    likeness: Mapping[PassageId, float]
    hits: Mapping[PassageId, Hit]

    def mixed(self, mix: Mix, share: float) -> Found:
        """The passages in the order of one mix; what both leave at nothing is not found by it."""
        scores = mix(self.words, self.likeness, share)
        found = [self.hits[key] for key, score in scores.items() if score > 0 and key in self.hits]
        return Found(tuple(found), relevant=True, seconds=0.0)


def looked(engine: Engine, question: str) -> Looked:
    """Search once, and keep what would be mixed."""
    seen: list[tuple[Mapping[PassageId, float], Mapping[PassageId, float]]] = []

    def kept(
        words: Mapping[PassageId, float], likeness: Mapping[PassageId, float], share: float
    ) -> dict[PassageId, float]:
        seen.append((words, likeness))
        return fuse(words, likeness, share)

    scope = engine.scope()
    with mock.patch("rag.retrieval.hybrid.fuse", kept):
        engine.search(question, scope, PASSAGES)
    words, likeness = seen[0]
    passages = engine.library.passages(list(dict.fromkeys([*words, *likeness])), scope)
    documents = engine.library.documents_by_id({one.document for one in passages.values()})
    hits = {key: Hit(one, documents[one.document], 0.0) for key, one in passages.items()}
    return Looked(words, likeness, hits)


def measure(path: Path, limit: int) -> tuple[str, dict[str, list[float]]]:
    """The set's name, and nDCG@10 by way and share: each question is searched for once, and mixed in every way."""
    with indexed(path, limit) as ready:
        asked = {case.question: looked(ready.engine, case.question) for case in ready.questions.cases}
        found = {
            way: [
                round(judge(ready.questions, lambda text: asked[text].mixed(mix, share))[0].ndcg_at_10, 4)  # noqa: B023
                for share in SHARES
            ]
            for way, mix in WAYS.items()
        }
        return ready.questions.name, found


def proposed(results: dict[str, dict[str, list[float]]]) -> float | None:
    """The share with the best mean of all sets by scores; None when every one costs some set too much."""
    by_share = list(zip(*(found["scores"] for found in results.values()), strict=True))
    ends = [max(found["scores"][0], found["scores"][-1]) for found in results.values()]
    fair = [
        place
        for place, values in enumerate(by_share)
        if all(value >= end - MOST_LOST for value, end in zip(values, ends, strict=True))
    ]
    return SHARES[max(fair, key=lambda place: statistics.mean(by_share[place]))] if fair else None


def main() -> None:
    """Print one table: nDCG@10 by set, way and share."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", type=Path)
    parser.add_argument("--limit", type=int, default=150)
    asked = parser.parse_args()
    results: dict[str, dict[str, list[float]]] = {}
    print(f"{'nDCG@10':24}" + "".join(f"{share:8.1f}" for share in SHARES))
    for path in asked.sets or present():
        name, found = measure(path, asked.limit)
        results[name] = found
        for way, values in found.items():
            print(f"{name:16}{way:8}" + "".join(f"{value:8.3f}" for value in values), flush=True)
    print("RESULT", json.dumps({"shares": SHARES, "proposed": proposed(results), "ndcg_at_10": results}))


if __name__ == "__main__":
    main()
