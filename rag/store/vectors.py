"""Chroma as an index of the library's vectors, one Chroma collection for each collection of ours.

Chroma is told by `catch_up` what the library's list of changes holds; telling twice does no harm. It never holds
text, it never embeds, and it can be thrown away: `fill` makes it again from the vectors in SQLite. Which folder is in
force, and whether it can be trusted, is left to `rag.store.generations`.

One collection each because a `where` filter costs 88–332 ms at 100,000 vectors against 4 ms without.
"""

from __future__ import annotations

import hashlib
import os
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np

from rag.errors import SouffleurError, VectorsUnusable
from rag.store import rows
from rag.store.nearest import nearest
from rag.store.room import need_room
from rag.store.watchdog import Witness, within

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import TextIO

    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection as ChromaCollection
    from numpy.typing import NDArray

    from rag.records import Collection, DocumentId
    from rag.store.access import Scope
    from rag.store.library import Library
    from rag.store.nearest import VectorHit

    Among = Mapping[Collection, Sequence[DocumentId]]

# Recall@10 of 1.000 at 20,000 hard vectors in 5 ms; Chroma's defaults give 0.966, and 0.879 at 100,000.
HNSW: Final = {"space": "cosine", "max_neighbors": 32, "ef_construction": 200, "ef_search": 400}
BATCH: Final = 500  # vectors told at once; writing is slow below 100 and refused over 5,461
CALL_SECONDS: Final = 120.0  # guess: a batch takes 1 s; on a full disk and a locked file Chroma waits for ever
PANIC: Final = "PanicException"  # of Chroma's Rust part; no `Exception`, and its class cannot be imported


@dataclass(frozen=True, slots=True)
class Stored:
    """One passage's vector as the library holds it: float16, little-endian."""

    passage: str
    document: str
    collection: str
    vector: bytes


