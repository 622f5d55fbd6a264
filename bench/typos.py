"""What a typing error costs: every question asked with one slip of the fingers, with and without forgiving it.

    python bench/typos.py [SET…] [--limit 150]

A word of six letters or more of each question loses a letter, gets one twice, or has two exchanged, by a fixed seed.
The baseline is the same search without `rag.retrieval.typos`; what could be had is the question typed rightly.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from dataclasses import replace
from pathlib import Path
from unittest import mock

from sets import indexed, present

from rag.evaluation.judge import judge

PASSAGES = 30
LONG_WORD = re.compile(r"[^\W\d_]{6,}")


def mistyped(question: str, chance: random.Random) -> str:
    """The question with one slip in one of its long words; unchanged when it has none."""
    words = list(LONG_WORD.finditer(question))
    if not words:
        return question
    word = chance.choice(words)
    at = chance.randrange(word.start() + 1, word.end() - 1)
    slip = chance.choice(("lost", "twice", "exchanged"))
    if slip == "lost":
        return question[:at] + question[at + 1 :]
    if slip == "twice":
        return question[: at + 1] + question[at:]
    return question[:at] + question[at + 1] + question[at] + question[at + 2 :]


def main() -> None:
    """One line a set: nDCG@10 typed rightly, mistyped, mistyped and forgiven."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", type=Path)
    parser.add_argument("--limit", type=int, default=150)
    asked = parser.parse_args()
    print(f"{'nDCG@10':14}{'rightly':>10}{'mistyped':>10}{'forgiven':>10}")
    results: dict[str, list[float]] = {}
    for path in asked.sets or present():
        with indexed(path, asked.limit) as ready:
            engine, scope, chance = ready.engine, ready.engine.scope(), random.Random(1)
            spoilt = replace(
                ready.questions,
                cases=tuple(replace(case, question=mistyped(case.question, chance)) for case in ready.questions.cases),
            )

            def search(question: str, engine=engine, scope=scope):  # noqa: ANN001, ANN202
                return engine.search(question, scope, PASSAGES)

            def given(_: object, terms: tuple[object, ...]) -> tuple[object, ...]:
                return terms

            rightly = judge(ready.questions, search)[0].ndcg_at_10
            forgiven = judge(spoilt, search)[0].ndcg_at_10
            with mock.patch("rag.retrieval.question.corrected", given):
                plain = judge(spoilt, search)[0].ndcg_at_10
        results[ready.questions.name] = [round(one, 4) for one in (rightly, plain, forgiven)]
        print(f"{ready.questions.name:14}{rightly:10.3f}{plain:10.3f}{forgiven:10.3f}")
    print("RESULT", json.dumps({"ndcg_at_10": results, "order": ["rightly", "mistyped", "forgiven"]}))


if __name__ == "__main__":
    main()
