"""Sorting mail as the screens see it: here or behind the running server."""

from __future__ import annotations

import threading
import uuid
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, Protocol

from ingest.incoming.files import read_mails
from ingest.incoming.imap import keep_password, read_imap, server_of
from rag.errors import CategoryUnknown, LibraryEmpty, NoMail, NoServerMail, TooFewCategories
from rag.office.mail.learner import Learner
from rag.office.mail.links import links_of, shelf_of
from rag.office.mail.matter import matter_of
from rag.office.mail.record import Category, Mail, MailFetched, MailServer, MailsSorted, ServerMail, SortedMail
from rag.office.mail.sorter import examples_of, finished, in_force, told
from rag.settings import read_settings
from rag.store.access import whole_library
from rag.store.mail import KeptCategory, Lesson, kept_categories, lessons
from rag.words import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from ingest.incoming.files import Unread
    from rag.engine import Engine
    from rag.errors import Language, SouffleurError
    from rag.office.mail.record import Link
    from rag.records import Hit

MailEvent = MailFetched | SortedMail | MailsSorted
LEAST: Final = 2  # categories: sorting is a choice
SHELF_LIMIT: Final = 3  # passages that are looked at for a mail


class MailRoom(Protocol):
    """What the screens may ask of it."""

    def sort(
        self,
        paths: Sequence[Path],
        day: str,
        language: Language = "fr",
        cancel: threading.Event | None = None,
        wanted: ServerMail | None = None,
    ) -> Iterator[MailEvent]:
        """Each mail as it is sorted, oldest first, then how it went; of a server first how much has come over.

        Args:
            paths: messages, mailboxes, Maildir folders, and folders that hold such; they are never changed. None: the
                mail of the server that the settings name, of which nothing is changed either.
            day: ISO 8601: today.
            language: of the names of categories that are shipped.
            cancel: set to stop.
            wanted: of the server's mail; it says nothing of `paths`.

        Raises:
            NothingThere: a path that is not there.
            NoMail, NoServerMail: not one message in all of it.
            TooFewCategories: fewer than two are left.
            ImapOff, ImapPasswordWanted, ImapUnreachable, ImapRefused, ImapFolderMissing: of a mail server.
        """

    def server(self) -> MailServer:
        """The mail server as it is set; it is not asked."""

    def give_password(self, password: str) -> bool:
        """Keep its password, an empty one forgets it; whether the system's keyring has it. Raises ImapOff."""

    def correct(self, mail: Mail, category: str) -> None:
        """Say where a mail belongs, by a category's id or name; it is learnt from. Raises CategoryUnknown."""

    def unlearn(self, mail: str) -> bool:
        """Forget such a correction, with the words of the mail; False when there was none."""

    def categories(self, language: Language = "fr") -> tuple[Category, ...]:
        """What mail is sorted into."""

    def define(self, category: Category) -> Category:
        """Make a category, or change the one of that id; an empty id gets one. Returns it as it is kept."""

    def remove(self, category: str) -> None:
        """Sort into it no more, and forget what was learnt of it; raises CategoryUnknown."""

    def restore(self) -> None:
        """Take back every change to categories; the corrections stay."""


