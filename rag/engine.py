"""The roof: the only place where store, models, retrieval and answering are put together.

One process owns an engine, and through it the library. Heavy parts are opened when they are first needed: a command
that lists documents loads no model.
"""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Self

from rag import journal
from rag.answering.ask import answer
from rag.answering.rewriting import goes_on, meant
from rag.errors import (
    AddressRefused,
    ModelMissing,
    NothingInScope,
    QuestionEmpty,
    QuestionTooLong,
    ServerUnreachable,
    SouffleurError,
    VectorsUnusable,
)
from rag.likeness import Likeness
from rag.listing.ask import listed
from rag.models.paced import open_paced
from rag.models.reranker import LateReranker
from rag.narrowing import EVERYTHING, Narrowing
from rag.records import AnswerEvent, Finished, Retrieved, Understood
from rag.repair import RepairEvent, repair
from rag.retrieval.evidence import within
from rag.retrieval.hybrid import search
from rag.retrieval.leaning import leaning
from rag.settings import fingerprint
from rag.store import terms
from rag.store.access import Scope, holds_anything, limited_to
from rag.store.library import FACT, Library
from rag.store.lock import LibraryLock
from rag.store.reindex import reindex_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.models.chat import ChatModel
    from rag.models.embedder import Embedder
    from rag.options import Settings
    from rag.records import Earlier
    from rag.retrieval.hybrid import Found
    from rag.settings import Home
    from rag.store.vectors import VectorIndex

QUESTION_CHARACTERS: Final = 2_000


