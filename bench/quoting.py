"""What a reader without a chat model sees first: whether it holds the answer, and whether its mark is right.

    python bench/quoting.py [SET…] [--limit N] [--show] [--part dev|held]

Each question is asked as the page asks it. Of the answerable ones: is an answering page among the first five sources,
does the first quotation hold the answer (the words that the set names, or what it gives as the answer, whole or the
other way round; where it names none, does it stand on an answering page), and does any of the quotations. Then how many
are refused, and how many of the right and of the wrong ones are marked as a strong match. Questions for a list count as
right when exactly their documents are listed. `data/questions/secretary.jsonl` and `office.jsonl` were written without
a look at the other sets, the latter by somebody who knew nothing of the product; their parts `held` were measured and
never looked at.
"""

from __future__ import annotations

import argparse
import json
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sets import SAMPLES, indexed, present

from rag.evaluation.cases import Case, names_of, read_questions, spread
from rag.records import Finished, Manner, Retrieved
from rag.retrieval.certainty import SURE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ingest.trial import Indexed
    from rag.engine import Engine
    from rag.records import Citation, Hit

FIRST: Final = 5
HELD_BACK: Final = SAMPLES.with_name("unanswerable.jsonl")
HALVED: Final = (SAMPLES.with_name("secretary.jsonl"), SAMPLES.with_name("office.jsonl"))
OF_COMPANY: Final = (*HALVED, HELD_BACK)  # asked in the library of the sample company


@dataclass(frozen=True, slots=True)
class Seen:
    """How one question went."""

    case: Case
    manner: Manner
    strong: bool
    found: bool = False  # an answering page is among the first sources
    first: bool = False  # the first quotation holds the answer
    some: bool = False  # one of them does
    quote: str = ""  # the first one, and where it stands


def seen(engine: Engine, case: Case, folder: Path) -> Seen:
    """Ask one question and look at what is shown."""
    events = list(engine.ask(case.question, engine.scope()))
    retrieved = next(event for event in events if isinstance(event, Retrieved))
    finished = next(event for event in events if isinstance(event, Finished))
    if finished.listing:
        named = {name.split("#")[0] for name in case.relevant}
        paths = engine.library.documents_by_id(row.document for row in finished.listing.rows).values()
        exact = named == {str(Path(one.paths[0]).relative_to(folder)) for one in paths}
        return Seen(case, finished.manner, strong=True, found=exact, first=exact, some=exact, quote=finished.text[:90])
    right = [_holds(citation, case, folder) for citation in finished.citations]
    strong = finished.manner is not Manner.REFUSED and retrieved.certainty >= SURE and not finished.partial
    found = any(_answers(hit, case, folder) for hit in retrieved.hits[:FIRST])
    quote = f"{finished.citations[0].hit.document.name}: {finished.citations[0].quote}" if finished.citations else ""
    return Seen(case, finished.manner, strong, found, right[:1] == [True], any(right), quote)


def _answers(hit: Hit, case: Case, folder: Path) -> bool:
    whole = (hit, *hit.neighbours, *hit.copies)
    return any(not case.relevant.isdisjoint(names_of(one, folder)) for one in whole)


def _holds(citation: Citation, case: Case, folder: Path) -> bool:
    said = _plain(citation.quote)
    answers = [_plain(words) for words in case.words]
    return _answers(citation.hit, case, folder) and all(one in said or said in one for one in answers)


def _plain(text: str) -> str:
    return " ".join(text.split()).strip(" .;,").casefold()


def show(name: str, every: Sequence[Seen], *, failures: bool) -> dict[str, Any]:
    """Print the rows of one set; the same as values."""
    good, bad = ([one for one in every if bool(one.case.relevant) is answered] for answered in (True, False))
    shown: dict[str, Any] = {"answerable": len(good), "unanswerable": len(bad)}
    if good:
        shown |= {field: _share(getattr(one, field) for one in good) for field in ("found", "first", "some")}
        shown["refused"] = _share(one.manner is Manner.REFUSED for one in good)
        shown["right_strong"] = _share(one.strong for one in good if one.first)
        shown["wrong_strong"] = _share(one.strong for one in good if not one.first)
    if bad:
        shown["caught"] = _share(one.manner is Manner.REFUSED for one in bad)
        shown["bad_strong"] = _share(one.strong for one in bad)
    strong = [one for one in every if one.strong]
    shown["strong_right"] = _share(one.first for one in strong)
    print(f"{name}: " + ", ".join(f"{key} {value}" for key, value in shown.items()), flush=True)
    for one in every if failures else ():
        mark = "strong" if one.strong else one.manner
        if not (one.first if one.case.relevant else one.manner is Manner.REFUSED):
            print(f"   {one.case.id} {mark:10} {one.case.question}{' (found)' * one.found} → {one.quote[:150]!r}")
    return shown


def _share(flags: Iterable[bool]) -> float | None:
    kept = list(flags)
    return round(sum(kept) / len(kept), 3) if kept else None


def asked(ready: Indexed, path: Path, limit: int, part: str) -> Iterator[Seen]:
    """Every question of a set, or of a part of it, in the library that holds its documents."""
    questions = ready.questions if path not in OF_COMPANY else spread(read_questions(path), limit)
    lines = (path if path.is_file() else path / "queries.jsonl").read_text(encoding="utf-8").splitlines()
    entries = {str(entry["id"]): entry for entry in map(json.loads, lines)}
    for case in questions.cases:
        entry = entries[case.id]
        if not part or entry.get("part", part) == part:
            answer = entry.get("answer")
            known = replace(case, words=(answer,)) if answer else case
            yield seen(ready.engine, known, ready.questions.folder or Path())


def main() -> None:
    """Measure every set that is named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", type=Path)
    parser.add_argument("--limit", type=int, default=0, help="ask about this many questions of each set")
    parser.add_argument("--part", default="", help="only this part of a set that has parts")
    parser.add_argument("--show", action="store_true", help="list the questions that went wrong")
    chosen = parser.parse_args()
    sets = [path.resolve() for path in chosen.sets] or [*OF_COMPANY, *present()]
    results: dict[str, Any] = {}
    with ExitStack() as stack:
        company: Indexed | None = None
        for path in sets:
            if path in OF_COMPANY or path == SAMPLES:
                company = company or stack.enter_context(indexed(SAMPLES))
            parts = [chosen.part] if chosen.part or path not in HALVED else ["dev", "held"]
            for part in parts:
                name = f"{path.stem} {part}".strip()
                if path in OF_COMPANY or path == SAMPLES:
                    every = list(asked(company, path, chosen.limit, part))
                else:
                    with indexed(path, chosen.limit) as ready:
                        every = list(asked(ready, path, 0, part))
                results[name] = show(name, every, failures=chosen.show)
    print("RESULT", json.dumps(results))


if __name__ == "__main__":
    main()
