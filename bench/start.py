"""What it costs to trust the index: opening it with its seal checked, against opening Chroma's folder as it is.

    python bench/start.py [--passages 10000] [--repeat 5]

Both sides in turn, median; the vectors are of 384 dimensions. Also how long looking at an index takes after a crash.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import chromadb  # noqa: F401 - both sides need it; its import is no part of the comparison

from rag.records import Collection, Document, DocumentId, Kind, Located, Passage, PassageId
from rag.store.access import whole_library
from rag.store.arrival import Arrival
from rag.store.generations import Generations
from rag.store.health import examine
from rag.store.library import FACT, Library
from rag.store.vectors import VectorIndex

EACH = 500  # passages of a document
DIMENSIONS = 384
HOME = Collection("documents")


def fill(library: Library, passages: int) -> None:
    chance = np.random.default_rng(1)
    for number in range(passages // EACH):
        name = DocumentId(f"d{number}")
        document = Document(name, HOME, f"sha-{number}", (), f"Titre {number}", Kind.TEXT, 0, "fr", 1, EACH, "")
        texts = tuple(Passage(PassageId(f"{name}-{place}"), name, place, f"texte {place}") for place in range(EACH))
        vectors = chance.normal(size=(EACH, DIMENSIONS)).astype(np.float32)
        arrival = Arrival(document, texts, tuple(f"from {one.id}" for one in texts), vectors)
        with library.changing() as changes:
            changes.add(arrival, Located(f"/r/{name}.txt", HOME, 1, 1, document.sha256, name, root="/r"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--passages", type=int, default=10_000)
    parser.add_argument("--repeat", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="souffleur-start-") as place:
        home = Path(place)
        library = Library.open(home / "library.sqlite")
        generations = Generations(library, home / "library.sqlite", home / "chroma")
        fill(library, asked.passages)
        generations.close(generations.open())
        checked, plain = [], []
        for _ in range(asked.repeat):
            begin = time.perf_counter()
            index = generations.open()
            index.count(whole_library(library))
            checked.append(time.perf_counter() - begin)
            generations.close(index)
            begin = time.perf_counter()
            bare = VectorIndex(home / "chroma" / library.fact(FACT.GENERATION))
            bare.count(whole_library(library))
            plain.append(time.perf_counter() - begin)
            bare.close()
            generations.close(bare)  # opening may touch the files: the seal has to fit again
        begin = time.perf_counter()
        problem = examine(home / "library.sqlite", home / "chroma" / library.fact(FACT.GENERATION))
        looked = time.perf_counter() - begin
        library.close()
    ours, theirs = statistics.median(checked), statistics.median(plain)
    print(f"opened with its seal checked   {ours:7.3f} s")
    print(f"opened as it is                {theirs:7.3f} s")
    print(f"looked at after a crash        {looked:7.3f} s {problem}")
    result = {"passages": asked.passages, "checked_s": round(ours, 3), "plain_s": round(theirs, 3)}
    print(f"RESULT {json.dumps({**result, 'added_s': round(ours - theirs, 3), 'after_crash_s': round(looked, 3)})}")


if __name__ == "__main__":
    main()
