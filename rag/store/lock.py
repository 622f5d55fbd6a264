"""One process owns a library. Chroma's files are damaged silently by a second one, so the lock comes first."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from rag.errors import LibraryBusy

if TYPE_CHECKING:
    from pathlib import Path

    from rag.settings import Home


class LibraryLock:
    """Held from construction to `release`; the operating system drops it when the process dies."""

    def __init__(self, home: Home, *, wait_seconds: float = 0.0) -> None:
        """Take the lock; raises LibraryBusy with the owner's process number."""
        self._owner = _owner_file(home)
        self._lock = FileLock(home.lock_file, mode=0o600, thread_local=False)
        try:
            self._lock.acquire(timeout=wait_seconds)
        except Timeout as trouble:
            raise LibraryBusy(home.folder, owner(home)) from trouble
        with suppress(OSError):  # a full disk: then the owner is merely not named
            self._owner.write_text(str(os.getpid()), encoding="utf-8")

    def release(self) -> None:
        """Let the next process in."""
        self._owner.unlink(missing_ok=True)
        self._lock.release()


def owner(home: Home) -> str:
    """Process number of the owner, `?` when it did not say."""
    try:
        return _owner_file(home).read_text(encoding="utf-8") or "?"
    except OSError:
        return "?"


def _owner_file(home: Home) -> Path:
    # Not in the lock file itself: whoever tries the lock truncates it.
    return home.lock_file.with_suffix(".pid")
