"""What lies on the disk of a file that has not come whole yet: its beginning, and notes of which file it is."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterator
    from pathlib import Path

PART: Final = ".part"
BLOCK: Final = 1 << 20  # bytes that are read from a disk at once


@dataclass(frozen=True, slots=True)
class Notes:
    """What lies beside the part of a file, so that only the same file is continued."""

    etag: str = ""  # of the server that holds it
    mark: str = ""  # of the hub
    total: int = 0


def size_of(part: Path) -> int:
    """Bytes that have come."""
    return part.stat().st_size if part.is_file() else 0


def note(part: Path, notes: Notes) -> None:
    """Write down which file the part belongs to, before its first byte."""
    part.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _notes_file(part).write_text(json.dumps(asdict(notes)), encoding="utf-8")


def read_notes(part: Path) -> Notes:
    """What was written down; nothing when that cannot be read."""
    try:
        return Notes(**json.loads(_notes_file(part).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return Notes()


def mark_of(part: Path) -> str:
    """What the hub said of the file whose part this is: SHA-256, or the name of its git object; empty for nothing."""
    return read_notes(part).mark


def forget_notes(part: Path) -> None:
    """A part that is whole needs its notes no more."""
    _notes_file(part).unlink(missing_ok=True)


def drop(part: Path) -> None:
    """Begin anew."""
    part.unlink(missing_ok=True)
    forget_notes(part)


def hashed(path: Path, mark: str, cancel: threading.Event) -> Iterator[int | str]:
    """Bytes read so far, and last the hash of the kind that `mark` is: SHA-256, or the name of a git object."""
    size, done = path.stat().st_size, 0
    git = len(mark) == hashlib.sha1().digest_size * 2  # noqa: S324 - git's own names; the catalogue's are SHA-256
    digest = hashlib.sha1(b"blob %d\0" % size) if git else hashlib.sha256()  # noqa: S324
    with path.open("rb") as file:
        while (block := file.read(BLOCK)) and not cancel.is_set():
            digest.update(block)
            done += len(block)
            yield done
    yield digest.hexdigest()


def _notes_file(part: Path) -> Path:
    return part.with_name(f"{part.name}.json")
