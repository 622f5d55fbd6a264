"""The half of the search that goes by likeness: a search model and an index of vectors that were made by each other.

When the settings name another search model, questions go on with the former one until a repair has made every vector
again; one switch changes both. When the index fails, questions go on with words, and the library loses nothing.
"""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rag import journal
from rag.errors import DiskFull, EmbedderChanged, EmbedderUnusable, VectorsUnusable
from rag.models.embedder import load_embedder
from rag.store.generations import Generations
from rag.store.library import FACT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rag.models.embedder import Embedder
    from rag.options import Embedding
    from rag.settings import Home
    from rag.store.changes import Changes
    from rag.store.library import Library
    from rag.store.vectors import VectorIndex

PREPARING: Final = "vectors_preparing"  # why a question goes on with words: the index is being made again
PATIENCE_SECONDS: Final = 2.0  # guess: that a question waits for the index; a sound one opens in a fifth of this
RETRY_SECONDS: Final = 30.0  # guess: between two attempts to open an index that failed; questions are not kept waiting


@dataclass(frozen=True, slots=True)
class Asking:
    """What a question is embedded with and searched in; without an index, `trouble` is the code of the reason."""

    embedder: Embedder
    index: VectorIndex | None
    trouble: str = ""


class Likeness:
    """Search model and index of one library; opened when first needed, closed once."""

    def __init__(self, home: Home, library: Library, options: Embedding, embedder: Embedder | None = None) -> None:
        """`embedder` is used instead of the one that `options` name."""
        self._library = library
        self._options = options
        self._models = home.models_folder
        self._generations = Generations(library, home.library_file, home.vectors_folder)
        self._model = embedder.card.name if embedder else options.model
        self._wanted = embedder
        self._former: Embedder | None = None
        self._index: VectorIndex | None = None
        self._retired: list[VectorIndex] = []  # still searched by questions that began before a switch
        self._distrusted = False
        self._retry_at = 0.0
        self._closed = False
        self._guard = threading.RLock()
        self._opener: threading.Thread | None = None
        self._opening = threading.Lock()  # of the opener
        # Apart from the guard: a model may take a minute to be made ready, and questions go on with the former one.
        self._loading = threading.RLock()

    @property
    def wanted(self) -> Embedder:
        """The search model of the settings, whatever made the library's vectors; raises EmbedderUnusable."""
        with self._loading:
            if self._wanted is None:
                self._wanted = load_embedder(self._options, self._models)
            return self._wanted

    @property
    def opened(self) -> VectorIndex | None:
        """The index while it is open and sound; it is not opened for this."""
        return self._index if self._index is not None and self._index.sound else None

    def want(self, options: Embedding) -> None:
        """Want another search model from now on; questions go on with the present one until a repair."""
        with self._guard, self._loading:
            stored, known = self._library.fact(FACT.EMBEDDER), (self._wanted, self._former)
            self._former = next((one for one in known if one is not None and one.fingerprint == stored), None)
            self._wanted, self._options, self._model = None, options, options.model

    @property
    def embedder(self) -> Embedder:
        """The search model, for whoever adds vectors to the library's.

        Raises:
            EmbedderChanged: the library's vectors were made by another one.
            EmbedderUnusable: it cannot be loaded.
        """
        stored = self._library.fact(FACT.EMBEDDER)
        if not stored:
            with self._library.changing() as changes:
                self.sign(changes)
        elif stored != self.wanted.fingerprint:
            raise EmbedderChanged(stored, self.wanted.fingerprint)
        return self.wanted

    def sign(self, changes: Changes) -> None:
        """Write down that the wanted model made the library's vectors."""
        changes.set_fact(FACT.EMBEDDER, self.wanted.fingerprint)
        changes.set_fact(FACT.EMBEDDER_MODEL, self._model)

    @property
    def index(self) -> VectorIndex:
        """The index; what a crash left undone is finished first, what was damaged is made again.

        Raises:
            VectorsUnusable, DiskFull: not now; it is tried again half a minute later at the earliest.
        """
        with self._guard:
            if self._index is not None and not self._index.sound:
                self._retire()
                self._distrusted = True
            if self._index is None:
                if self._closed or time.monotonic() < self._retry_at:
                    raise VectorsUnusable("…")
                try:
                    self._index = self._generations.open(distrusted=self._distrusted)
                except (VectorsUnusable, DiskFull):
                    self._retry_at = time.monotonic() + RETRY_SECONDS
                    raise
                self._distrusted = False
            return self._index

    def tell(self) -> None:
        """Tell the index what changed; when it fails, the list is kept and told at the next occasion."""
        try:
            self.index.catch_up(self._library)
        except VectorsUnusable as trouble:
            journal.trouble(trouble)

    def asking(self) -> Asking:
        """Search model and index for one question, of the same making; words alone when there is no such pair.

        An index that has to be made again is made behind the questions, which go on with words.
        """
        if not self._opens_soon():
            return Asking(self.wanted, None, PREPARING)
        with self._guard:
            embedder = self._of_the_vectors()
            if embedder is None:
                return Asking(self.wanted, None, EmbedderChanged.code)
            try:
                return Asking(embedder, self.index)
            except (VectorsUnusable, DiskFull) as trouble:
                return Asking(embedder, None, trouble.code)

    def renew(self, *, vectors: bool) -> Iterator[int]:
        """Fill a new index beside the present one and put it in force; yields how many passages are done.

        Args:
            vectors: put the prepared vectors and the wanted model in force with it.
        """
        fresh = self._generations.begin()
        yield from self._generations.fill(fresh, renewed=vectors)
        promote: Callable[[Changes], None] | None = self._promote if vectors else None
        with self._guard:
            index = self._generations.switch(fresh, promote)
            self._retire()
            self._index, self._distrusted, self._retry_at = index, False, 0.0

    def close(self) -> None:
        """Let go of the index; one that never failed is sealed, so that the next start is quick."""
        with self._guard:
            self._closed = True  # whoever was about to open it finds the library closed
            for index in self._retired:
                index.close()
            if self._index is not None:
                self._generations.close(self._index)
                self._index = None

    def _opens_soon(self) -> bool:
        """Whether the index is open, or could not be opened, within the time that a question has."""
        if (self._index is not None and self._index.sound) or time.monotonic() < self._retry_at:
            return True
        with self._opening:
            if self._opener is None or not self._opener.is_alive():
                self._opener = threading.Thread(target=self._open, name="index", daemon=True)
                self._opener.start()
            opener = self._opener
        opener.join(PATIENCE_SECONDS)
        return not opener.is_alive()

    def _open(self) -> None:
        with suppress(VectorsUnusable, DiskFull):  # said to whoever asks next
            _ = self.index

    def _promote(self, changes: Changes) -> None:
        changes.promote_vectors()
        self.sign(changes)

    def _retire(self) -> None:
        if self._index is not None:
            self._retired.append(self._index)
            self._index = None

    def _of_the_vectors(self) -> Embedder | None:
        """The model that the present vectors are searched with; the wanted one is not loaded just to be told apart."""
        stored, made_by = self._library.fact(FACT.EMBEDDER), self._library.fact(FACT.EMBEDDER_MODEL)
        if stored and self._wanted is None and made_by not in {"", self._model}:
            return self._former_one(stored)
        return self.wanted if stored in {"", self.wanted.fingerprint} else self._former_one(stored)

    def _former_one(self, stored: str) -> Embedder | None:
        """The model that made the library's vectors, while it can still be loaded."""
        if self._former is None:
            named = self._options.model_copy(update={"model": self._library.fact(FACT.EMBEDDER_MODEL)})
            try:
                self._former = load_embedder(named, self._models)
            except EmbedderUnusable as trouble:
                journal.trouble(trouble)
                return None
        return self._former if self._former.fingerprint == stored else None
