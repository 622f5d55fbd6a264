"""The roof: the only place where store, models, retrieval and answering are put together.

One process owns an engine, and through it the library. Heavy parts are opened when they are first needed: a command
that lists documents loads no model.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Self

from rag.answering.ask import answer
from rag.errors import (
    AddressRefused,
    EmbedderChanged,
    ModelMissing,
    QuestionEmpty,
    QuestionTooLong,
    ServerUnreachable,
)
from rag.models.chat import open_chat
from rag.models.embedder import load_embedder
from rag.records import AnswerEvent, Finished, Retrieved
from rag.retrieval.hybrid import search
from rag.settings import fingerprint
from rag.store import terms
from rag.store.access import Scope, limited_to, whole_library
from rag.store.embedded import embedded_text, made_from
from rag.store.library import FACT, Library
from rag.store.lock import LibraryLock
from rag.store.reindex import reindex_words
from rag.store.vectors import VectorIndex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.models.chat import ChatModel
    from rag.models.embedder import Embedder
    from rag.options import Settings
    from rag.retrieval.hybrid import Found
    from rag.settings import Home

QUESTION_CHARACTERS: Final = 2_000
REPAIR_BATCH: Final = 256  # passages embedded between two commits


@dataclass(frozen=True, slots=True)
class RepairProgress:
    """How far a repair is, in passages."""

    done: int
    total: int


class Engine:
    """One library with its models; made by `open`, closed once."""

    def __init__(self, home: Home, settings: Settings, lock: LibraryLock, library: Library) -> None:
        self.home = home
        self.settings = settings
        self.library = library
        self._lock = lock
        self._loading = threading.RLock()
        self._embedder: Embedder | None = None
        self._vectors: VectorIndex | None = None
        self._chat: ChatModel | None = None
        self._chat_opened = False

    @classmethod
    def open(cls, home: Home, settings: Settings, *, embedder: Embedder | None = None) -> Self:
        """Take the lock and open the library.

        Args:
            home: where the library lies.
            settings: the settings in force.
            embedder: used instead of the one that the settings name.

        Raises:
            LibraryBusy: another process owns it.
            LibraryNewer, LibraryDamaged: the file cannot be used.
        """
        lock = LibraryLock(home)
        try:
            library = Library.open(home.library_file)
        except BaseException:
            lock.release()
            raise
        engine = cls(home, settings, lock, library)
        engine._embedder = embedder
        if library.fact(FACT.TERMS) != str(terms.TERMS_VERSION):
            reindex_words(library)
        return engine

    def close(self) -> None:
        """Stop the model, close the files, let the next process in."""
        with self._loading:
            if self._chat is not None:
                self._chat.close()
            if self._vectors is not None:
                self._vectors.close()
            self.library.close()
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def embedder(self) -> Embedder:
        """The search model, loaded at first use.

        Raises:
            EmbedderChanged: the library's vectors were made by another one.
            EmbedderUnusable: it cannot be loaded.
        """
        loaded = self._load_embedder()
        stored = self.library.fact(FACT.EMBEDDER)
        if not stored:
            with self.library.changing() as changes:
                changes.set_fact(FACT.EMBEDDER, loaded.fingerprint)
        elif stored != loaded.fingerprint:
            raise EmbedderChanged(stored, loaded.fingerprint)
        return loaded

    @property
    def vectors(self) -> VectorIndex:
        """The index of vectors; what a crash left undone is finished first."""
        with self._loading:
            if self._vectors is None:
                index = VectorIndex(self.home.vectors_folder)
                index.catch_up(self.library)
                if self._is_short(index):
                    index.rebuild(self.library)
                self._vectors = index
            return self._vectors

    @property
    def chat(self) -> ChatModel | None:
        """The chat model of the settings, or None when answers are quotations."""
        with self._loading:
            if not self._chat_opened:
                self._chat = open_chat(self.settings.chat, self.home.models_folder, self.home.log_file.parent)
                self._chat_opened = True
            return self._chat

    def scope(self, collections: Sequence[str] = ()) -> Scope:
        """What a search may see; raises LibraryEmpty, CollectionUnknown."""
        return limited_to(self.library, collections)

    def search(self, question: str, scope: Scope, limit: int = 10) -> Found:
        """The best passages for a question; raises QuestionEmpty, QuestionTooLong."""
        asked = question.strip()
        if not asked:
            raise QuestionEmpty
        if len(asked) > QUESTION_CHARACTERS:
            raise QuestionTooLong(len(asked), QUESTION_CHARACTERS)
        return search(self.library, self.vectors, self.embedder, asked, scope, self.settings.retrieval, limit)

    def ask(self, question: str, scope: Scope, cancel: threading.Event | None = None) -> Iterator[AnswerEvent]:
        """Evidence first, then the answer as it is written, then the whole of it with its citations.

        Raises:
            QuestionEmpty, QuestionTooLong: before the first event.
        """
        start = time.perf_counter()
        found = self.search(question, scope, self.settings.retrieval.evidence)
        yield Retrieved(found.hits, refused=not found.relevant, seconds=time.perf_counter() - start)
        chat, trouble = self._chat_or_trouble() if found.relevant else (None, "")
        events = answer(
            question.strip(),
            found,
            chat=chat,
            trouble=trouble,
            embedder=self.embedder,
            library=self.library,
            options=self.settings,
            cancel=cancel or threading.Event(),
        )
        for event in events:
            yield self._signed(event, start) if isinstance(event, Finished) else event

    def repair(self) -> Iterator[RepairProgress]:
        """Make every vector again that the present embedder did not make, then Chroma's index.

        No file is read: the text is in the library. Resumable: what was done before a crash is not done again.
        """
        embedder = self._load_embedder()
        total = self.library.counts().passages
        done = 0
        for batch in self.library.passages_with_titles(REPAIR_BATCH):
            texts = [embedded_text(passage, title) for passage, title, _ in batch]
            hashes = [made_from(embedder.fingerprint, text) for text in texts]
            stale = [place for place, (_, _, old) in enumerate(batch) if old != hashes[place]]
            if stale:
                matrix = embedder.embed_passages([texts[place] for place in stale])
                with self.library.changing() as changes:
                    changes.replace_vectors(
                        [batch[place][0].id for place in stale], [hashes[place] for place in stale], matrix
                    )
            done += len(batch)
            yield RepairProgress(done, total)
        with self.library.changing() as changes:
            changes.set_fact(FACT.EMBEDDER, embedder.fingerprint)
        reindex_words(self.library)
        self.vectors.rebuild(self.library)

    def _chat_or_trouble(self) -> tuple[ChatModel | None, str]:
        """A chat model that cannot be had must not keep the evidence from being quoted."""
        try:
            return self.chat, ""
        except (AddressRefused, ModelMissing, ServerUnreachable) as error:
            return None, error.code

    def _is_short(self, index: VectorIndex) -> bool:
        """Whether Chroma's folder was lost or belongs to another library."""
        return bool(self.library.collections()) and (
            index.count(whole_library(self.library)) != self.library.counts().passages
        )

    def _load_embedder(self) -> Embedder:
        with self._loading:
            if self._embedder is None:
                self._embedder = load_embedder(self.settings.embedding, self.home.models_folder)
            return self._embedder

    def _signed(self, event: Finished, start: float) -> Finished:
        return replace(
            event,
            seconds=time.perf_counter() - start,
            embedder=self._load_embedder().fingerprint,
            settings=fingerprint(self.settings),
        )
