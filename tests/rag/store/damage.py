"""What the tests of damage share: a library whose index has all of Chroma's files, and ways to spoil them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np

from rag.records import Collection, Document, DocumentId, Kind, Located, Passage, PassageId
from rag.store.arrival import Arrival
from rag.store.generations import Generations
from rag.store.library import Library

PASSAGES = 1_100  # Chroma writes the files of its graph every 1,000
DOCUMENTS = 11
DIMENSIONS = 16


def vectors(count: int, seed: int) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    found = np.random.default_rng(seed).normal(size=(count, DIMENSIONS)).astype(np.float32)
    return found / np.linalg.norm(found, axis=1, keepdims=True)


def build(home: Path) -> None:
    """A library with a sealed index in `home`."""
    library = Library.open(home / "library.sqlite")
    generations = Generations(library, home / "library.sqlite", home / "chroma")
    index = generations.open()
    each = PASSAGES // DOCUMENTS
    for number in range(DOCUMENTS):
        name, collection = DocumentId(f"d{number}"), Collection("documents" if number else "paie")
        document = Document(name, collection, f"sha-{number}", (), f"Titre {number}", Kind.TEXT, 0, "fr", 1, each, "")
        passages = tuple(Passage(PassageId(f"{name}-{place}"), name, place, f"texte {place}") for place in range(each))
        sources = tuple(f"from {one.id}" for one in passages)
        with library.changing() as changes:
            place = Located(f"/r/{name}.txt", collection, 1, 1, document.sha256, name, root="/r")
            changes.add(Arrival(document, passages, sources, vectors(each, number)), place)
    index.catch_up(library)
    generations.close(index)
    library.close()


def truncate(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 2])


def flip(file: Path) -> None:
    """A hundred bits, spread over the file."""
    content = bytearray(file.read_bytes())
    for place in np.random.default_rng(5).integers(0, len(content), 100):
        content[place] ^= 1 << int(place) % 8
    file.write_bytes(bytes(content))


def delete(file: Path) -> None:
    file.unlink()


DAMAGES = {"truncated": truncate, "flipped": flip, "deleted": delete}


def files(folder: Path) -> list[str]:
    """Names of the files of an index that hold anything."""
    return sorted({file.name for file in folder.rglob("*") if file.is_file() and file.stat().st_size})


def tables(folder: Path) -> list[str]:
    """Tables of Chroma's own database that hold anything."""
    with closing(sqlite3.connect(folder / "chroma.sqlite3")) as raw:
        names = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return sorted(name for name in names if raw.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])
