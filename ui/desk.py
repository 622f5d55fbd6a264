"""One face for the library, whether this process owns it or the running server does.

`open_desk` decides: the server when there is a living one, because one process owns a library; else the library itself.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, Protocol, Self

from ingest.follow import follow
from ingest.pipeline import forget, ingest
from ingest.scan import absolute
from rag.engine import Engine
from rag.narrowing import EVERYTHING, Narrowing
from rag.store.access import whole_library
from rag.store.correspondence import correspondence
from ui.choices import Choices, LocalChoices
from ui.doctor import Doctor, LocalDoctor
from ui.drafts import DraftBook, LocalDrafts
from ui.feedback import FeedbackBook, LocalFeedback
from ui.mail import LocalMail
from ui.models import LocalModels
from ui.office import LocalOffice
from ui.remote import RemoteDesk, find_server
from ui.settings import LocalSettings, SettingsBook
from ui.tasks import LocalTasks, TaskBook
from ui.threads import LocalThreads, ThreadBook
from ui.trial import LocalTrial, TrialBook

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from ingest.events import IngestEvent
    from ingest.look import Moving
    from rag.options import Settings
    from rag.records import AnswerEvent, Collection, Document, DocumentId, Earlier, Located, Passage, Watched, Withheld
    from rag.repair import RepairEvent
    from rag.retrieval.hybrid import Found
    from rag.settings import Home
    from rag.store.correspondence import Filed
    from rag.store.library import Counts
    from ui.mail import MailRoom
    from ui.models import Models
    from ui.office import Office


TURN_SECONDS: Final = 0.2  # how often a waiting change looks whether it was stopped
OWNER_SECONDS: Final = 2.0  # that a short command of another process gets to end
CLOSE_SECONDS: Final = 10.0  # a transaction takes far less; one that is lost is done again at the next run


class Desk(Protocol):
    """What the screens may ask of a library."""

    choices: Choices  # where a question may look
    feedback: FeedbackBook  # what readers said of answers
    mail: MailRoom  # incoming mail, sorted
    models: Models  # the models of this machine
    settings: SettingsBook  # what can be set
    threads: ThreadBook  # the conversations that are kept
    office: Office  # work on documents: minutes
    drafts: DraftBook  # quotes and letters
    trial: TrialBook  # that questions were asked, and how they went

    @property
    def doctor(self) -> Doctor:
        """The examination of all this."""

    @property
    def tasks(self) -> TaskBook:
        """The work on documents that was done."""

    def search(self, question: str, narrowing: Narrowing = EVERYTHING, limit: int = 10) -> Found:
        """The best passages for a question."""

    def ask(
        self,
        question: str,
        narrowing: Narrowing = EVERYTHING,
        cancel: threading.Event | None = None,
        earlier: Sequence[Earlier] = (),
        *,
        plain: bool = False,
    ) -> Iterator[AnswerEvent]:
        """What is meant after the `earlier` questions, evidence, the answer as it is written, and the whole of it.

        A question for a list of documents is answered whole from their fields, unless it is to be `plain`. Setting
        `cancel` stops it.
        """

    def ingest(
        self,
        paths: Sequence[Path],
        collection: str,
        *,
        retry: bool = False,
        forget_missing: bool = False,
        cancel: threading.Event | None = None,
    ) -> Iterator[IngestEvent]:
        """Bring the library in step with files and folders; one at a time, a second one waits its turn."""

    def repair(self) -> Iterator[RepairEvent]:
        """Check the library and its index, and mend them from stored text; progress, then what was mended."""

    def documents(self) -> list[Document]:
        """Every document, sorted by file name."""

    def located(self) -> list[Located]:
        """Every file that was looked at, sorted by path; those that failed included."""

    def collections(self) -> tuple[Collection, ...]:
        """Names of the collections, sorted."""

    def passages_of(self, document: DocumentId) -> list[Passage]:
        """A document's passages in reading order."""

    def correspondence(self, document: DocumentId) -> list[Filed]:
        """The e-mails that belong together with a document's, oldest first."""

    def forget(self, documents: Sequence[DocumentId]) -> int:
        """Remove documents from the library, never from the disk; returns how many were there."""

    def counts(self) -> Counts:
        """How much the library holds."""

    def watched(self) -> tuple[Watched, ...]:
        """The folders that are followed, sorted; the server follows them as long as it runs."""

    def watch(self, root: Path, collection: str) -> Watched:
        """Follow a folder from now on; raises NothingThere, FolderFollowed."""

    def unwatch(self, root: Path) -> bool:
        """Follow a folder no more; its documents stay. False when it was not followed."""

    def withheld(self) -> tuple[Withheld, ...]:
        """The folders whose files are gone and are kept until somebody decides, sorted."""

    def keep(self, root: str, *, kept: bool = True) -> None:
        """Change nothing in such a folder, and do not ask again unless it loses more files; or do ask again."""

    def close(self) -> None:
        """Let go of the library, or of the server."""


