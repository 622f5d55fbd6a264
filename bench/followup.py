"""Whether follow-up questions find their documents: as typed, simply joined with the question before, and understood.

    python bench/followup.py [--failures] [--half dev|held]

The questions are data/questions/conversations.jsonl, over the sample company, indexed with the default settings into a
temporary home. A turn's documents are those that the search really finds for it. Half of the questions (`held`) were
not looked at while the rules were written; both halves are shown. Full questions after another subject must stay as
they are.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sets import ROOT, SAMPLES, indexed

from rag.answering.followup import understood
from rag.answering.quoting import best_quotes
from rag.evaluation.cases import Case, QuestionSet
from rag.evaluation.judge import DEPTH, PASSAGES, judge
from rag.evaluation.metrics import hit_at, ndcg_at
from rag.records import Earlier
from rag.retrieval.evidence import within
from rag.words import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from rag.engine import Engine
    from rag.evaluation.judge import Judged

CONVERSATIONS = ROOT / "data" / "questions" / "conversations.jsonl"
CITED = 3  # documents of a turn that are remembered, as the page does
WAYS = ("raw", "joined", "understood")


@dataclass(frozen=True)
class Follow:
    """One last question of a conversation."""

    id: str
    earlier: tuple[str, ...]
    question: str
    follows: bool
    relevant: frozenset[str]
    words: tuple[str, ...]  # one of which the answer holds
    held: bool


def read(file: Path = CONVERSATIONS) -> list[Follow]:
    """All of the set."""
    lines = (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines())
    return [
        Follow(
            one["id"],
            tuple(one["earlier"]),
            one["question"],
            one["follows"],
            frozenset(one["relevant"]),
            tuple(one["words"]),
            one["held"],
        )
        for one in lines
    ]


def turns(earlier: Sequence[str], cited: Callable[[str], tuple[str, ...]]) -> tuple[Earlier, ...]:
    """The conversation so far, each question as it was understood then, with what the search finds for it."""
    found: tuple[Earlier, ...] = ()
    for question in earlier:
        whole = understood(question, found)
        found += (Earlier(whole, cited(whole)),)
    return found


def rewritten(engine: Engine, follows: Sequence[Follow]) -> dict[str, dict[str, str]]:
    """Every question in every way, by id."""
    scope = engine.scope()

    def cited(question: str) -> tuple[str, ...]:
        hits = engine.search(question, scope, PASSAGES).hits
        return tuple(dict.fromkeys(hit.document.name for hit in hits))[:CITED]

    return {
        one.id: {
            "raw": one.question,
            "joined": f"{one.earlier[-1]} {one.question}",
            "understood": understood(one.question, turns(one.earlier, cited)),
        }
        for one in follows
    }


def judged(engine: Engine, folder: Path | None, follows: Sequence[Follow], asked: dict[str, str]) -> list[Judged]:
    """The search for one way's questions."""
    scope = engine.scope()
    cases = tuple(Case(one.id, asked[one.id], one.relevant) for one in follows)
    return judge(QuestionSet("conversations", cases, folder), lambda text: engine.search(text, scope, PASSAGES))[1]


def quoted(engine: Engine, follows: Sequence[Follow], asked: dict[str, str]) -> dict[str, bool]:
    """Whether the first quotation of the answer holds what was wanted, by id."""
    scope, most = engine.scope(), engine.settings.retrieval.evidence
    found = {}
    for one in follows:
        hits = within(engine.search(asked[one.id], scope, most).hits, most)
        quotes = best_quotes(asked[one.id], hits, engine.embedder, engine.library)[:1]
        said = fold(" ".join(" ".join(quote.sentence.text for quote in quotes).split()))
        found[one.id] = any(fold(word) in said for word in one.words)
    return found


def summed(results: Sequence[Judged], said: dict[str, bool]) -> dict[str, float]:
    """The measures, 0–1."""
    count = max(1, len(results))
    return {
        "hit_at_5": round(sum(hit_at(one.ranking, one.case.relevant, 5) for one in results) / count, 4),
        "ndcg_at_10": round(sum(ndcg_at(one.ranking, one.case.relevant, DEPTH) for one in results) / count, 4),
        "quoted": round(sum(said[one.case.id] for one in results) / count, 4),
    }


def main() -> None:
    """Measure, print the table, and end with one RESULT line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--failures", action="store_true", help="list what went wrong")
    parser.add_argument("--half", choices=("dev", "held"), help="look at one half only")
    chosen = parser.parse_args()
    every = [one for one in read() if chosen.half is None or one.held == (chosen.half == "held")]
    follows = [one for one in every if one.follows]
    with indexed(SAMPLES) as ready:
        asked = rewritten(ready.engine, every)
        results = {
            way: judged(ready.engine, ready.questions.folder, follows, {key: ways[way] for key, ways in asked.items()})
            for way in WAYS
        }
        said = {way: quoted(ready.engine, follows, {key: ways[way] for key, ways in asked.items()}) for way in WAYS}
    held = {one.id: one.held for one in every}
    result: dict[str, object] = {"followups": len(follows), "full": len(every) - len(follows)}
    print(f"{'':14}{'hit@5':>8}{'nDCG@10':>9}{'quoted':>8}")
    for name, wanted in (("all", (True, False)), ("dev", (False,)), ("held", (True,))):
        for way in WAYS:
            values = summed([one for one in results[way] if held[one.case.id] in wanted], said[way])
            result[f"{name}_{way}"] = values
            print(f"{name:5}{way:12}{values['hit_at_5']:>5.3f}{values['ndcg_at_10']:>9.3f}{values['quoted']:>8.3f}")
    for name, wanted in (("dev", (False,)), ("held", (True,))):
        full = [one for one in every if not one.follows and one.held in wanted]
        missed = [one for one in every if one.follows and one.held in wanted]
        result[f"{name}_full_changed"] = sum(asked[one.id]["understood"] != one.question for one in full)
        result[f"{name}_unchanged"] = sum(asked[one.id]["understood"] == one.question for one in missed)
    if chosen.failures:
        _show_failures(every, asked, results["understood"])
    print("RESULT", json.dumps(result))


def _show_failures(every: Sequence[Follow], asked: dict[str, dict[str, str]], ours: Sequence[Judged]) -> None:
    places = {one.case.id: one for one in ours}
    for one in every:
        whole = asked[one.id]["understood"]
        found = places.get(one.id)
        if found and not 1 <= found.place <= 1:
            print(f"  {one.id} place {found.place}: {one.question} ⇒ {whole}\n      {found.ranking[:3]}")
        elif (whole != one.question) != one.follows:
            print(f"  {one.id} {'not seen' if one.follows else 'changed'}: {one.question} ⇒ {whole}")


if __name__ == "__main__":
    main()
