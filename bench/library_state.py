"""Everything that a library holds, counted so that it can be compared: what was lost, is double, or strays."""

from __future__ import annotations

import hashlib
import shutil
import sys
from collections import Counter
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from ingest.pipeline import ingest
from rag.engine import Engine
from rag.settings import Home, read_settings

if TYPE_CHECKING:
    from rag.store.vectors import VectorIndex

DIGITS = 3  # of a stored vector's numbers: Chroma keeps float32, the library float16


@dataclass(frozen=True)
class State:
    """Each part counts how often an entry is there."""

    places: Counter[Any]  # (path, document id, reason of a failure)
    passages: Counter[Any]  # (document, ordinal, hash of the text)
    words: Counter[Any]  # (passage, its words)
    vectors: Counter[Any]  # (passage, what it was made from, hash of the float16 vector)
    index: Counter[Any]  # (Chroma's collection, passage, the vector's numbers)
    waiting: int  # what Chroma has not been told


@dataclass(frozen=True)
class Verdict:
    """How a library differs from a clean build."""

    lost: int
    duplicated: int
    orphaned: int
    where: tuple[str, ...]

    @property
    def equal(self) -> bool:
        """Nothing lost, nothing double, nothing stray."""
        return not (self.lost or self.duplicated or self.orphaned)


def state(home: Path) -> State:
    """Open a library as any command does, and read all of it."""
    with Engine.open(Home(home), read_settings(Home(home)), wait_seconds=5) as engine:
        read = engine.library.read
        index = engine.vectors  # first: opening finishes what a crash left undone
        held = index.held()
        return State(
            Counter((row["path"], row["document"], row["failure"]) for row in read("SELECT * FROM locations")),
            Counter((row["document"], row["ordinal"], _hash(row["text"])) for row in read("SELECT * FROM passages")),
            Counter(
                (row["id"] or row["rowid"], row["body"], row["title"], row["section"], row["name"])
                for row in read("""SELECT t.rowid, p.id, t.body, t.title, t.section, t.name
                                   FROM passage_terms t LEFT JOIN passages p ON p.rowid = t.rowid""")
            ),
            Counter((row["passage"], row["made_from"], _hash(row["vector"])) for row in read("SELECT * FROM vectors")),
            Counter((name, one, _rounded(index, name, one)) for name, ids in held.items() for one in ids),
            read("SELECT count(*) AS n FROM vector_changes")[0]["n"],
        )


def clean_build(folders: list[Path], home: Path, settings: Path | None = None) -> State:
    """The same files read once from nothing, in this process."""
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    if settings is not None:
        shutil.copy(settings, Home(home).settings_file)
    with Engine.open(Home(home), read_settings(Home(home))) as engine:
        for _ in ingest(engine, folders):
            pass
    return state(home)


def judge(found: State, clean: State) -> Verdict:
    """Compare with a clean build, part by part."""
    lost = duplicated = orphaned = 0
    where = []
    for part in fields(State):
        if part.name == "waiting":
            continue
        mine, theirs = getattr(found, part.name), getattr(clean, part.name)
        missing = theirs.keys() - mine.keys()
        twice = sum(count - theirs[one] for one, count in mine.items() if one in theirs and count > theirs[one])
        stray = mine.keys() - theirs.keys()
        lost, duplicated, orphaned = lost + len(missing), duplicated + twice, orphaned + len(stray)
        if missing or twice or stray:
            where.append(f"{part.name}: -{len(missing)} ×{twice} +{len(stray)}")
    if found.waiting:
        where.append(f"waiting: {found.waiting}")
    return Verdict(lost + found.waiting, duplicated, orphaned, tuple(where))


def _hash(content: str | bytes) -> str:
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()


def _rounded(index: VectorIndex, name: str, one: str) -> tuple[float, ...]:
    vector = index.vectors_of(name, [one]).get(one)
    if vector is None:
        return ()
    # Chroma gives a vector back as it came, or at length 1 once it is in its graph.
    unit = vector / (float((vector**2).sum()) ** 0.5)
    return tuple(round(float(number), DIGITS) + 0.0 for number in unit)