class LocalDesk:
    """The library in this process. Safe from several threads: whoever changes the library waits for the other."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._changing = threading.Lock()
        self.doctor = LocalDoctor(engine)
        self.choices: Choices = LocalChoices(engine)
        self.feedback: FeedbackBook = LocalFeedback(engine)
        self.mail: MailRoom = LocalMail(engine)
        self.models: Models = LocalModels(engine.home, engine)
        self.settings: SettingsBook = LocalSettings(engine.home, engine)
        self.threads: ThreadBook = LocalThreads(engine)
        self.tasks = LocalTasks(engine)
        self.office: Office = LocalOffice(engine, self.tasks)
        self.drafts: DraftBook = LocalDrafts(engine, self.tasks)
        self._trial = LocalTrial(engine)
        self.trial: TrialBook = self._trial

    def search(self, question: str, narrowing: Narrowing = EVERYTHING, limit: int = 10) -> Found:
        """See `Desk`."""
        return self._engine.search(question, self._engine.scope(narrowing), limit)

    def ask(
        self,
        question: str,
        narrowing: Narrowing = EVERYTHING,
        cancel: threading.Event | None = None,
        earlier: Sequence[Earlier] = (),
        *,
        plain: bool = False,
    ) -> Iterator[AnswerEvent]:
        """See `Desk`."""
        events = self._engine.ask(question, self._engine.scope(narrowing), cancel, earlier, plain=plain)
        return self._trial.noted(question, events)

    def ingest(
        self,
        paths: Sequence[Path],
        collection: str,
        *,
        retry: bool = False,
        forget_missing: bool = False,
        is_moving: Moving | None = None,
        cancel: threading.Event | None = None,
    ) -> Iterator[IngestEvent]:
        """See `Desk`; files of which `is_moving` says so are left for the next run."""
        with self._turn(cancel) as mine:
            if mine:
                yield from ingest(
                    self._engine,
                    paths,
                    collection,
                    retry=retry,
                    forget_missing=forget_missing,
                    is_moving=is_moving,
                    cancel=cancel,
                )

    def repair(self) -> Iterator[RepairEvent]:
        """See `Desk`."""
        with self._turn():
            yield from self._engine.repair()

    def documents(self) -> list[Document]:
        """See `Desk`."""
        library = self._engine.library
        return library.documents(whole_library(library)) if library.collections() else []

    def located(self) -> list[Located]:
        """See `Desk`."""
        return sorted(self._engine.library.located().values(), key=lambda file: file.path)

    def collections(self) -> tuple[Collection, ...]:
        """See `Desk`."""
        return self._engine.library.collections()

    def passages_of(self, document: DocumentId) -> list[Passage]:
        """See `Desk`; raises DocumentUnknown."""
        self._engine.library.document(document)
        return self._engine.library.passages_of(document)

    def correspondence(self, document: DocumentId) -> list[Filed]:
        """See `Desk`; raises DocumentUnknown."""
        library = self._engine.library
        library.document(document)
        return correspondence(library, document, whole_library(library))

    def forget(self, documents: Sequence[DocumentId]) -> int:
        """See `Desk`."""
        with self._turn():
            return forget(self._engine, documents)

    def counts(self) -> Counts:
        """See `Desk`."""
        return self._engine.library.counts()

    def watched(self) -> tuple[Watched, ...]:
        """See `Desk`."""
        return self._engine.library.watched()

    def watch(self, root: Path, collection: str) -> Watched:
        """See `Desk`."""
        return follow(self._engine, root, collection)

    def unwatch(self, root: Path) -> bool:
        """See `Desk`."""
        with self._engine.library.changing() as changes:
            return changes.folders.unwatch(str(absolute(root)))

    def withheld(self) -> tuple[Withheld, ...]:
        """See `Desk`."""
        return self._engine.library.withheld()

    def keep(self, root: str, *, kept: bool = True) -> None:
        """See `Desk`."""
        with self._engine.library.changing() as changes:
            changes.folders.keep(root, kept=kept)

    def close(self) -> None:
        """See `Desk`; whoever changes the library gets some time to end."""
        self.tasks.close()
        mine = self._changing.acquire(timeout=CLOSE_SECONDS)
        try:
            self._engine.close()
        finally:
            if mine:
                self._changing.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _turn(self, stop: threading.Event | None = None) -> Iterator[bool]:
        """Wait for whoever changes the library now; False when `stop` was set meanwhile."""
        # A plain lock: the generator that holds it may be resumed by another thread of the server.
        held = self._changing.acquire(timeout=TURN_SECONDS)
        while not held and not (stop and stop.is_set()):
            held = self._changing.acquire(timeout=TURN_SECONDS)
        try:
            yield held
        finally:
            if held:
                self._changing.release()


def open_desk(home: Home, settings: Settings) -> Desk:
    """The running server where there is one, else the library itself.

    Raises:
        LibraryBusy: another process owns the library, is no server, and does not end within two seconds.
        LibraryNewer, LibraryDamaged: the library cannot be used.
    """
    server = find_server(home)
    return RemoteDesk(server) if server else LocalDesk(Engine.open(home, settings, wait_seconds=OWNER_SECONDS))
