"""How surely a written sentence is checked against the passage that it cites.

    python bench/checking.py [--documents N] [--words-only] [--failures KIND] [--seed N]

Sentences are made by rules (`pairs.py`) from the sample company, read by our own parsers, and from the public question
sets: true ones, verbatim or lightly reworded; ones with a figure, date, identifier, name, unit or negation changed;
and ones whose citation names another passage. Caught means: not shown as confirmed. Half of the documents, by their
content, served development; the other half is reported apart.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections import defaultdict
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from pairs import CHANGED, SWAPPED, TRUE, Pair, pairs_of, swapped
from sets import PUBLIC, ROOT

from ingest.pipeline import ingest
from rag.answering.checking import Checker
from rag.answering.sources import weights_of
from rag.engine import Engine
from rag.evaluation.cases import read_set
from rag.models.embedder import load_embedder
from rag.models.fakes import HashEmbedder
from rag.records import Hit, Support
from rag.settings import find_home, read_settings
from rag.store.terms import index_terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.models.embedder import Embedder
    from rag.records import Document

SAMPLES = ROOT / "data" / "samples"
TARGETED = {"number", "amount", "date", "identifier"}  # kinds of change that have to be caught
PER_DOCUMENT = 12  # true sentences, so that one long document does not decide


@contextmanager
def library_of(documents: int) -> Iterator[Engine]:
    """The sample company and so many documents of each public set, read into one library."""
    with tempfile.TemporaryDirectory(prefix="souffleur-bench-") as scratch:
        corpora = [SAMPLES]
        for path in (one for one in PUBLIC if one.is_dir()):
            corpora.append(Path(scratch, path.name))
            corpora[-1].mkdir()
            read_set(path, corpora[-1])
            files = sorted(corpora[-1].iterdir())
            for file in files[documents:] if documents else ():
                file.unlink()
        home = find_home(Path(scratch, "home"))
        with Engine.open(home, read_settings(home), embedder=HashEmbedder()) as engine:
            for corpus in corpora:
                list(ingest(engine, [corpus], corpus.name))
            yield engine


def every_hit(engine: Engine) -> list[list[Hit]]:
    """The passages of each document, in order."""
    return [
        [Hit(passage, document, 1.0) for passage in engine.library.passages_of(document.id)]
        for document in sorted(engine.library.documents(engine.scope()), key=lambda one: one.sha256)
    ]


def every_pair(groups: Sequence[Sequence[Hit]], seed: int) -> list[Pair]:
    """Pairs of all documents, a limited number of each."""
    flat = [hit for hits in groups for hit in hits]
    terms = [frozenset(index_terms(hit.passage.text, hit.document.language).split()) for hit in flat]
    made: list[Pair] = []
    for hits in groups:
        chance = random.Random(f"{seed} {hits[0].document.sha256}") if hits else random.Random(seed)
        mine = list(pairs_of(hits, seed))
        verbatim = [pair for pair in mine if pair.kind == "verbatim"]
        kept = {pair.claim for pair in chance.sample(verbatim, min(PER_DOCUMENT, len(verbatim)))}
        made += [pair for pair in mine if pair.kind != "verbatim" or pair.claim in kept]
        for pair in verbatim:
            if pair.claim in kept:
                made += swapped(pair, flat, terms, chance)
    return made


def held_out(document: Document) -> bool:
    """Whether a document was kept apart from development."""
    return int(document.sha256[:8], 16) % 2 == 1


def measure(
    engine: Engine, pairs: Sequence[Pair], shown: str, embedder: Embedder | None
) -> dict[bool, dict[tuple[str, str], list[bool]]]:
    """For each part of the documents and each kind: whether each pair was shown as confirmed."""
    results: dict[bool, dict[tuple[str, str], list[bool]]] = {part: defaultdict(list) for part in (False, True)}
    weigh = weights_of(engine.library)
    checker = lru_cache(maxsize=None)(lambda place: Checker([hits[place]], weigh, embedder))
    hits = {pair.hit.passage.id: pair.hit for pair in pairs}
    for pair in pairs:
        finding = checker(pair.hit.passage.id).check(pair.claim, [0])
        confirmed = finding.support is Support.SUPPORTED
        part = held_out(pair.hit.document)
        results[part][pair.group, pair.kind].append(confirmed)
        if shown in {pair.kind, pair.group} and not part and confirmed != (pair.group == TRUE):
            print(f"\n{pair.kind}: {pair.claim}\n   {finding}\n   {pair.hit.document.name}: {pair.hit.passage.text!r}")
    return results


def summary(results: dict[tuple[str, str], list[bool]]) -> dict[str, float | int]:
    """The figures of one part."""

    def share(wanted: object, *, confirmed: bool) -> float:
        found = [one for key, values in results.items() if wanted(key) for one in values]  # type: ignore[operator]
        return round(sum(one is confirmed for one in found) / len(found), 4) if found else 1.0

    kinds = {kind for group, kind in results if group == CHANGED}
    return {
        "pairs": sum(map(len, results.values())),
        "changed_caught": share(lambda key: key[0] == CHANGED and key[1] in TARGETED, confirmed=False),
        "swapped_caught": share(lambda key: key[0] == SWAPPED, confirmed=False),
        "false_alarms": share(lambda key: key[0] == TRUE, confirmed=False),
        **{
            f"{kind.replace(' ', '_')}_caught": share(lambda key, kind=kind: key == (CHANGED, kind), confirmed=False)
            for kind in sorted(kinds)
        },
    }


def main() -> None:
    """Read, make pairs, check them, print the table and the result."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=60, help="of each public set; 0 for all")
    parser.add_argument("--words-only", action="store_true", help="without the search model's help")
    parser.add_argument("--failures", default="", help="list the wrong ones of this kind, development part only")
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    with library_of(asked.documents) as engine:
        pairs = every_pair(every_hit(engine), asked.seed)
        own = None if asked.words_only else load_embedder(engine.settings.embedding, engine.home.models_folder)
        start = time.perf_counter()
        results = measure(engine, pairs, asked.failures, own)
        seconds = time.perf_counter() - start
    print(f"\n{'':34}{'development':>24}{'held out':>24}\n{'':34}" + f"{'pairs':>12}{'confirmed':>12}" * 2)
    for key in sorted({*results[False], *results[True]}):
        cells = [results[part][key] for part in (False, True)]
        shares = "".join(f"{len(cell):12}{sum(cell) / max(1, len(cell)):12.3f}" for cell in cells)
        print(f"{key[0]:9}{key[1]:25}{shares}")
    whole = {key: [*results[False][key], *results[True][key]] for key in {*results[False], *results[True]}}
    print(f"one sentence takes {1000 * seconds / len(pairs):.1f} ms")
    print("RESULT", json.dumps({**summary(whole), "held_out": summary(results[True])}))


if __name__ == "__main__":
    main()
