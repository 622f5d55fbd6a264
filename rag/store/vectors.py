"""Chroma as an index of the library's vectors, one Chroma collection for each collection of ours.

Chroma is told by `catch_up` what the library's list of changes holds; telling twice does no harm. It never holds
text, it never embeds, and it can be thrown away: `rebuild` makes it again from the vectors in SQLite.

One collection each because a `where` filter costs 88–332 ms at 100,000 vectors against 4 ms without.
"""

from __future__ import annotations

import hashlib
import shutil
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np

from rag.records import PassageId
from rag.store import rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection as ChromaCollection
    from numpy.typing import NDArray

    from rag.store.access import Scope
    from rag.store.library import Library

# Recall@10 of 1.000 at 20,000 hard vectors in 5 ms; Chroma's defaults give 0.966, and 0.879 at 100,000.
HNSW: Final = {"space": "cosine", "max_neighbors": 32, "ef_construction": 200, "ef_search": 400}
BATCH: Final = 500  # vectors told at once; writing is slow below 100 and refused over 5,461


@dataclass(frozen=True, slots=True)
class VectorHit:
    """A passage near a question; `likeness` is the cosine, -1–1."""

    passage: PassageId
    likeness: float


class VectorIndex:
    """Nearest vectors. One process only; any thread may search while one catches up."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._opening = threading.Lock()
        self._telling = threading.Lock()
        self._client: Client | None = None
        self._open_collections: dict[str, ChromaCollection] = {}

    def search(self, question: NDArray[np.float32], scope: Scope, limit: int) -> list[VectorHit]:
        """The passages nearest to a question of shape (dimensions,), nearest first; ties by id."""
        found: list[VectorHit] = []
        for name in scope.collections:
            collection = self._collection(name)
            if not collection.count():
                continue
            answer = collection.query(
                query_embeddings=cast("Any", question[np.newaxis, :]), n_results=limit, include=["distances"]
            )
            distances = (answer["distances"] or [[]])[0]
            found.extend(
                VectorHit(PassageId(one), 1.0 - distance)
                for one, distance in zip(answer["ids"][0], distances, strict=True)
            )
        return sorted(found, key=lambda hit: (-hit.likeness, hit.passage))[:limit]

    def count(self, scope: Scope) -> int:
        """How many vectors Chroma holds for the scope."""
        return sum(self._collection(name).count() for name in scope.collections)

    def catch_up(self, library: Library) -> int:
        """Tell Chroma what it has not been told yet; returns how many entries of the list were done."""
        done = 0
        with self._telling:
            for entries in _waiting(library):
                self._tell(library, entries)
                with library.changing() as changes:
                    changes.told(entries[-1][0])
                done += len(entries)
        return done

    def rebuild(self, library: Library) -> int:
        """Throw Chroma's collections away and tell it everything again."""
        with self._opening:
            client = self._opened()
            for collection in client.list_collections():
                client.delete_collection(collection.name)
            self._open_collections.clear()
        with library.changing() as changes:
            changes.tell_again()
        return self.catch_up(library)

    def close(self) -> None:
        """Let go of Chroma's files."""
        with self._opening:
            self._open_collections.clear()
            if self._client is not None:
                self._client.close()
            self._client = None

    def _tell(self, library: Library, entries: Sequence[tuple[int, str, str, bool]]) -> None:
        final = {(collection, passage): present for _, collection, passage, present in entries}
        for name in {collection for collection, _ in final}:
            wanted = [passage for (collection, passage), present in final.items() if present and collection == name]
            gone = [passage for (collection, passage), present in final.items() if not present and collection == name]
            stored = library.stored_vectors(wanted)
            # A passage that was written and dropped again before Chroma heard of it has no vector any more.
            gone += [passage for passage in wanted if passage not in stored]
            collection = self._collection(name)
            if stored:
                matrix = np.stack([rows.vector_of(vector) for _, vector in stored.values()])
                collection.upsert(
                    ids=list(stored),
                    embeddings=cast("Any", matrix),
                    metadatas=[{"document": document} for document, _ in stored.values()],
                )
            if gone:
                collection.delete(ids=gone)

    def _collection(self, name: str) -> ChromaCollection:
        with self._opening:
            if name not in self._open_collections:
                self._open_collections[name] = self._opened().get_or_create_collection(
                    chroma_name(name),
                    # Explicitly none: the default one is downloaded at the first query.
                    embedding_function=None,
                    configuration=cast("Any", {"hnsw": HNSW}),
                )
            return self._open_collections[name]

    def _opened(self) -> Client:
        if self._client is None:
            import chromadb
            from chromadb.config import Settings as ChromaSettings

            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._client = cast(
                "Client",
                chromadb.PersistentClient(str(self._folder), settings=ChromaSettings(anonymized_telemetry=False)),
            )
        return self._client


def chroma_name(collection: str) -> str:
    """Chroma's name for a collection of ours: it allows few characters, users write any."""
    return "c-" + hashlib.sha256(collection.encode()).hexdigest()[:24]


def throw_away(folder: Path) -> None:
    """Remove Chroma's folder; only while no index is open on it."""
    shutil.rmtree(folder, ignore_errors=True)


def _waiting(library: Library) -> Iterator[list[tuple[int, str, str, bool]]]:
    while True:
        found = library.read(
            "SELECT sequence, collection, passage, present FROM vector_changes ORDER BY sequence LIMIT ?", (BATCH,)
        )
        if not found:
            return
        yield [(row["sequence"], row["collection"], row["passage"], bool(row["present"])) for row in found]
