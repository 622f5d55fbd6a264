"""Time to the evidence, to the first word and to the end of a written answer: ours against a plain pipeline.

    python bench/answer.py [--shape tiny|1b|3b|7b] [--pairs 3] [--repeat 1] [--users 5] [--threads 0]

The model has the true shape and random weights (`bench/shapes.py`), so what it writes is noise and only times count.
A pair is a cold question and one that follows: either it hangs on the first ("et le dépôt de garantie ?"), or it is
whole and another question on the same page. Both sides use the same search, the same model process and the same
settings, in turn, pair after pair; before each side its own rules are read, as they are after any question.
The plain pipeline gives the model the question, then the five best passages of 512 tokens each, whatever the machine.
`--users` ask cold questions at once, each another one. `--stops` questions are stopped after two seconds, while the
model reads: until the answer has ended, and until the model has written a word for somebody else.

Everything that is waited for counts: the search, the queue, the reading. Medians; the last line is `RESULT {json}`.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import threading
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.shapes import CACHE, SHAPES, shaped
from bench.talks import FOLDERS, pages_of, talks_of
from ingest.pipeline import ingest
from rag.answering.followup import understood
from rag.answering.prompt import rules
from rag.engine import Engine
from rag.models.chat import Message
from rag.models.paced import paced
from rag.options import Chat, Settings
from rag.records import Earlier, Finished, Meanwhile, Retrieved, Token
from rag.settings import Home

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.models.paced import PacedChat
    from rag.records import Hit

ROOT: Final = Path(__file__).resolve().parent.parent
BEST, EACH = 5, 512  # passages and tokens of the plain pipeline: what its makers' examples come with
PLAIN_RULES: Final = "Réponds à la question d'après le contexte."
READING: Final = 2.0  # seconds after a question, in which a model of a true shape still reads
CITED: Final = 3  # documents of a question that those after it may mean
ANSWER_TOKENS: Final = 50  # both sides; the shortest that the settings allow
CONTEXT_TOKENS: Final = 4096


@dataclass(frozen=True)
class Times:
    """Seconds since the question was asked."""

    evidence: float
    something: float  # the first sentence of an answer, the documents' own or a written one
    word: float
    end: float
    tokens: int = 0  # read anew


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shape", choices=[*SHAPES], default="tiny")
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--users", type=int, default=5)
    parser.add_argument("--stops", type=int, default=3)
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--cache", type=Path, default=CACHE)
    asked = parser.parse_args()
    chat = Chat(
        model=str(shaped(asked.shape, asked.cache)),
        context_tokens=CONTEXT_TOKENS,
        answer_tokens=ANSWER_TOKENS,
        temperature=0.0,
        threads=asked.threads,
        start_seconds=600,
    )
    home = Home(asked.cache / "answers")
    home.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with Engine.open(home, Settings(chat=chat)) as engine:
        list(ingest(engine, [ROOT / "data" / "samples" / name for name in FOLDERS], "samples"))
        engine.search("Quel est le préavis ?", engine.scope())  # loads the search model
        ours(engine, "Que dit le règlement ?")  # loads and measures the chat model
        pages = [pair for pair in pages_of() if all(is_found(engine, question) for question in pair)]
        talks = [pair for pair in talks_of() if is_found(engine, pair[0])]
        taken: dict[str, list[Times]] = defaultdict(list)
        for _ in range(asked.repeat):
            measure(engine, "follow-up", talks[: asked.pairs], taken)
            measure(engine, "same page", pages[: asked.pairs], taken)
        if asked.users:
            taken |= at_once(engine, [first for first, _ in pages[-asked.users :]])
        stops = [stopped(engine, cold) for cold, _ in pages[: asked.stops]]
        speed = writer_of(engine).speed
    show(asked.shape, taken, stops, speed.read_tokens_per_second)


def measure(engine: Engine, kind: str, pairs: Sequence[tuple[str, str]], taken: dict[str, list[Times]]) -> None:
    """Ask the pairs of one kind, each of both sides in turn; what they took is added."""
    for cold, further in pairs:
        hanging = Earlier(cold, tuple(hit.document.name for hit in engine.search(cold, engine.scope(), CITED).hits))
        earlier = (hanging,) if kind == "follow-up" else ()
        for name, side, told in (("ours", ours, rules("fr")), ("plain", plain, PLAIN_RULES)):
            read_rules(engine, told)
            taken[f"cold {name}"].append(side(engine, cold))
            taken[f"{kind} {name}"].append(side(engine, further, earlier))
            words = [taken[f"{one} {name}"][-1].word for one in ("cold", kind)]
            print(f"  {name}: {words[0]:.1f} s, {kind} {words[1]:.1f} s", flush=True)


def at_once(engine: Engine, asked: Sequence[str]) -> dict[str, list[Times]]:
    """Several users ask in the same moment."""
    taken: dict[str, list[Times]] = {}
    for name, side in (("ours", ours), ("plain", plain)):
        mine = taken[f"{len(asked)} users {name}"] = []
        askers = [
            threading.Thread(target=lambda one=one, side=side, mine=mine: mine.append(side(engine, one)))  # type: ignore[misc]
            for one in asked
        ]
        for asker in askers:
            asker.start()
        for asker in askers:
            asker.join()
    return taken


def stopped(engine: Engine, question: str) -> tuple[float, float]:
    """Seconds from a stop until the answer has ended, and until the model has written for somebody else."""
    read_rules(engine, rules("fr"))
    cancel, moments = threading.Event(), [time.perf_counter()]
    timer = threading.Timer(READING, lambda: (moments.append(time.perf_counter()), cancel.set()))
    timer.start()
    list(engine.ask(question, engine.scope(), cancel))
    ended = time.perf_counter()
    timer.cancel()  # a machine so fast had answered before: the times are then those of the answer
    read_rules(engine, rules("fr"))
    return ended - moments[-1], time.perf_counter() - moments[-1]


def writer_of(engine: Engine) -> PacedChat:
    if engine.chat is None:
        message = "no chat model"
        raise SystemExit(message)
    return paced(engine.chat)


def read_rules(engine: Engine, told: str) -> None:
    for _ in writer_of(engine).stream([Message("system", told), Message("user", ".")], max_tokens=1, temperature=0.0):
        pass


def ours(engine: Engine, question: str, earlier: tuple[Earlier, ...] = ()) -> Times:
    start = time.perf_counter()
    evidence = something = word = end = 0.0
    for event in engine.ask(question, engine.scope(), earlier=earlier):
        now = time.perf_counter() - start
        if isinstance(event, Retrieved):
            evidence = now
        if isinstance(event, Meanwhile | Token):
            something = something or now
        if isinstance(event, Token):
            word = word or now
        if isinstance(event, Finished):
            end = now
    return Times(evidence, something, word, end)


def plain(engine: Engine, question: str, earlier: tuple[Earlier, ...] = ()) -> Times:
    start = time.perf_counter()
    question = understood(question, earlier)
    hits = engine.search(question, engine.scope(), 30).hits
    evidence = time.perf_counter() - start
    context = "\n\n".join(chunks(engine, hits))
    messages = [
        Message("system", PLAIN_RULES),
        Message("user", f"Question : {question}\n\nContexte :\n{context}\n\nRéponse :"),
    ]
    chat = writer_of(engine)
    tokens = chat.new_tokens(messages)
    word = 0.0
    begun = time.perf_counter()
    preparing = begun - start - evidence  # cutting the passages belongs to indexing: it is not counted
    for piece in chat.stream(messages, max_tokens=ANSWER_TOKENS, temperature=0.0):
        if isinstance(piece, str):
            word = word or time.perf_counter() - start - preparing
    return Times(evidence, word, word, time.perf_counter() - start - preparing, tokens)


def chunks(engine: Engine, hits: Sequence[Hit]) -> Iterator[str]:
    """The best passages, each of `EACH` tokens: what was found with what follows it in its document."""
    chat = writer_of(engine)
    seen: set[str] = set()
    given = 0
    for hit in hits:
        if given == BEST:
            return
        if hit.passage.id in seen:
            continue
        text = ""
        for passage in engine.library.passages_of(hit.document.id)[hit.passage.ordinal :]:
            seen.add(passage.id)
            text += f"{passage.text}\n"
            tokens = chat.count_tokens(text)
            if tokens >= EACH:
                break
        yield text[: len(text) * EACH // max(tokens, EACH)]
        given += 1


def is_found(engine: Engine, question: str) -> bool:
    """A question that is refused is never written an answer to."""
    return engine.search(question, engine.scope()).relevant


def show(shape: str, taken: dict[str, list[Times]], stops: Sequence[tuple[float, float]], read: float) -> None:
    print(f"\nshape {shape}, reads {read:.0f} tokens a second here")
    print(f"{'':22}{'evidence':>10}{'something':>11}{'first word':>12}{'end':>9}   median seconds")
    middle = {}
    for name, times in taken.items():
        parts = ("evidence", "something", "word", "end")
        middle[name] = {part: statistics.median(getattr(one, part) for one in times) for part in parts}
        shown = middle[name]
        cells = f"{shown['evidence']:>10.2f}{shown['something']:>11.2f}{shown['word']:>12.2f}{shown['end']:>9.2f}"
        print(f"{name:22}{cells}")
    result: dict[str, object] = {"shape": shape, "read_tokens_per_second": round(read, 1)}
    for name in sorted({name.rsplit(" ", 1)[0] for name in taken}):
        mine, theirs = middle[f"{name} ours"], middle[f"{name} plain"]
        key = name.replace(" ", "_").replace("-", "_")
        result[f"{key}_first_word_s"] = round(mine["word"], 2)
        result[f"{key}_plain_first_word_s"] = round(theirs["word"], 2)
        result[f"{key}_ratio"] = round(theirs["word"] / mine["word"], 1) if mine["word"] else None
        result[f"{key}_evidence_s"] = round(mine["evidence"], 3)
        result[f"{key}_something_s"] = round(mine["something"], 3)
    if stops:
        ended, free = (statistics.median(times) for times in zip(*stops, strict=True))
        print(f"stopped: ends after {ended:.2f} s, another one has a word after {free:.2f} s")
        result |= {"stopped_s": round(ended, 2), "free_again_s": round(free, 2)}
    print(f"RESULT {json.dumps(result)}")


if __name__ == "__main__":
    main()
