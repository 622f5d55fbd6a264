"""What the index's files looked like when they were last closed in good order.

Chroma keeps no checksums: a flipped bit gives wrong answers without an error. So their hashes are written down at a
clean close and compared at the next opening; while the index is open there is no seal, which is how a crash is known.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Print:
    """One file; `mtime_ns` only saves hashing an untouched file again at the close."""

    size: int
    mtime_ns: int
    sha256: str

    def same(self, other: Print | None) -> bool:
        """Whether the content is the same."""
        return other is not None and (self.size, self.sha256) == (other.size, other.sha256)


Prints = dict[str, Print]  # by path inside the folder


def take_prints(folder: Path, known: Mapping[str, Print] | None = None) -> Prints:
    """Hash every file below a folder; one that looks as in `known` is not read again. Raises OSError."""
    prints = {}
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            name, found = file.relative_to(folder).as_posix(), file.stat()
            before = known.get(name) if known else None
            if before and (before.size, before.mtime_ns) == (found.st_size, found.st_mtime_ns):
                prints[name] = before
            else:
                with file.open("rb") as content:
                    digest = hashlib.file_digest(content, "sha256").hexdigest()
                prints[name] = Print(found.st_size, found.st_mtime_ns, digest)
    return prints


def check_seal(folder: Path) -> Prints | None:
    """The prints of a folder that is as it was sealed; None when it has no seal or has changed since."""
    try:
        written = json.loads(_seal_file(folder).read_text(encoding="utf-8"))
        sealed = {str(name): Print(*values) for name, values in written.items()}
        found = take_prints(folder)
    except (OSError, ValueError, TypeError, AttributeError):
        return None
    intact = found.keys() == sealed.keys() and all(one.same(sealed[name]) for name, one in found.items())
    return found if intact else None


def has_seal(folder: Path) -> bool:
    """Whether the folder was closed in good order, whatever became of it since."""
    return _seal_file(folder).is_file()


def break_seal(folder: Path) -> None:
    """From here on the files may change; a crash leaves no seal."""
    _seal_file(folder).unlink(missing_ok=True)


def seal(folder: Path, known: Mapping[str, Print] | None = None) -> None:
    """Write the seal of a closed folder; where it cannot be written, the next opening merely looks more closely."""
    fresh = _seal_file(folder).with_suffix(".new")
    with suppress(OSError):
        prints = take_prints(folder, known)
        written = {name: [one.size, one.mtime_ns, one.sha256] for name, one in prints.items()}
        with fresh.open("w", encoding="utf-8") as file:
            json.dump(written, file)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(_seal_file(folder))


def _seal_file(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.seal")
