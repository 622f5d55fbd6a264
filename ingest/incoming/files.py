"""Mail that lies in files: messages (.eml, .msg), mailboxes (mbox), Maildir folders; each read in a process apart."""

from __future__ import annotations

import mailbox
import os
import tempfile
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ingest.incoming.letters import mails_of
from ingest.parse.trouble import Unreadable
from ingest.parse.worker import ParserPool
from ingest.scan import absolute
from rag.errors import NothingThere

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from rag.office.mail.record import Mail
    from rag.options import Ingest

SUFFIXES: Final = frozenset({".eml", ".msg", ".mbox", ".mbx"})
MOST_FILES: Final = 5_000
MAILDIR: Final = ("cur", "new", "tmp")  # https://cr.yp.to/proto/maildir.html
MARK: Final = ":"  # in a Maildir's file names, before their flags


@dataclass(frozen=True, slots=True)
class Unread:
    """A file of which no mail could be made."""

    name: str
    reason: str  # a code of `ingest.reasons`


def read_mails(
    paths: Sequence[Path], options: Ingest, cancel: threading.Event | None = None
) -> Iterator[Mail | Unread]:
    """The mails of files and folders, in any order; the files themselves are never changed.

    Args:
        paths: messages, mailboxes, Maildir folders, and folders that hold such.
        options: limits of reading; words in pictures are not looked for.
        cancel: set to stop.

    Raises:
        NothingThere: a path that is not there.
    """
    for path in paths:
        if not path.expanduser().exists():
            raise NothingThere(path)
    with tempfile.TemporaryDirectory(prefix="souffleur-incoming-") as scratch:
        names: dict[Path, str] = {}
        wanted = islice(_files([absolute(path) for path in paths], Path(scratch), names), MOST_FILES)
        yield from read_files(wanted, names, options, cancel)


def read_files(
    files: Iterable[Path], names: Mapping[Path, str], options: Ingest, cancel: threading.Event | None = None
) -> Iterator[Mail | Unread]:
    """As `read_mails`, of files alone; `names` says how those are called that lie there only for reading."""
    seen: set[str] = set()
    with ParserPool(options.model_copy(update={"ocr": False})) as pool:
        for path, found, _ in pool.parse(files):
            if cancel and cancel.is_set():
                return
            name = names.get(path, path.name)
            mails = [] if isinstance(found, Unreadable) else mails_of(found, name)
            if not mails:
                yield Unread(name, found.code if isinstance(found, Unreadable) else "unsupported")
            for mail in mails:
                if mail.id not in seen:  # the same message in two files
                    seen.add(mail.id)
                    yield mail


def _files(paths: Iterable[Path], scratch: Path, names: dict[Path, str]) -> Iterator[Path]:
    for path in paths:
        if _is_maildir(path):
            yield from _of_maildir(path, scratch, names)
        elif path.is_dir():
            for folder, inner, files in os.walk(path):
                inner.sort()
                here = Path(folder)
                maildirs = [one for one in inner if _is_maildir(here / one)]
                inner[:] = [one for one in inner if one not in maildirs]
                for one in maildirs:
                    yield from _of_maildir(here / one, scratch, names)
                yield from (here / file for file in sorted(files) if Path(file).suffix.lower() in SUFFIXES)
        else:
            yield path


def _is_maildir(path: Path) -> bool:
    return all((path / one).is_dir() for one in MAILDIR)


def _of_maildir(path: Path, scratch: Path, names: dict[Path, str]) -> Iterator[Path]:
    """Its messages as files whose names say what they are, as those of a Maildir do not."""
    box = mailbox.Maildir(path, create=False)
    for key in sorted(box.iterkeys()):
        file = scratch / f"{len(names)}.eml"
        try:
            file.write_bytes(box.get_bytes(key))
        except (KeyError, OSError):  # delivered mail is moved by its own program meanwhile
            continue
        names[file] = f"{path.name}/{key.partition(MARK)[0]}"
        yield file