class VectorIndex:
    """Nearest vectors. One process only; any thread may search while one catches up.

    Every method may raise VectorsUnusable: Chroma failed. Where Chroma does not come back, the process ends.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sound = True  # False once Chroma failed: whoever opens the folder next looks at it closely
        self._opening = threading.Lock()
        self._telling = threading.Lock()
        self._client: Client | None = None
        self._open_collections: dict[str, ChromaCollection] = {}
        self._report: TextIO | None = None
        self._witness: Witness | None = None

    def search(
        self, question: NDArray[np.float32], scope: Scope, limit: int, among: Among | None = None
    ) -> list[VectorHit]:
        """The passages nearest to a question of shape (dimensions,), nearest first; ties by id.

        `among` are the documents of a narrowed scope by collection, which Chroma cannot know.
        """
        if scope.is_narrowed and among is None:
            message = "a narrowed scope is searched among its documents"
            raise ValueError(message)
        found: list[VectorHit] = []
        with self._in_our_words():
            for name in scope.collections:
                documents = None if among is None else among.get(name, ())
                found += nearest(self._collection(chroma_name(name)).query, question, limit, documents)
        return sorted(found, key=lambda hit: (-hit.likeness, hit.passage))[:limit]

    def count(self, scope: Scope) -> int:
        """How many vectors Chroma holds for the scope."""
        with self._in_our_words():
            return sum(self._collection(chroma_name(name)).count() for name in scope.collections)

    def catch_up(self, library: Library) -> int:
        """Tell Chroma what it has not been told yet; returns how many entries of the list were done.

        Raises:
            DiskFull: before anything is written; the list is kept.
        """
        done = 0
        with self._telling:
            for entries in _waiting(library):
                self._tell(library, entries)
                with library.changing() as changes:
                    changes.told(entries[-1][0])
                done += len(entries)
        return done

    def fill(self, batch: Sequence[Stored]) -> None:
        """Put vectors in; what is known already is overwritten."""
        for name in dict.fromkeys(one.collection for one in batch):
            mine = [one for one in batch if one.collection == name]
            need_room(self.folder)
            with self._in_our_words():
                collection = self._collection(chroma_name(name))
                vectors = np.stack([rows.vector_of(one.vector) for one in mine])
                collection.upsert(
                    ids=[one.passage for one in mine],
                    embeddings=cast("Any", vectors),
                    metadatas=[{"document": one.document} for one in mine],
                )

    def remove(self, chroma: str, ids: Sequence[str]) -> None:
        """Take vectors out of one of Chroma's collections, named as Chroma names it."""
        need_room(self.folder)
        with self._in_our_words():
            collection = self._collection(chroma)
            for start in range(0, len(ids), BATCH):
                collection.delete(ids=list(ids[start : start + BATCH]))

    def held(self) -> dict[str, list[str]]:
        """Every id that Chroma holds, by its own name of the collection."""
        with self._in_our_words():
            names = [one.name for one in self._client_opened().list_collections()]
            return {name: list(self._collection(name).get(include=[])["ids"]) for name in names}

    def vectors_of(self, chroma: str, ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """The vectors that Chroma holds for the ids; the unknown are absent."""
        with self._in_our_words():
            found = self._collection(chroma).get(ids=list(ids), include=["embeddings"])
            vectors = found["embeddings"]
            return dict(zip(found["ids"], np.asarray(vectors, dtype=np.float32), strict=True)) if found["ids"] else {}

    def close(self) -> None:
        """Let go of Chroma's files; after a failure they are left as they are."""
        with self._opening:
            self._open_collections.clear()
            if self._client is not None and self.sound:
                with self._in_our_words():
                    self._client.close()
            self._client = None
            if self._report is not None:
                self._report.close()
                self._report = None
                if self._witness is not None:
                    self._witness.close()
                    self._witness = None
                report_of(self.folder).unlink(missing_ok=True)

    def _tell(self, library: Library, entries: Sequence[tuple[int, str, str, bool]]) -> None:
        final = {(collection, passage): present for _, collection, passage, present in entries}
        for name in {collection for collection, _ in final}:
            wanted = [passage for (collection, passage), present in final.items() if present and collection == name]
            gone = [passage for (collection, passage), present in final.items() if not present and collection == name]
            stored = library.stored_vectors(wanted)
            # A passage that was written and dropped again before Chroma heard of it has no vector any more.
            gone += [passage for passage in wanted if passage not in stored]
            self.fill([Stored(passage, document, name, vector) for passage, (document, vector) in stored.items()])
            if gone:
                self.remove(chroma_name(name), gone)

    def _collection(self, chroma: str) -> ChromaCollection:
        client = self._client_opened()
        with self._opening:
            if chroma not in self._open_collections:
                self._open_collections[chroma] = client.get_or_create_collection(
                    chroma,
                    # Explicitly none: the default one is downloaded at the first query.
                    embedding_function=None,
                    configuration=cast("Any", {"hnsw": HNSW}),
                )
            return self._open_collections[chroma]

    def _client_opened(self) -> Client:
        with self._opening:
            if self._client is None:
                import chromadb
                from chromadb.config import Settings as ChromaSettings

                self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                self._client = cast(
                    "Client",
                    chromadb.PersistentClient(str(self.folder), settings=ChromaSettings(anonymized_telemetry=False)),
                )
            return self._client

    def _report_opened(self) -> TextIO:
        """Where it is said that Chroma did not come back; opened before, for then nothing can be opened any more."""
        if self._report is None:
            file = report_of(self.folder)
            try:
                file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                self._report = file.open("w", encoding="utf-8")
                self._witness = Witness(file)
            except OSError:  # a full disk: there is no seal either, and the index will be looked at
                self._report = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - as long as the index
        return self._report

    @contextmanager
    def _in_our_words(self) -> Iterator[None]:
        try:
            with within(CALL_SECONDS, self._report_opened()):
                yield
        except SouffleurError as trouble:
            self.sound = self.sound and not isinstance(trouble, VectorsUnusable)
            raise
        except BaseException as trouble:
            if not isinstance(trouble, Exception) and type(trouble).__name__ != PANIC:
                raise
            self.sound = False
            raise VectorsUnusable(type(trouble).__name__) from trouble


def report_of(folder: Path) -> Path:
    """The file beside an index that says, when it is not empty, that Chroma did not come back."""
    return folder.with_name(f"{folder.name}.hung")


def chroma_name(collection: str) -> str:
    """Chroma's name for a collection of ours: it allows few characters, users write any."""
    return "c-" + hashlib.sha256(collection.encode()).hexdigest()[:24]


def _waiting(library: Library) -> Iterator[list[tuple[int, str, str, bool]]]:
    while True:
        found = library.read(
            "SELECT sequence, collection, passage, present FROM vector_changes ORDER BY sequence LIMIT ?", (BATCH,)
        )
        if not found:
            return
        yield [(row["sequence"], row["collection"], row["passage"], bool(row["present"])) for row in found]
