"""Libraries of any size, made by our own pipeline and store, and kept so that a second run is quick.

The articles of the load set are read by the pipeline once; every library begins with them and goes on with variations.
A larger library is a copy of the next smaller one that grew: what is paid is the largest.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from variations import Original, arrivals, shortened, stock

from ingest.pipeline import ingest
from rag.engine import Engine
from rag.settings import Home, find_home, read_settings
from rag.store import rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from variations import Stock

    from rag.records import Located
    from rag.store.arrival import Arrival

SHARED = Path(os.environ.get("SOUFFLEUR_SHARED", Path(__file__).resolve().parents[2] / "shared"))
RECIPE = 1  # one more whenever the libraries come out otherwise
TOGETHER = 500  # passages of one transaction
NOTE = "made.json"
BEGUN = "begun.json"  # in a library that can go on growing where a former run was stopped


def real(cache: Path, articles: int, model: str) -> Path:
    """A home that holds the articles, read by our pipeline."""
    home = cache / "articles"
    with made(home, {"recipe": RECIPE, "articles": articles, "model": model}) as fresh:
        if fresh:
            if model:
                Home(fresh).settings_file.write_text(f'[embedding]\nmodel = "{model}"\n', encoding="utf-8")
            with tempfile.TemporaryDirectory(prefix="souffleur-articles-") as scratch, opened(fresh) as engine:
                expand = [sys.executable, str(SHARED / "load" / "expand.py"), scratch, str(articles)]
                subprocess.run(expand, check=True, stdout=subprocess.DEVNULL)
                _ = list(ingest(engine, [Path(scratch)])), engine.vectors
    return home


def originals(home: Path) -> list[Original]:
    """Every article of a home with its passages and vectors, in a fixed order."""
    found = []
    with opened(home) as engine:
        for document in sorted(engine.library.documents(engine.scope()), key=lambda one: one.name):
            passages = tuple(engine.library.passages_of(document.id))
            stored = engine.library.stored_vectors([one.id for one in passages])
            if passages:
                vectors = np.stack([rows.vector_of(stored[one.id][1]) for one in passages])
                found.append(Original(document, passages, vectors))
    return found


def libraries(cache: Path, sizes: Sequence[int], articles: int, model: str = "") -> Iterator[tuple[int, Path]]:
    """A home for each size in passages, the smaller first; missing ones are made."""
    source = real(cache, articles, model)
    before: Path | None = None
    held: Stock | None = None
    for size in sorted(sizes):
        home = cache / str(size)
        recipe: dict[str, int | str] = {"recipe": RECIPE, "articles": articles, "model": model, "passages": size}
        with made(home, recipe) as fresh:
            if fresh:
                held = held or stock(originals(source))
                if not (fresh / BEGUN).exists():
                    _begin(fresh, before, source)
                    (fresh / BEGUN).write_text(json.dumps(recipe), encoding="utf-8")
                _grow(fresh, size, held)
        before = home
        yield size, home


@contextmanager
def opened(home: Path) -> Iterator[Engine]:
    """The engine of a home."""
    found = find_home(home)
    with Engine.open(found, read_settings(found)) as engine:
        yield engine


def _begin(fresh: Path, before: Path | None, source: Path) -> None:
    """Start from the next smaller library, else from nothing but settings and search model."""
    if before is not None:
        shutil.copytree(before, fresh, dirs_exist_ok=True, ignore=shutil.ignore_patterns(NOTE, BEGUN))
        return
    for name in (Home(source).settings_file, Home(source).models_folder):
        if name.is_dir():
            shutil.copytree(name, fresh / name.name)
        elif name.exists():
            shutil.copy(name, fresh)


def _grow(home: Path, passages: int, held: Stock) -> None:
    with opened(home) as engine:
        _ = engine.embedder  # signs the library as its own
        counts = engine.library.counts()
        for few in _together(arrivals(held, counts.documents), passages - counts.passages):
            with engine.library.changing() as changes:
                for arrival, located in few:
                    changes.add(arrival, located)
        _ = engine.vectors  # Chroma is told here


def _together(coming: Iterator[tuple[Arrival, Located]], wanted: int) -> Iterator[list[tuple[Arrival, Located]]]:
    while wanted > 0:
        few, held = [], 0
        while held < min(TOGETHER, wanted):
            arrival, located = next(coming)
            arrival = shortened(arrival, wanted - held)
            few.append((arrival, located))
            held += len(arrival.passages)
        wanted -= held
        yield few


@contextmanager
def made(home: Path, recipe: dict[str, int | str]) -> Iterator[Path | None]:
    """None when the home is there and made by this recipe; else a folder that takes its place at the end."""
    if _says(home / NOTE, recipe):
        yield None
        return
    fresh = home.with_suffix(".part")
    shutil.rmtree(home, ignore_errors=True)
    if not _says(fresh / BEGUN, recipe):
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
    yield fresh
    (fresh / NOTE).write_text(json.dumps(recipe), encoding="utf-8")
    fresh.rename(home)


def _says(note: Path, recipe: dict[str, int | str]) -> bool:
    return note.is_file() and json.loads(note.read_text(encoding="utf-8")) == recipe
