"""Keeping what was dropped on the page: under a safe name, whole or not at all, and never over another file."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
import tempfile
import unicodedata
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from ingest.scan import is_ignored
from rag.errors import DiskFull

if TYPE_CHECKING:
    from rag.records import Collection

NAME_BYTES: Final = 180  # of the 255 that file systems take: room for " (12)" and for the temporary name
SPARE_MB: Final = 200  # left free on the disk: the library needs room for what it reads
_FORBIDDEN: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_RESERVED: Final = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")  # names that Windows keeps for devices
_INVISIBLE: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})  # control, direction and private characters
NAMELESS: Final = "document"
DEEPEST: Final = 8  # folders in one another: with names of 180 bytes below what every system takes


def safe_name(given: str) -> str:
    """A file name that is nothing but a name, from whatever a browser sent. Pure; accents and spaces stay."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", given))[-1]
    seen = "".join(character for character in last if unicodedata.category(character) not in _INVISIBLE)
    clean = _FORBIDDEN.sub("_", seen).strip(" .").lstrip("~$. ")
    if not clean:
        return NAMELESS
    if _RESERVED.match(clean):
        clean = f"_{clean}"
    path = PurePosixPath(clean)
    suffix = path.suffix if len(path.suffix.encode()) < 20 else ""  # noqa: PLR2004 - no format's name is that long
    return f"{_shortened(clean.removesuffix(suffix), NAME_BYTES - len(suffix.encode()))}{suffix}"


def safe_path(given: str) -> PurePosixPath:
    """Name and folders of a file as a browser sends those of a whole folder: `Clients/Dupont/devis.pdf`. Pure.

    Nothing leads out of the folder that it is put in, and only the nearest folders are kept of a very deep one.
    """
    *folders, name = _parts(given) or [NAMELESS]
    return PurePosixPath(*(safe_name(folder) for folder in folders[-DEEPEST:]), safe_name(name))


def is_wanted(given: str) -> bool:
    """Whether a dropped file may be a document: no temporary file, and nothing of a hidden folder. Pure."""
    return not any(is_ignored(part) for part in _parts(given))


def _parts(given: str) -> list[str]:
    return [part for part in re.split(r"[/\\]", given) if part not in {"", ".", ".."}]


def folder_for(inbox: Path, collection: Collection | str) -> Path:
    """Where the files of one collection go; two collections never share a folder. Pure."""
    name = safe_name(str(collection))
    if name != collection:
        name = f"{name}-{hashlib.sha256(str(collection).encode()).hexdigest()[:8]}"
    return inbox / name


def keep(folder: Path, given_name: str, content: bytes) -> Path:
    """Store one file, with the folders of its name; the same content under the same name is stored once.

    Another content under that name gets a number.

    Raises:
        DiskFull: there is no room; nothing is left behind.
    """
    named = safe_path(given_name)
    folder = folder / named.parent
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    free = shutil.disk_usage(folder).free
    if free < len(content) + SPARE_MB * 1_000_000:
        raise DiskFull(folder, free // 1_000_000)
    try:
        return _placed(folder, named.name, content)
    except OSError as trouble:
        if trouble.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise DiskFull(folder, 0) from trouble
        raise


def _placed(folder: Path, name: str, content: bytes) -> Path:
    # A leading dot: a reading that runs meanwhile does not take it for a document.
    descriptor, fresh = tempfile.mkstemp(prefix=".", suffix=".part", dir=folder)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        number = 1
        while True:
            wanted = folder / (name if number == 1 else _numbered(name, number))
            if wanted.is_file() and wanted.read_bytes() == content:
                return wanted
            if _taken_by(Path(fresh), wanted):
                return wanted
            number += 1
    finally:
        Path(fresh).unlink(missing_ok=True)


def _taken_by(fresh: Path, wanted: Path) -> bool:
    """Give the file its name unless somebody else has it."""
    try:
        os.close(os.open(wanted, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        return False
    fresh.replace(wanted)
    return True


def _numbered(name: str, number: int) -> str:
    path = PurePosixPath(name)
    return f"{path.stem} ({number}){path.suffix}"


def _shortened(text: str, most: int) -> str:
    return text.encode()[:most].decode(errors="ignore").rstrip(" .") or NAMELESS
