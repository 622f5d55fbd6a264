"""Whether follow-up questions find their documents: as typed, simply joined with the question before, and understood.

    python bench/followup.py [--failures] [--half dev|held] [--model FILE]

The questions are data/questions/conversations.jsonl, over the sample company, indexed with the default settings into a
temporary home. A turn's documents are those that the search really finds for it. Half of the questions (`held`) were
not looked at while the rules were first written; what they taught since is general: a verb is no noun, *how much* asks.
Both halves are shown. `ours` is `understood` as the product searches it, leaning to the document quoted last. Full
questions after another subject must stay as they are.

With `--model`, a chat model in a GGUF file rewrites what hangs as well, however long it takes: what it says as it is
(`said`), and where the check refuses it, the rules' (`model`), as the product has it where the model is fast enough.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sets import ROOT, SAMPLES, indexed

from rag.answering.faithful import flaw_of, tidied
from rag.answering.followup import understood, wholes
from rag.answering.quoting import best_quotes
from rag.answering.rewriting import goes_on, request, said_in_time
from rag.evaluation.cases import Case, QuestionSet
from rag.evaluation.judge import DEPTH, PASSAGES, judge
from rag.evaluation.metrics import hit_at, ndcg_at
from rag.language import question_language
from rag.models.chat import open_chat
from rag.models.paced import PacedChat
from rag.options import Chat
from rag.records import Earlier, Hit
from rag.retrieval.evidence import within
from rag.retrieval.hybrid import Found
from rag.retrieval.leaning import leaning
from rag.words import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.engine import Engine
    from rag.evaluation.judge import Judged

CONVERSATIONS = ROOT / "data" / "questions" / "conversations.jsonl"
CITED = 3  # documents of a turn that are remembered, as the page does
WAYS = ("raw", "joined", "understood", "ours")
LEANS = {"ours", "model"}  # ways of which the search leans to the document quoted last
PATIENCE = 600.0  # seconds for one rewriting, here


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


def rewritten(
    engine: Engine, follows: Sequence[Follow], model: Path | None
) -> tuple[dict[str, dict[str, str]], dict[str, tuple[Earlier, ...]]]:
    """Every question in every way, and what was asked before it, by id."""
    scope = engine.scope()
    chat = opened(model) if model else None

    def cited(question: str) -> tuple[str, ...]:
        hits = engine.search(question, scope, PASSAGES).hits
        return tuple(dict.fromkeys(hit.document.name for hit in hits))[:CITED]

    asked, documents, flaws = {}, {}, Counter[str]()
    for one in follows:
        before = turns(one.earlier, cited)
        ways = {
            "raw": one.question,
            "joined": f"{one.earlier[-1]} {one.question}",
            "understood": understood(one.question, before),
        }
        ways["ours"], documents[one.id] = ways["understood"], before
        if chat and ways["understood"] != one.question:
            ways["said"], flaw = by_model(one.question, before, chat)
            ways["model"] = ways["understood"] if flaw else ways["said"]
            flaws[flaw] += 1
        elif chat:
            ways["said"] = ways["model"] = ways["understood"]
        asked[one.id] = ways
    if chat:
        refused = {flaw: count for flaw, count in flaws.items() if flaw}
        print(f"{flaws.total()} rewritten by {chat.name}, {sum(refused.values())} of them refused: {refused}")
        chat.close()
    else:
        print("no model given (--model FILE): by rules alone")
    return asked, documents


def opened(file: Path) -> PacedChat:
    """The chat model of a file."""
    options, scratch = Chat(model=str(file.resolve()), start_seconds=600), Path(tempfile.gettempdir())
    chat = open_chat(options, scratch, scratch)
    if chat is None:
        raise SystemExit(file)
    return PacedChat(chat, worth_a_probe=False)


def by_model(question: str, before: Sequence[Earlier], chat: PacedChat) -> tuple[str, str]:
    """What the model makes of a question, the question itself where it says nothing, and the flaw of that if any."""
    whole = wholes(before)
    language = question_language(question, question_language(whole[-1], "fr"))
    asked = request(question, whole, chat, language)
    said = tidied(said_in_time(chat, asked, PATIENCE, threading.Event()), language)
    told = [*whole, *(name for one in before for name in one.documents)]
    return said or question, flaw_of(said, question, told, language) or ""


Search = Callable[[str, int], tuple[Hit, ...]]  # the hits of a follow-up, by its id, and how many of them


def searching(
    engine: Engine, asked: dict[str, dict[str, str]], before: dict[str, tuple[Earlier, ...]], way: str
) -> Search:
    """The search for one way's questions."""
    scope = engine.scope()

    def found(one: str, most: int) -> tuple[Hit, ...]:
        leans = way in LEANS and goes_on(asked[one]["raw"])
        hits = engine.search(asked[one][way], scope, 2 * most if leans else most).hits
        return leaning(hits, before[one] if leans else ())

    return found


def judged(search: Search, folder: Path | None, follows: Sequence[Follow]) -> list[Judged]:
    """What comes of one way."""
    cases = tuple(Case(one.id, one.id, one.relevant) for one in follows)
    found = partial(Found, relevant=True, seconds=0.0)
    return judge(QuestionSet("conversations", cases, folder), lambda one: found(search(one, PASSAGES)))[1]


def quoted(engine: Engine, search: Search, follows: Sequence[Follow], asked: dict[str, str]) -> dict[str, bool]:
    """Whether the first quotation of the answer holds what was wanted, by id."""
    most = engine.settings.retrieval.evidence
    found = {}
    for one in follows:
        hits = within(search(one.id, most), most)
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
    parser.add_argument("--model", type=Path, help="a chat model in a GGUF file, which rewrites them too")
    chosen = parser.parse_args()
    every = [one for one in read() if chosen.half is None or one.held == (chosen.half == "held")]
    follows = [one for one in every if one.follows]
    named = (*WAYS, "said", "model") if chosen.model else WAYS
    with indexed(SAMPLES) as ready:
        asked, before = rewritten(ready.engine, every, chosen.model)
        searches = {way: searching(ready.engine, asked, before, way) for way in named}
        results = {way: judged(searches[way], ready.questions.folder, follows) for way in named}
        said = {
            way: quoted(ready.engine, searches[way], follows, {key: ways[way] for key, ways in asked.items()})
            for way in named
        }
    held = {one.id: one.held for one in every}
    result: dict[str, object] = {"followups": len(follows), "full": len(every) - len(follows)}
    print(f"{'':14}{'hit@5':>8}{'nDCG@10':>9}{'quoted':>8}")
    for name, wanted in (("all", (True, False)), ("dev", (False,)), ("held", (True,))):
        for way in named:
            values = summed([one for one in results[way] if held[one.case.id] in wanted], said[way])
            result[f"{name}_{way}"] = values
            print(f"{name:5}{way:12}{values['hit_at_5']:>5.3f}{values['ndcg_at_10']:>9.3f}{values['quoted']:>8.3f}")
    for name, wanted in (("dev", (False,)), ("held", (True,))):
        full = [one for one in every if not one.follows and one.held in wanted]
        missed = [one for one in every if one.follows and one.held in wanted]
        result[f"{name}_full_changed"] = sum(asked[one.id]["understood"] != one.question for one in full)
        result[f"{name}_unchanged"] = sum(asked[one.id]["understood"] == one.question for one in missed)
    if chosen.failures:
        _show_failures(every, asked, results["ours"])
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
