"""What it is worth that a search leans to the document quoted last, and what it costs where the subject changes.

    python bench/lean.py

Pairs of full questions of the sample company: one after another on the same document, and one after another on a
different one (four of them for each question, drawn). The document quoted last is the first that the search finds for
the question before. nDCG@10 and how often the first place is right, share by share of the lean.
"""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Final

from sets import SAMPLES, indexed

from rag.evaluation.cases import Case, QuestionSet
from rag.evaluation.judge import DEPTH, PASSAGES, judge
from rag.evaluation.metrics import ndcg_at
from rag.records import Earlier
from rag.retrieval.hybrid import Found
from rag.retrieval.leaning import LEAN, leaning

if TYPE_CHECKING:
    from pathlib import Path

LEANS: Final = (0.0, 0.03, 0.05, LEAN, 0.15, 0.2)
DRAWN: Final = 4
Pair = tuple[Case, Case]


def main() -> None:
    """Search once for every question, order it for every pair, print."""
    with indexed(SAMPLES) as ready:
        scope, folder = ready.engine.scope(), ready.questions.folder
        cases = [case for case in ready.questions.cases if case.relevant]
        found = {case.id: ready.engine.search(case.question, scope, PASSAGES) for case in cases}
        result: dict[str, object] = {}
        print(f"{'':6}{'pairs':>7}" + "".join(f"{lean:>14}" for lean in LEANS))
        for name, pairs in (("same", same(cases)), ("other", other(cases))):
            values = [measured(pairs, found, folder, lean) for lean in LEANS]
            print(f"{name:6}{len(pairs):>7}" + "".join(f"{ndcg:>8.3f}{first:>6.2f}" for ndcg, first in values))
            result |= {f"{name}_{lean}": ndcg for lean, (ndcg, _) in zip(LEANS, values, strict=True)}
    print("RESULT", json.dumps(result))


def same(cases: list[Case]) -> list[Pair]:
    """Every two different questions that one document alone answers."""
    of = {case.id: {page.partition("#")[0] for page in case.relevant} for case in cases}
    return [(one, two) for two in cases for one in cases if one is not two and of[one.id] == of[two.id] != set()]


def other(cases: list[Case]) -> list[Pair]:
    """Each question after some that other documents answer; the same ones in every run."""
    draw = random.Random(1)
    apart = {case.id: [one for one in cases if not one.relevant & case.relevant] for case in cases}
    return [(draw.choice(apart[case.id]), case) for case in cases for _ in range(DRAWN)]


def measured(pairs: list[Pair], found: dict[str, Found], folder: Path | None, lean: float) -> tuple[float, float]:
    """Mean nDCG@10, and the share of pairs whose first place is right."""

    def search(number: str) -> Found:
        before, case = pairs[int(number)]
        named = tuple(hit.document.name for hit in found[before.id].hits[:1])
        hits = leaning(found[case.id].hits, [Earlier(before.question, named)], lean)
        return Found(hits, relevant=True, seconds=0.0)

    asked = tuple(Case(str(number), str(number), case.relevant) for number, (_, case) in enumerate(pairs))
    judged = judge(QuestionSet("pairs", asked, folder), search)[1]
    scores = [ndcg_at(one.ranking, one.case.relevant, DEPTH) for one in judged]
    return round(sum(scores) / len(scores), 4), round(sum(one.place == 1 for one in judged) / len(judged), 3)


if __name__ == "__main__":
    main()
