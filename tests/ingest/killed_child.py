"""A program that reads a folder and kills itself at a named point: HOME FOLDER POINT NTH [DIMENSIONS]. With dimensions,
it repairs instead, for a search model of so many.

The real functions run; what is wrapped around them only counts, and ends the process as a power cut would.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import ingest.reading
from ingest.pipeline import ingest as read_folder
from rag.engine import Engine
from rag.models.fakes import HashEmbedder
from rag.settings import Home, read_settings
from rag.store.changes import Changes
from rag.store.generations import Generations
from rag.store.vectors import VectorIndex

# Point → (what holds the function, its name, killed before it runs or after).
POINTS: dict[str, tuple[Any, str, str]] = {
    "after parsing": (ingest.reading, "draft", "after"),
    "before the commit": (Changes, "settle", "after"),
    "after the commit": (Engine, "tell_vectors", "before"),
    "between delete and add": (Changes, "add", "before"),
    "between delete and add of one document": (Changes, "_drop", "after"),
    "before the upsert": (VectorIndex, "fill", "before"),
    "after the upsert": (VectorIndex, "fill", "after"),
    "before deleting from the index": (VectorIndex, "remove", "before"),
    "after deleting from the index": (VectorIndex, "remove", "after"),
    "before the list is emptied": (Changes, "told", "before"),
    "after the list is emptied": (Changes, "told", "after"),
    "before a rebuild": (Generations, "begin", "after"),
    "during a rebuild": (VectorIndex, "fill", "after"),
    "before the switch": (Generations, "switch", "before"),
    "after the switch": (Generations, "switch", "after"),
    "after the next vectors": (Changes, "prepare_vectors", "after"),
    "between the switch and its commit": (Changes, "promote_vectors", "after"),
}


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def killing(real: Callable[..., Any], when: str, nth: int) -> Callable[..., Any]:
    count = 0

    def wrapped(*values: object, **named: object) -> object:
        nonlocal count
        count += 1
        if count == nth and when == "before":
            die()
        given = real(*values, **named)
        if count == nth:
            die()
        return given

    return wrapped


def main() -> None:
    home, folder, point, nth = Home(Path(sys.argv[1])), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
    holder, name, when = POINTS[point]
    setattr(holder, name, killing(getattr(holder, name), when, nth))
    embedder = HashEmbedder(int(sys.argv[5])) if len(sys.argv) > 5 else None
    with Engine.open(home, read_settings(home), embedder=embedder) as engine:
        if embedder:
            list(engine.repair())
        else:
            list(read_folder(engine, [folder]))
    sys.stdout.write("reached the end\n")


if __name__ == "__main__":
    main()
