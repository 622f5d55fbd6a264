"""Whether an answer that is marked as sure is right: the shares of `rag/retrieval/certainty.py`, fitted and tried.

    python bench/certainty.py [SET…] [--limit 200]

Right is an answerable question one of whose first three documents answers it. Wrong are the others, the unanswerable
questions that a set brings along, and near misses: an answerable question with all that answers it taken out of what
was found. Answerable and unanswerable ones weigh the same, and so do the sets.

By set: how well right and wrong are put in order (the chance that a right one stands above a wrong one) by the measure
of the floor, by the shares in use, and by shares that were fitted on the other sets only; then how many of those that
are marked as sure are right, with how many right ones are marked. Last, the shares that all sets together give.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from unittest import mock

import numpy as np
from refusals import answering
from sets import indexed, present
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from rag.evaluation.cases import names_of
from rag.retrieval.certainty import BASE, SHARES, SURE, signs
from rag.retrieval.floor import LOOKED_AT, evidence
from rag.retrieval.question import question_terms
from rag.store.lexical import rarity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ingest.trial import Indexed
    from rag.evaluation.cases import Case
    from rag.records import Hit

    Values = NDArray[np.float64]

PASSAGES: Final = 60
NEAR_MISSES: Final = 0.7  # of the weight of the unanswerable questions, where a set brings some of its own


class Asked:
    """The questions of one set: signs, the measure of the floor, whether right, and how much each counts."""

    def __init__(self, ready: Indexed) -> None:
        engine, folder = ready.engine, ready.questions.folder
        scope, floor = engine.scope(), engine.embedder.card.floor_likeness
        rows: list[tuple[str, list[float], float, bool]] = []
        for case in ready.questions.cases:
            weights = rarity(engine.library, question_terms(engine.library, case.question))
            weight = sum(weights.values())
            found = engine.search(case.question, scope, PASSAGES).hits
            right = _answers(found, case, folder)
            rows.append(("answerable" if case.relevant else "own", *_seen(found, floor, weight), right))
            if case.relevant:
                with mock.patch("rag.retrieval.hybrid.sources", lambda hits, *_: list(hits)):
                    every = engine.search(case.question, scope, PASSAGES).hits
                gone = answering([*every, *found], case, folder)
                left = [hit for hit in found if hit.passage.id not in gone]
                rows.append(("near miss", *_seen(left, floor, weight), False))
        kinds = [row[0] for row in rows]
        shares = {"answerable": 1.0, "near miss": NEAR_MISSES if "own" in kinds else 1.0, "own": 1 - NEAR_MISSES}
        self.signs: Values = np.array([row[1] for row in rows])
        self.evidence: Values = np.array([row[2] for row in rows])
        self.right = np.array([row[3] for row in rows])
        self.counts: Values = np.array([shares[kind] / kinds.count(kind) for kind in kinds])


def _seen(found: Sequence[Hit], floor: float, weight: float) -> tuple[list[float], float]:
    return list(signs(found, floor, weight)), max((evidence(hit, floor) for hit in found[:LOOKED_AT]), default=0.0)


def _answers(found: Sequence[Hit], case: Case, folder: Path | None) -> bool:
    documents = list(dict.fromkeys(hit.document.id for hit in found))[:LOOKED_AT]
    first = [one for hit in found if hit.document.id in documents for one in (hit, *hit.neighbours, *hit.copies)]
    return any(not case.relevant.isdisjoint(names_of(hit, folder)) for hit in first)


def fitted(sets: Sequence[Asked]) -> tuple[Values, float]:
    """The shares that some sets give, and what is added."""
    model = LogisticRegression(C=10.0, max_iter=2_000)
    counts = np.concatenate([one.counts for one in sets])
    model.fit(
        np.concatenate([one.signs for one in sets]),
        np.concatenate([one.right for one in sets]),
        sample_weight=counts / counts.mean(),
    )
    return np.asarray(model.coef_[0]), float(model.intercept_[0])


def chances(asked: Asked, shares: Values, base: float) -> Values:
    """For each question, 0–1."""
    return np.asarray(1 / (1 + np.exp(-(asked.signs @ shares + base))))


def measured(asked: Asked, values: Values, level: float) -> dict[str, float]:
    """`order`, and at the level `right` of those above it and `marked` of the right ones, each 0–1."""
    above, counts = values >= level, asked.counts
    return {
        "order": round(float(roc_auc_score(asked.right, values, sample_weight=counts)), 4),
        "right": round(float(counts[above & asked.right].sum() / max(counts[above].sum(), 1e-9)), 4),
        "marked": round(float(counts[above & asked.right].sum() / counts[asked.right].sum()), 4),
    }


def main() -> None:
    """Print the table and the result."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", type=Path)
    parser.add_argument("--limit", type=int, default=200, help="ask about this many questions of each set")
    chosen = parser.parse_args()
    sets: dict[str, Asked] = {}
    for path in chosen.sets or present():
        with indexed(path, chosen.limit) as ready:
            sets[ready.questions.name] = Asked(ready)
    report(sets)


def report(sets: dict[str, Asked]) -> None:
    """The table of the sets that were asked, and one line of result."""
    result: dict[str, Any] = {}
    print(f"{'':14}{'':20}{'order':>8}{'right':>8}{'marked':>8}")
    for name, asked in sets.items():
        others = [one for other, one in sets.items() if other != name]
        ways = {
            "floor, at 0.9": (asked.evidence, 0.9),
            "in use": (chances(asked, np.array(SHARES), BASE), SURE),
        }
        if others:
            ways["fitted on others"] = (chances(asked, *fitted(others)), SURE)
        result[name] = {way: measured(asked, *values) for way, values in ways.items()}
        for way, values in result[name].items():
            print(f"{name:14}{way:20}" + "".join(f"{value:8.3f}" for value in values.values()), flush=True)
    shares, base = fitted(list(sets.values()))
    print(f"all sets: shares {shares.round(2).tolist()}, base {base:.2f}; in use {SHARES}, {BASE}")
    print("RESULT", json.dumps({"sets": result, "shares": shares.round(3).tolist(), "base": round(base, 3)}))


if __name__ == "__main__":
    main()
