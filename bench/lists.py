"""Lists, counts and totals: the exact set of documents, from their fields and from the top passages.

    python bench/lists.py                     # the sample company, default settings
    python bench/lists.py --show              # every question that was not answered exactly
    python bench/lists.py --documents 10000   # how long a list of so many invoices takes, first and again

The questions were written by the rules' author, and some served to mend rules: none is blind. The public sets, which
hold no such question, say how many are taken for one by mistake.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.sets import PUBLIC, ROOT, SAMPLES
from ingest.pipeline import ingest
from rag.engine import Engine
from rag.listing.listing import listing
from rag.listing.wanted import wanted
from rag.settings import Home, find_home, read_settings
from rag.store.access import whole_library

QUESTIONS = ROOT / "data" / "questions" / "lists.jsonl"
COMPANY = ROOT / "data" / "samples"
TODAY = date(2026, 5, 15)  # of the sample company


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--show", action="store_true")
    arguments.add_argument("--documents", type=int, default=0)
    asked = arguments.parse_args()
    if asked.documents:
        from bench.many_bills import measure

        print("RESULT " + json.dumps(measure(asked.documents)))
        return
    cases = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    with tempfile.TemporaryDirectory(prefix="souffleur-bench-") as scratch:
        models = find_home(None).models_folder
        home = Home(Path(scratch))
        home.models_folder.parent.mkdir(parents=True, exist_ok=True)
        if models.is_dir() and not home.models_folder.exists():
            home.models_folder.symlink_to(models)
        with Engine.open(home, read_settings(home)) as engine:
            for _ in ingest(engine, [COMPANY]):
                pass
            figures = compared(engine, cases, show=asked.show)
    taken, whole = mistaken()
    print(f"taken for a list by mistake: {taken} of {whole} questions of other kinds")
    print("RESULT " + json.dumps({**figures, "mistaken": taken, "of": whole}))


def compared(engine: Engine, cases: list[dict[str, Any]], *, show: bool) -> dict[str, float]:
    """Print the table and give back its figures, shares of the questions."""
    right: dict[str, int] = defaultdict(int)
    found: dict[str, float] = defaultdict(float)
    scope = whole_library(engine.library)
    for case in cases:
        truth = set(case["documents"])
        answer = listing(engine.library, case["question"], scope, TODAY)
        rows = answer[1].rows if answer else ()
        paths = engine.library.documents_by_id(row.document for row in rows)
        told = {relative(paths[row.document].paths) for row in rows}
        passages = engine.search(case["question"], scope, engine.settings.retrieval.evidence).hits
        near = {relative(hit.document.paths) for hit in passages}
        right["fields"] += answer is not None and told == truth
        right["passages"] += near == truth
        found["fields"] += len(told & truth) / len(truth) if truth else not told
        found["passages"] += len(near & truth) / len(truth) if truth else not near
        if case["total"]:
            right["asked_total"] += 1
            sums = answer[1].totals if answer else ()
            right["total"] += [Decimal(value) for _, value in sums] == [Decimal(case["total"])]
        if show and (answer is None or told != truth):
            print(f"   {case['id']} {case['question']}: {'no list' if answer is None else ''}")
            print(f"      missing {sorted(truth - told)}, too much {sorted(told - truth)}")
    count = len(cases)
    print(
        f"{count} questions: exact set {right['fields']} from fields, {right['passages']} from the top "
        f"passages; documents found {found['fields'] / count:.3f} and {found['passages'] / count:.3f}; "
        f"totals {right['total']} of {right['asked_total']}"
    )
    return {
        "questions": count,
        "exact": round(right["fields"] / count, 3),
        "exact_passages": round(right["passages"] / count, 3),
        "recall": round(found["fields"] / count, 3),
        "recall_passages": round(found["passages"] / count, 3),
        "totals": right["total"],
        "totals_asked": right["asked_total"],
    }


def relative(paths: tuple[str, ...]) -> str:
    """The path in the company's folder."""
    return Path(paths[0]).relative_to(COMPANY).as_posix()


def mistaken() -> tuple[int, int]:
    """How many questions of the other sets are taken for a list, and how many there are."""
    files = [SAMPLES, *(path / "queries.jsonl" for path in PUBLIC)]
    questions = [
        json.loads(line) for file in files if file.is_file() for line in file.read_text(encoding="utf-8").splitlines()
    ]
    started = time.perf_counter()
    taken = sum(wanted(one.get("question") or one["text"], TODAY) is not None for one in questions)
    print(f"deciding takes {1000 * (time.perf_counter() - started) / max(1, len(questions)):.2f} ms a question")
    return taken, len(questions)


if __name__ == "__main__":
    main()
