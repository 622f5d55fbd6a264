"""What lies on the disk: files below the named folders, with size and time. Nothing is opened but to hash.

Links are seen and not followed: a link could lead out of the folder, or in circles. Their parser refuses them, so that
the user is told.
"""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rag.errors import NothingThere

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Locks and half-written files of office suites, browsers and systems.
IGNORED_PREFIXES: Final = ("~$", ".")
IGNORED_SUFFIXES: Final = (".tmp", ".part", ".crdownload", ".partial", ".lock")
IGNORED_NAMES: Final = frozenset({"thumbs.db", "desktop.ini"})
HASH_BLOCK: Final = 1 << 20  # bytes


@dataclass(frozen=True, slots=True)
class Seen:
    """One file as it lies on the disk now."""

    path: str  # absolute
    root: str  # the folder that was named, or the file's own folder when the file was named
    size: int  # bytes
    mtime_ns: int


def scan(paths: Iterable[Path]) -> dict[str, Seen]:
    """Every file at or below the paths, by absolute path.

    Raises:
        NothingThere: a path does not exist; nothing is concluded from its absence.
    """
    seen: dict[str, Seen] = {}
    for path in paths:
        absolute = Path(os.path.abspath(path.expanduser()))  # noqa: PTH100 - resolve() would follow links
        if not absolute.exists():
            raise NothingThere(path)
        found = _walk(absolute) if absolute.is_dir() else _one(absolute, str(absolute.parent))
        seen.update({one.path: one for one in found})
    return seen


def is_ignored(name: str) -> bool:
    """Whether a file or folder of this name is never a document."""
    lower = name.casefold()
    return lower.startswith(IGNORED_PREFIXES) or lower.endswith(IGNORED_SUFFIXES) or lower in IGNORED_NAMES


def hash_file(path: str) -> str:
    """SHA-256 of a regular file's content, in hexadecimal; raises OSError."""
    digest = hashlib.sha256()
    # NONBLOCK: a named pipe that took the file's place since the scan must not hang the run.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(descriptor, "rb") as file:
        while block := file.read(HASH_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _walk(root: Path) -> Iterator[Seen]:
    for folder, names, files in os.walk(root):
        names[:] = sorted(name for name in names if not is_ignored(name))
        links = [name for name in names if Path(folder, name).is_symlink()]
        for name in sorted((*files, *links)):
            if not is_ignored(name):
                yield from _one(Path(folder, name), str(root))


def _one(path: Path, root: str) -> Iterator[Seen]:
    try:
        found = path.lstat()
    except OSError:
        return  # gone since the folder was read
    if stat.S_ISREG(found.st_mode) or stat.S_ISLNK(found.st_mode):  # a link is not followed, but told
        yield Seen(_printable(str(path)), _printable(root), found.st_size, found.st_mtime_ns)


def _printable(path: str) -> str:
    """The path as text that can be stored; bytes of an old system that are no text become an unknown sign."""
    return os.fsencode(path).decode("utf-8", "replace")
