"""What has to be done, decided from values alone: the disk as it is, the library as it was.

A file whose size and time did not change is not even hashed. A file whose content lies in the library already is
never read again: it was moved, copied, or only touched.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rag.records import DocumentId

if TYPE_CHECKING:
    from collections.abc import Collection as AnyOf
    from collections.abc import Mapping

    from ingest.scan import Seen
    from rag.records import Collection, Located

READER_VERSION: Final = 1  # a change reads every file again at its next ingestion


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do, file by file; the lists hold absolute paths and share none."""

    read: tuple[str, ...]
    copies: Mapping[str, str]  # file → file with the same content, which is read or stored already
    moves: Mapping[str, str]  # new path → old path
    touched: tuple[str, ...]  # same content, other time
    unchanged: tuple[str, ...]
    forget: tuple[str, ...]


def document_id(collection: Collection, sha256: str) -> DocumentId:
    """The name of a content in a collection: 32 hexadecimal digits."""
    return DocumentId(hashlib.sha256(f"{READER_VERSION}\0{collection}\0{sha256}".encode()).hexdigest()[:32])


def is_settled(seen: Seen, known: Located | None, collection: Collection, *, retry: bool) -> bool:
    """Whether the library's row still describes the file, so that it need not be opened."""
    if known is None or (seen.size, seen.mtime_ns, collection) != (known.size, known.mtime_ns, known.collection):
        return False
    if known.failure:
        return not retry
    return known.document == document_id(collection, known.sha256)


def plan_changes(
    seen: Mapping[str, Seen],
    hashes: Mapping[str, str],
    known: Mapping[str, Located],
    stored: AnyOf[DocumentId],
    collection: Collection,
    *,
    retry: bool = False,
) -> Plan:
    """Compare the disk with the library.

    Args:
        seen: the files on the disk.
        hashes: SHA-256 of those that are not settled; a file that cannot be opened has none and is read (and fails).
        known: the library's rows of these files and of the folders that were looked at.
        stored: ids of the documents in the library.
        collection: where the files go.
        retry: look again at files that failed.
    """
    gone = {path: row for path, row in known.items() if path not in seen}
    left_behind = {  # content → a place that does not hold it any more
        row.document: path
        for path, row in sorted(known.items(), reverse=True)
        if row.document and (path in gone or document_id(collection, hashes.get(path, row.sha256)) != row.document)
    }
    read: dict[str, str] = {}  # content → file that is read for it
    plan_read, copies, moves = [], {}, {}
    touched, unchanged = [], []
    for path, one in seen.items():
        row = known.get(path)
        if is_settled(one, row, collection, retry=retry):
            unchanged.append(path)
            continue
        sha256 = hashes.get(path, "")
        document = document_id(collection, sha256)
        if row and not row.failure and row.document == document:
            touched.append(path)
        elif sha256 and document in stored and document in left_behind:
            moves[path] = left_behind.pop(document)
            gone.pop(moves[path], None)
        elif sha256 and document in stored:
            copies[path] = path
        elif sha256 and sha256 in read:
            copies[path] = read[sha256]
        else:
            read[sha256 or path] = path
            plan_read.append(path)
    return Plan(tuple(plan_read), copies, moves, tuple(touched), tuple(unchanged), tuple(sorted(gone)))
