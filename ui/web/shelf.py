"""What the library knows of its files and folders, as the page Documents says it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Final

from ingest.legibility import badly_read
from ingest.reasons import REASONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ingest.reasons import Reason
    from rag.records import Document, Located, Watched, Withheld
    from rag.store.register import Entry, Tree

UNKNOWN_REASON: Final = "crashed"


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder that was read into one collection."""

    root: str
    collection: str
    files: int
    failed: int
    followed: bool = False
    looked_at: str = ""  # ISO 8601, UTC; empty when it is not followed
    withheld: int = 0  # files that are gone and kept
    badly: int = 0  # files that were read with something to remark


def reason(code: str) -> Reason:
    """Why a file could not be read; a code that this version does not know is told as a crash."""
    return REASONS.get(code) or REASONS[UNKNOWN_REASON]


def name(entry: Entry) -> str:
    """The file's name."""
    return PurePath(entry.file.path).name


def remarks(entry: Entry) -> list[Reason]:
    """Why it was not read, or all that was read badly."""
    if entry.file.failure:
        return [reason(entry.file.failure)]
    notes = entry.document.notes if entry.document else ()
    return [REASONS[note] for note in notes if note in REASONS]


def doubtful_pages(entry: Entry) -> tuple[int, ...]:
    """Pages whose words are doubtful."""
    return badly_read(entry.document.scanned) if entry.document else ()


def dated(entry: Entry) -> date | None:
    """The date that the document gives itself."""
    try:
        return date.fromisoformat(entry.document.date[:10]) if entry.document else None
    except ValueError:
        return None


def changed(entry: Entry) -> datetime:
    """When the file was last changed, UTC."""
    return datetime.fromtimestamp(entry.file.mtime_ns / 1e9, tz=UTC)


def folders(trees: Iterable[Tree], watched: Iterable[Watched] = (), withheld: Iterable[Withheld] = ()) -> list[Folder]:
    """The folders read so far or followed, in alphabetical order."""
    read = {(tree.root, str(tree.collection)): tree for tree in trees}
    follow = {(one.root, str(one.collection)): one for one in watched}
    gone = {(one.root, str(one.collection)): one.files for one in withheld}
    found = []
    for key in sorted(read.keys() | follow.keys()):
        tree, followed = read.get(key), follow.get(key)
        found.append(
            Folder(
                *key,
                files=tree.files if tree else 0,
                failed=tree.failed if tree else 0,
                followed=followed is not None,
                looked_at=followed.looked_at if followed else "",
                withheld=gone.get(key, 0),
                badly=tree.badly if tree else 0,
            )
        )
    return found


def to_retry(unread: Iterable[Located]) -> dict[str, list[Path]]:
    """Of the files that failed those that still exist, by collection."""
    again: dict[str, list[Path]] = {}
    for file in unread:
        if Path(file.path).exists():
            again.setdefault(str(file.collection), []).append(Path(file.path))
    return again


def documents_of(entries: Sequence[Entry]) -> list[Document]:
    """The documents of some files, each once."""
    return list({entry.document.id: entry.document for entry in entries if entry.document}.values())
