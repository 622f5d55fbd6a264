"""What lies on the disk: files below the named folders, with size and time. Nothing is opened but to hash.

Links are seen and not followed: a link could lead out of the folder, or in circles. Their parser refuses them, so that
the user is told.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

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


@dataclass(frozen=True, slots=True)
class Disk:
    """What was found, and where nothing could be found out."""

    files: Mapping[str, Seen]  # by absolute path
    missing: tuple[str, ...]  # named, and not there
    hidden: tuple[str, ...]  # files and folders below the named ones that are there and cannot be looked at


def scan(paths: Iterable[Path]) -> Disk:
    """Every file at or below the paths; nothing is concluded from what is missing."""
    seen: dict[str, Seen] = {}
    missing: list[str] = []
    hidden: list[str] = []
    for path in map(absolute, paths):
        if not is_there(path):
            missing.append(str(path))
            continue
        found = _walk(path, hidden) if path.is_dir() else _one(path, str(path.parent), hidden)
        seen.update({one.path: one for one in found})
    return Disk(seen, tuple(missing), tuple(hidden))


def absolute(path: Path) -> Path:
    """The path from the top of the disk, links not followed."""
    return Path(os.path.abspath(path.expanduser()))  # noqa: PTH100 - resolve() would follow links


def is_ignored(name: str) -> bool:
    """Whether a file or folder of this name is never a document."""
    lower = name.casefold()
    return lower.startswith(IGNORED_PREFIXES) or lower.endswith(IGNORED_SUFFIXES) or lower in IGNORED_NAMES


def hash_file(path: str) -> str:
    """SHA-256 of a regular file's content, in hexadecimal; raises OSError."""
    digest = hashlib.sha256()
    # A pipe or a device that took the file's place since the scan must not hang the run.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "no regular file", path)
        while block := file.read(HASH_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def is_there(path: Path) -> bool:
    """Whether something lies there that can be looked at."""
    try:
        path.stat()
    except OSError:  # a share that went away says so in many ways
        return False
    return True


def _walk(root: Path, hidden: list[str]) -> Iterator[Seen]:
    def note(trouble: OSError) -> None:
        if trouble.errno != errno.ENOENT:
            hidden.append(str(trouble.filename))

    for folder, names, files in os.walk(root, onerror=note):
        names[:] = sorted(name for name in names if not is_ignored(name))
        links = [name for name in names if Path(folder, name).is_symlink()]
        for name in sorted((*files, *links)):
            if not is_ignored(name):
                yield from _one(Path(folder, name), str(root), hidden)


def _one(path: Path, root: str, hidden: list[str]) -> Iterator[Seen]:
    try:
        found = path.lstat()
    except FileNotFoundError:
        return  # gone since the folder was read
    except OSError:
        hidden.append(str(path))
        return
    if stat.S_ISREG(found.st_mode) or stat.S_ISLNK(found.st_mode):  # a link is not followed, but told
        yield Seen(_printable(str(path)), _printable(root), found.st_size, found.st_mtime_ns)


def _printable(path: str) -> str:
    """The path as text that can be stored; bytes of an old system that are no text become an unknown sign."""
    return os.fsencode(path).decode("utf-8", "replace")