class Engine:
    """One library with its models; made by `open`, closed once."""

    def __init__(
        self, home: Home, settings: Settings, lock: LibraryLock, library: Library, embedder: Embedder | None
    ) -> None:
        self.home = home
        self.settings = settings
        self.library = library
        self._lock = lock
        self._loading = threading.RLock()
        self._likeness = Likeness(home, library, settings.embedding, embedder)
        self._reranker = LateReranker(settings.retrieval, home.models_folder, settings.embedding.threads)
        self._chat: ChatModel | None = None
        self._chat_opened = False

    @classmethod
    def open(
        cls, home: Home, settings: Settings, *, embedder: Embedder | None = None, wait_seconds: float = 0.0
    ) -> Self:
        """Take the lock and open the library.

        Args:
            home: where the library lies.
            settings: the settings in force.
            embedder: used instead of the one that the settings name.
            wait_seconds: how long another owner may take to end.

        Raises:
            LibraryBusy: another process owns it.
            LibraryNewer, LibraryDamaged: the file cannot be used.
        """
        lock = LibraryLock(home, wait_seconds=wait_seconds)
        try:
            library = Library.open(home.library_file)
        except BaseException:
            lock.release()
            raise
        engine = cls(home, settings, lock, library, embedder)
        if library.fact(FACT.TERMS) != str(terms.TERMS_VERSION):
            reindex_words(library)
        return engine

    def close(self) -> None:
        """Stop the model, close the files, let the next process in."""
        with self._loading:
            if self._chat is not None:
                self._chat.close()
            self._likeness.close()
            self.library.close()
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def embedder(self) -> Embedder:
        """The search model, for adding documents; raises EmbedderChanged, EmbedderUnusable."""
        return self._likeness.embedder

    @property
    def vectors(self) -> VectorIndex:
        """The index of vectors, in step with the library; raises VectorsUnusable, DiskFull."""
        return self._likeness.index

    @property
    def opened_vectors(self) -> VectorIndex | None:
        """The index while it is open and sound; it is not opened for this."""
        return self._likeness.opened

    def tell_vectors(self) -> None:
        """Tell the index what changed; when it fails, nothing is lost and it is told later."""
        self._likeness.tell()

    @property
    def chat(self) -> ChatModel | None:
        """The chat model of the settings, or None when answers are quotations."""
        with self._loading:
            if not self._chat_opened:
                self._chat = open_paced(self.settings.chat, self.home)
                self._chat_opened = True
            return self._chat

    def adopt(self, settings: Settings) -> None:
        """Take other settings in force, and their models; a search model without vectors waits for a repair."""
        with self._loading:
            if settings.chat != self.settings.chat and self._chat is not None:
                self._chat.close()
            if settings.chat != self.settings.chat:
                self._chat, self._chat_opened = None, False
            if settings.embedding != self.settings.embedding:
                self._likeness.want(settings.embedding)
            if settings.retrieval != self.settings.retrieval:
                self._reranker = LateReranker(
                    settings.retrieval, self.home.models_folder, self.settings.embedding.threads
                )
            self.settings = settings

    def scope(self, narrowing: Narrowing = EVERYTHING) -> Scope:
        """What a search may see; raises LibraryEmpty, NothingInScope, and what `limited_to` raises."""
        scope = limited_to(self.library, narrowing)
        if not holds_anything(self.library, scope):
            raise NothingInScope
        return scope

    def search(self, question: str, scope: Scope, limit: int = 10) -> Found:
        """The best passages for a question; raises QuestionEmpty, QuestionTooLong."""
        asked = question.strip()
        if not asked:
            raise QuestionEmpty
        if len(asked) > QUESTION_CHARACTERS:
            raise QuestionTooLong(len(asked), QUESTION_CHARACTERS)
        asking, options = self._likeness.asking(), self.settings.retrieval
        reranker, unranked = self._reranker.get()
        words_only = asking.trouble
        try:
            found = search(self.library, asking.index, asking.embedder, asked, scope, options, limit, reranker)
        except VectorsUnusable as trouble:
            journal.trouble(trouble)
            words_only = trouble.code
            found = search(self.library, None, asking.embedder, asked, scope, options, limit, reranker)
        return replace(found, words_only=words_only, unranked=found.unranked or unranked)

    def ask(
        self,
        question: str,
        scope: Scope,
        cancel: threading.Event | None = None,
        earlier: Sequence[Earlier] = (),
        *,
        plain: bool = False,
    ) -> Iterator[AnswerEvent]:
        """Evidence first, then the answer as it is written, then the whole of it with its citations.

        Args:
            question: as it was typed; made whole from those before it, which is then the first event.
            scope: what may be seen.
            cancel: set to stop.
            earlier: the questions before it, oldest first; none to ask it exactly as it was typed.
            plain: look in the texts, even for a list, a count or a total, which are otherwise answered whole.

        Raises:
            QuestionEmpty, QuestionTooLong: before the first event.
        """
        start, cancel = time.perf_counter(), cancel or threading.Event()
        typed = question.strip()
        whole = meant(typed, earlier, self._chat, self.settings, cancel)
        question = whole.question
        if question != typed:
            yield Understood(typed, question, whole.model)
        if not plain and (all_of_it := listed(self.library, question, scope, self.settings)):
            yield from all_of_it
            return
        most, before = self.settings.retrieval.evidence, earlier if goes_on(typed) else ()
        found = self.search(question, scope, 2 * most if before else most)
        found = replace(found, hits=within(leaning(found.hits, before), most))
        seconds = time.perf_counter() - start
        yield Retrieved(found.hits, not found.relevant, seconds, found.words_only, found.unranked, found.certainty)
        chat, trouble = self.chat_or_trouble() if found.relevant else (None, None)
        events = answer(
            question,
            found,
            chat=chat,
            trouble=trouble,
            embedder=self._likeness.asking().embedder,
            library=self.library,
            options=self.settings,
            cancel=cancel,
        )
        for event in events:
            yield self._signed(event, start) if isinstance(event, Finished) else event

    def repair(self) -> Iterator[RepairEvent]:
        """Bring library and index in step, and make again what another search model made; see `rag.repair`."""
        return repair(self.library, self._likeness)

    def chat_or_trouble(self) -> tuple[ChatModel | None, SouffleurError | None]:
        """A chat model that cannot be had must not keep the evidence from being quoted."""
        try:
            return self.chat, None
        except (AddressRefused, ModelMissing, ServerUnreachable) as error:
            return None, error

    def _signed(self, event: Finished, start: float) -> Finished:
        return replace(
            event,
            seconds=time.perf_counter() - start,
            embedder=self._likeness.asking().embedder.fingerprint,
            settings=fingerprint(self.settings),
        )
