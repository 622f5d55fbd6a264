"""Which share of the vectors in the ranking serves every question set best, and in which way they are mixed.

    python bench/fusion.py [SET…] [--limit 150]

Two ways: by scores, as the search does it, and by ranks (reciprocal rank fusion), as most systems do. 0 is the search
by words alone, 1 that by likeness alone. The share of a search model stands in `rag/models/catalogue.toml`: the one
with the best mean is proposed, when it costs no set more than 0.01 against the better of both ends.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import statistics
from pathlib import Path
from unittest import mock

from sets import indexed, present

from rag.evaluation.judge import judge
from rag.retrieval.fusion import fuse, reciprocal_ranks

PASSAGES = 30
SHARES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.7, 1.0)
WAYS = {"scores": fuse, "ranks": reciprocal_ranks}
MOST_LOST = 0.01  # nDCG@10 against the better single search, on any set


def measure(path: Path, limit: int) -> tuple[str, dict[str, list[float]]]:
    """The set's name, and nDCG@10 by way and share."""
    found: dict[str, list[float]] = {}
    with indexed(path, limit) as ready:
        engine, scope, card = ready.engine, ready.engine.scope(), ready.engine.embedder.card
        for way, mix in WAYS.items():
            for share in SHARES:
                other = dataclasses.replace(card, vectors_weight=share)
                with (
                    mock.patch.object(engine.embedder, "card", other),
                    mock.patch("rag.retrieval.hybrid.fuse", mix),
                ):
                    quality, _ = judge(ready.questions, lambda text: engine.search(text, scope, PASSAGES))
                found.setdefault(way, []).append(round(quality.ndcg_at_10, 4))
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
