"""Where the floor lies under which "not found" is said, and how well it tells what is answered from what is not.

    python bench/floor.py [SET…] [--limit 200]

Answerable questions are asked as they are. Unanswerable ones are those that a set brings along, those of the sample
company that were held back while the search was tuned (`data/questions/unanswerable.jsonl`), and near misses made of
the others: the same question, with everything that is known to answer it taken out of what was found, so that all else
on its subject is still there. Foreign ones are the questions of the other sets.

Two measures in the same run: the one in use, and that with the lead of the best hit over the fifth, the best of some
twenty combinations of signs that were tried. Its share is what a logistic regression gives on any two of the three
public sets (1.8 to 2.2). It tells near misses a little better and foreign questions worse, so it is not used.

At several strictnesses: precision and recall of "not found", their F1, and the answerable questions that are wrongly
refused. Below: the area under the whole curve (precision over recall), the chance that an answerable question stands
above an unanswerable one, and the best F1 that any level reaches when it is chosen with the answers in sight. Last, how
many questions have a passage among the best that holds each of their words: no counting of words refuses those.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final
from unittest import mock

import numpy as np
from refusals import LEVELS, Asked, answering, at, bounded, curve, judged
from sets import ROOT, SAMPLES, indexed, present

from rag.evaluation.cases import read_questions, read_set

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.trial import Indexed
    from rag.records import Hit

PASSAGES: Final = 30  # asked for, so that enough are left when the answer is taken out
STRICTNESS: Final = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
WHOLE: Final = 0.999  # of the weight of a question
WAYS: Final = ("own", "held back", "near miss", "foreign")
HELD_BACK: Final = ROOT / "data" / "questions" / "unanswerable.jsonl"


def asked_in(ready: Indexed, foreign: Sequence[str]) -> dict[str, list[Asked]]:
    """Every question by what it is: `answerable` or one of `WAYS`."""
    engine, folder = ready.engine, ready.questions.folder
    scope, floor = engine.scope(), engine.embedder.card.floor_likeness

    def passages(question: str) -> tuple[Hit, ...]:
        with mock.patch("rag.retrieval.hybrid.sources", lambda hits, *_: list(hits)):  # the floor judges before them
            return engine.search(question, scope, PASSAGES).hits

    found: dict[str, list[Asked]] = {"answerable": [], **{way: [] for way in WAYS}}
    for case in ready.questions.cases:
        hits = passages(case.question)
        found["answerable" if case.relevant else "own"].append(judged(hits, floor))
        if case.relevant:
            answer = answering([*hits, *engine.search(case.question, scope, PASSAGES).hits], case, folder)
            left = [hit for hit in hits if hit.passage.id not in answer]
            found["near miss"].append(judged(left, floor))
    found["foreign"] = [judged(passages(text), floor) for text in foreign]
    if ready.questions.name == SAMPLES.stem:
        found["held back"] = [judged(passages(case.question), floor) for case in read_questions(HELD_BACK).cases]
    return found


def show(name: str, found: dict[str, list[Asked]]) -> dict[str, Any]:
    """Print one table for each kind of unanswerable question that there is; the same as values."""
    shown: dict[str, Any] = {}
    for way in (way for way in WAYS if found[way]):
        print(f"\n{name}: {len(found['answerable'])} answerable, {len(found[way])} unanswerable ({way})")
        print(f"{'':12}{'strictness':>12}" + "".join(f"{one:>10}" for one in ("precision", "recall", "F1", "wrong")))
        shown[way] = {measure: dict(_rows(found, way, measure)) for measure in LEVELS}
        whole = {kind: _whole(found[kind]) for kind in ("answerable", way)}
        shown[way]["every_word_held"] = whole
        print("every word held: " + ", ".join(f"{kind} {share:.2f}" for kind, share in whole.items()), flush=True)
    return shown


def _rows(found: dict[str, list[Asked]], way: str, measure: str) -> Iterator[tuple[str, dict[str, float]]]:
    answerable, unanswerable = (np.array([one.by(measure) for one in found[kind]]) for kind in ("answerable", way))
    for strictness in STRICTNESS:
        row = at(answerable, unanswerable, strictness * LEVELS[measure])
        print(f"{measure:12}{strictness:12.2f}" + "".join(f"{value:10.3f}" for value in row.values()))
        if strictness == 1.0:
            bounds = bounded(answerable, unanswerable, LEVELS[measure])
            print(f"{'':24}" + "".join(f"{f'{low:.2f}-{high:.2f}':>10}" for low, high in bounds))
        yield f"{strictness}", _rounded(row)
    row = curve(answerable, unanswerable)
    print(f"{measure:12}" + ", ".join(f"{key} {value:.3f}" for key, value in row.items()))
    yield "curve", _rounded(row)


def _whole(asked: Sequence[Asked]) -> float:
    return round(sum(one.words >= WHOLE for one in asked) / len(asked), 3) if asked else 0.0


def _rounded(row: dict[str, float]) -> dict[str, float]:
    return {key: round(value, 4) for key, value in row.items()}


def main() -> None:
    """Print the tables of every set."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", type=Path)
    parser.add_argument("--limit", type=int, default=200, help="ask about this many questions of each set")
    asked = parser.parse_args()
    sets = asked.sets or present()
    texts = {path: _questions(path, asked.limit // 4) for path in sets}
    print(f"levels at strictness 1: {LEVELS}")
    results: dict[str, Any] = {}
    for path in sets:
        with indexed(path, asked.limit) as ready:
            foreign = [text for other in sets if other != path for text in texts[other]]
            results[ready.questions.name] = show(ready.questions.name, asked_in(ready, foreign))
    print("RESULT", json.dumps({"levels": LEVELS, "sets": results}))


def _questions(path: Path, limit: int) -> list[str]:
    with TemporaryDirectory() as folder:
        cases = [case for case in read_set(path, Path(folder)).cases if case.relevant]
    return [case.question for case in cases[:: max(1, len(cases) // limit)]][:limit] if limit else []


if __name__ == "__main__":
    main()
