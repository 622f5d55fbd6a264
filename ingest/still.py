"""When a file may be read: once it kept its size and time for a while, for nobody says that a file is finished."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

SETTLE_SECONDS: Final = 2.0  # guess: long enough for an office suite to finish writing a file
GONE_SECONDS: Final = 8.0  # guess: long enough for another followed folder to find out that the file was moved there
BURST_SECONDS: Final = 10.0  # finished files are not kept waiting longer by those that follow them
LONGEST_SECONDS: Final = 600.0  # a file that never rests is read as it is

Shape = tuple[int, int] | None  # size in bytes and mtime in ns; None when nothing lies there


@dataclass(frozen=True, slots=True)
class _Change:
    shape: Shape
    first: float  # when it was first noted
    since: float  # when it was last seen to be another one


class Stillness:
    """The paths that changed lately. Noted by one thread, asked by another."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, now: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._now = now
        self._changes: dict[str, _Change] = {}
        self._restless: set[str] = set()  # to be read although they were never still
        self._taken: set[str] = set()  # were still when the last run was asked for
        self._guard = threading.Lock()

    def note(self, path: str) -> None:
        """Something happened there."""
        with self._guard:
            moment = self._clock()
            known = self._changes.get(path)
            self._changes[path] = _Change(_shape(path), known.first if known else moment, moment)

    def ready(self) -> bool:
        """Look at every noted path again; whether it is time for a run."""
        with self._guard:
            moment = self._clock()
            for path, change in self._changes.items():
                if (shape := _shape(path)) != change.shape:
                    self._changes[path] = replace(change, shape=shape, since=moment)
            still = [one for one in self._changes.values() if self._is_still(one)]
            waited = max((moment - one.first for one in still), default=0.0)
            # What is there does not wait for what is gone: a moved file is both.
            here = [one for one in self._changes.values() if one.shape] or list(self._changes.values())
            return bool(still) and (all(map(self._is_still, here)) or waited > BURST_SECONDS)

    def take(self) -> None:
        """A run is about to be asked for: it reads the files that are still, so that they need not be noted longer."""
        with self._guard:
            still = {path: one for path, one in self._changes.items() if self._is_still(one)}
            self._restless |= {path for path, one in still.items() if self._clock() - one.since < SETTLE_SECONDS}
            self._taken = still.keys() - self._restless
            self._changes = {path: one for path, one in self._changes.items() if path not in still}

    def is_moving(self, path: str, mtime_ns: int | None) -> bool:
        """Whether a path is to be left for the next run; what is fresh or gone and was not noted yet is noted now.

        Args:
            path: a new or changed file, or one that is gone.
            mtime_ns: its time; None when nothing lies there any more.
        """
        with self._guard:
            if path in self._restless:
                self._restless.discard(path)
                return False
            if path in self._changes:
                return not self._is_still(self._changes[path])
            if path in self._taken:
                self._taken.discard(path)
                return False
            if mtime_ns is not None and not 0 <= self._now() - mtime_ns / 1e9 < SETTLE_SECONDS:
                return False
            moment = self._clock()
            self._changes[path] = _Change(_shape(path), moment, moment)
            return True

    def _is_still(self, change: _Change) -> bool:
        moment = self._clock()
        needed = SETTLE_SECONDS if change.shape else GONE_SECONDS
        return moment - change.since >= needed or moment - change.first >= LONGEST_SECONDS


def _shape(path: str) -> Shape:
    try:
        found = Path(path).lstat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns
