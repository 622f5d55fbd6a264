"""What the library knows of every file, as rows, folders and groups of failures. Pure."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Final

from ingest.legibility import badly_read
from ingest.reasons import REASONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ingest.reasons import Reason
    from rag.records import Document, DocumentId, Located, Watched, Withheld

UNKNOWN_REASON: Final = "crashed"


@dataclass(frozen=True, slots=True)
class Row:
    """One file of the table."""

    file: Located
    document: Document | None  # None when it could not be read

    @property
    def name(self) -> str:
        """The file's name."""
        return PurePath(self.file.path).name

    @property
    def remark(self) -> Reason | None:
        """Why it was not read, or what of it was read badly."""
        if self.file.failure:
            return reason(self.file.failure)
        notes = self.document.notes if self.document else ()
        return REASONS.get(notes[0]) if notes else None

    @property
    def badly_read(self) -> tuple[int, ...]:
        """Pages whose words are doubtful."""
        return badly_read(self.document.scanned) if self.document else ()

    @property
    def dated(self) -> date | None:
        """The date that the document gives itself."""
        try:
            return date.fromisoformat(self.document.date[:10]) if self.document else None
        except ValueError:
            return None

    @property
    def changed(self) -> datetime:
        """When the file was last changed, UTC."""
        return datetime.fromtimestamp(self.file.mtime_ns / 1e9, tz=UTC)


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


def reason(code: str) -> Reason:
    """Why a file could not be read; a code that this version does not know is told as a crash."""
    return REASONS.get(code) or REASONS[UNKNOWN_REASON]


def rows(located: Iterable[Located], documents: Iterable[Document]) -> list[Row]:
    """Every file, those that failed first, then by name."""
    known: Mapping[DocumentId, Document] = {document.id: document for document in documents}
    found = [Row(file, known.get(file.document) if file.document else None) for file in located]
    return sorted(found, key=lambda row: (not row.file.failure, _folded(row.name), row.file.path))


def folders(
    located: Iterable[Located], watched: Iterable[Watched] = (), withheld: Iterable[Withheld] = ()
) -> list[Folder]:
    """The folders read so far or followed, in alphabetical order."""
    files: Counter[tuple[str, str]] = Counter()
    failed: Counter[tuple[str, str]] = Counter()
    for file in located:
        key = (file.root or str(PurePath(file.path).parent), str(file.collection))
        files[key] += 1
        failed[key] += bool(file.failure)
    follow = {(one.root, str(one.collection)): one for one in watched}
    gone = {(one.root, str(one.collection)): one.files for one in withheld}
    return [
        Folder(
            root,
            name,
            files[root, name],
            failed[root, name],
            followed=(root, name) in follow,
            looked_at=follow[root, name].looked_at if (root, name) in follow else "",
            withheld=gone.get((root, name), 0),
        )
        for root, name in sorted(files.keys() | follow.keys())
    ]


def chosen(
    found: Iterable[Row], words: str, *, failed: bool | None, collection: str = "", remark: str = ""
) -> list[Row]:
    """The rows to show.

    Args:
        found: all of them.
        words: each must stand in the path, whatever its case and accents.
        failed: True for those that could not be read, False for the others, None for all.
        collection: only these; empty for all.
        remark: code of the reason why they were not read, or were read badly; empty for all.
    """
    wanted = _folded(words).split()
    return [
        row
        for row in found
        if (failed is None or bool(row.file.failure) is failed)
        and (not collection or row.file.collection == collection)
        and (not remark or (row.remark is not None and row.remark.code == remark))
        and all(word in _folded(row.file.path) for word in wanted)
    ]


def failures(found: Iterable[Row]) -> list[tuple[Reason, list[Row]]]:
    """Files that could not be read, by reason, the most frequent first."""
    groups: dict[str, list[Row]] = {}
    for row in found:
        if row.file.failure:
            groups.setdefault(reason(row.file.failure).code, []).append(row)
    return [(reason(code), group) for code, group in sorted(groups.items(), key=lambda item: -len(item[1]))]


def remarks(found: Iterable[Row]) -> list[Reason]:
    """Every reason and remark that occurs, the most frequent first."""
    counted = Counter(row.remark.code for row in found if row.remark)
    return [REASONS[code] for code, _ in counted.most_common()]


def to_retry(found: Iterable[Row]) -> dict[str, list[Path]]:
    """The files that failed and still exist, by collection."""
    again: dict[str, list[Path]] = {}
    for row in found:
        if row.file.failure and Path(row.file.path).exists():
            again.setdefault(str(row.file.collection), []).append(Path(row.file.path))
    return again


def documents_of(found: Sequence[Row]) -> list[Document]:
    """The documents of some rows, each once."""
    return list({row.document.id: row.document for row in found if row.document}.values())


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.casefold())
    return "".join(character for character in plain if not unicodedata.combining(character))