class LocalMail:
    """The work done in this process."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._learning = threading.Lock()
        self._learnt: tuple[object, Learner] | None = None

    def sort(
        self,
        paths: Sequence[Path],
        day: str,
        language: Language = "fr",
        cancel: threading.Event | None = None,
        wanted: ServerMail | None = None,
    ) -> Iterator[MailEvent]:
        """See `MailRoom`."""
        home, settings = self._engine.home, read_settings(self._engine.home)  # the server may be set while this runs
        if paths:
            nothing: SouffleurError = NoMail(str(paths[0]))
            read: Iterable[MailFetched | Mail | Unread] = read_mails(paths, settings.ingest, cancel)
        else:
            folder = (wanted and wanted.folder) or settings.mail.imap_folder
            nothing = NoServerMail(settings.mail.imap_host, folder)
            read = read_imap(settings.mail, home, settings.ingest, wanted, cancel)
        mails: list[Mail] = []
        failed: list[str] = []
        for one in read:
            if isinstance(one, MailFetched):
                yield one
            elif isinstance(one, Mail):
                mails.append(one)
            else:
                failed.append(one.name)
        stopped = bool(cancel and cancel.is_set())
        if not mails and not stopped:
            raise nothing
        mails.sort(key=lambda mail: (mail.date, mail.name))
        yield from self._sorted(mails, sorted(failed), day, language, cancel)

    def server(self) -> MailServer:
        """See `MailRoom`."""
        return server_of(read_settings(self._engine.home).mail, self._engine.home)

    def give_password(self, password: str) -> bool:
        """See `MailRoom`."""
        return keep_password(read_settings(self._engine.home).mail, self._engine.home, password)

    def _sorted(
        self,
        mails: Sequence[Mail],
        failed: Sequence[str],
        day: str,
        language: Language,
        cancel: threading.Event | None,
    ) -> Iterator[MailEvent]:
        categories = {one.id: one for one in self.categories(language)}
        known = {one.mail: one for one in lessons(self._engine.library.read)}
        learner = self._learner(tuple(categories.values()), tuple(known.values()))
        stopped = bool(cancel and cancel.is_set())
        tie, unsure, done = self._ties(), 0, 0
        for mail, guess in zip(mails, learner.sort([matter_of(one) for one in mails]), strict=True):
            if cancel and cancel.is_set():
                stopped = True
                break
            done += 1
            lesson = known.get(mail.id)
            sorting = told(guess, lesson if lesson and lesson.category in categories else None)
            unsure += not sorting.sure
            yield SortedMail(finished(mail, sorting, categories, tie(mail), day), done, len(mails))
        yield MailsSorted(done, unsure, tuple(failed), stopped)

    def correct(self, mail: Mail, category: str) -> None:
        """See `MailRoom`."""
        name = self._named(category).id
        moment = datetime.now(UTC).isoformat(timespec="seconds")
        with self._engine.library.changing() as changes:
            changes.mail.learn(Lesson(mail.id, name, matter_of(mail), moment))

    def unlearn(self, mail: str) -> bool:
        """See `MailRoom`."""
        with self._engine.library.changing() as changes:
            return changes.mail.unlearn(mail)

    def categories(self, language: Language = "fr") -> tuple[Category, ...]:
        """See `MailRoom`."""
        read = self._engine.library.read
        return in_force(kept_categories(read), lessons(read), language)

    def define(self, category: Category) -> Category:
        """See `MailRoom`."""
        made = KeptCategory(
            category.id or uuid.uuid4().hex[:12],
            " ".join(category.name.split()),
            " ".join(category.sentence.split()),
            category.promptness,
            tuple(one.strip() for one in category.examples if one.strip()),
        )
        with self._engine.library.changing() as changes:
            changes.mail.define(made)
        return self._named(made.id)

    def remove(self, category: str) -> None:
        """See `MailRoom`."""
        gone = self._named(category)
        kept = KeptCategory(gone.id, gone.name, gone.sentence, gone.promptness, removed=True)
        with self._engine.library.changing() as changes:
            changes.mail.unlearn_category(gone.id)
            changes.mail.define(kept)

    def restore(self) -> None:
        """See `MailRoom`."""
        with self._engine.library.changing() as changes:
            for one in kept_categories(self._engine.library.read):
                changes.mail.restore(one.id)

    def _named(self, name: str) -> Category:
        for language in ("fr", "en"):
            for one in self.categories(language):
                if name == one.id or fold(name) == fold(one.name):
                    return one
        raise CategoryUnknown(name)

    def _learner(self, categories: tuple[Category, ...], corrections: tuple[Lesson, ...]) -> Learner:
        """What was learnt last, while nothing changed that it is learnt from."""
        if len(categories) < LEAST:
            raise TooFewCategories
        examples = tuple(examples_of(categories, corrections))
        embedder = self._engine.embedder
        with self._learning:
            made_of = (embedder.fingerprint, examples)
            if self._learnt is None or self._learnt[0] != made_of:
                self._learnt = (made_of, Learner(examples, embedder.embed_passages))
            return self._learnt[1]

    def _ties(self) -> Callable[[Mail], tuple[Link, ...]]:
        """What finds the clients and documents of a mail; nothing in a library that is empty."""
        try:
            scope = whole_library(self._engine.library)
        except LibraryEmpty:
            return lambda _: ()
        shelf = shelf_of(self._engine.library, scope)

        def search(question: str) -> tuple[Hit, ...]:
            found = self._engine.search(question, scope, SHELF_LIMIT)
            return found.hits if found.relevant else ()

        return lambda mail: links_of(mail, shelf, search)
