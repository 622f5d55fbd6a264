"""Following one folder: a thread that says when it wants to be looked at.

It asks for a whole look, never for single files: only a whole look tells a moved file from a new one. What changes
during a run is noted meanwhile and asked for after it; a look now and then catches what the system did not tell.
"""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Final

from ingest.mounts import is_silent
from ingest.scan import is_ignored
from ingest.still import Stillness
from rag import journal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from watchfiles import Change

    from rag.options import Watch
    from rag.records import Watched

TICK_MS: Final = 250  # how often a folder without news is thought of
STEP_MS: Final = 50  # news that come this close together are one
ABSENT_SECONDS: Final = 2.0  # how often it is looked whether a missing folder is back
END_SECONDS: Final = 5.0  # a share that hangs must not keep the program from ending

Place = tuple[int, int]  # device and number of a folder: another one when a disk was mounted over it


class Follower:
    """Follows one folder from `start` to `close`."""

    def __init__(self, folder: Watched, options: Watch, ask: Callable[[Follower], None]) -> None:
        """`ask` is called in the follower's thread whenever the folder wants to be looked at; it returns at once."""
        self.folder = folder
        self._options = options
        self._ask = ask
        self._still = Stillness()
        self._stop = threading.Event()
        self._asked = 0.0  # when it last did, on the monotonic clock
        self._thread = threading.Thread(target=self._follow, name="souffleur-watch", daemon=True)

    def start(self) -> None:
        """Begin, with a look at everything."""
        self._thread.start()

    def close(self) -> None:
        """Stop following."""
        self._stop.set()
        self._thread.join(END_SECONDS)

    def is_moving(self, path: str, mtime_ns: int | None) -> bool:
        """Whether a file is still being written, or went away only now; see `Stillness.is_moving`."""
        return self._still.is_moving(path, mtime_ns)

    def _follow(self) -> None:
        told = False
        while not self._stop.is_set():
            place = _place(self.folder.root)
            if place is None:
                if not told:
                    told = True
                    journal.note("watched_folder_missing")
                    self._want()  # the run says what is missing, and keeps it
                self._stop.wait(ABSENT_SECONDS)
                continue
            told = False
            self._listen(place)

    def _listen(self, place: Place) -> None:
        """Until the folder is another one, or the end."""
        begun = False
        for changes in self._news():
            for _, path in changes:
                self._still.note(path)
            late = time.monotonic() - self._asked > self._options.full_look_minutes * 60
            if self._still.ready() or late or not begun:
                self._want()
            begun = True  # asked for after the listening began, so that nothing falls between
            if self._stop.is_set() or _place(self.folder.root) != place:
                return

    def _want(self) -> None:
        self._asked = time.monotonic()
        self._still.take()
        self._ask(self)

    def _news(self) -> Iterator[set[tuple[Change, str]]]:
        """Changes as they happen, an empty set every `TICK_MS`."""
        choice = self._options.polling
        why = "asked for" if choice == "always" else ""
        if choice == "auto" and is_silent(self.folder.root):
            why = "network"
        over_closed = bool(why)
        while True:
            try:
                yield from self._watched(why, over_closed=over_closed)
            except (OSError, RuntimeError) as trouble:  # gone meanwhile, or the system follows no further folder
                journal.note("watching_failed", error=type(trouble).__name__)
                closed = isinstance(trouble, PermissionError) and not over_closed
                refused = not (closed or why) and choice == "auto" and Path(self.folder.root).is_dir()
                if not (closed or refused):
                    break
                why, over_closed = "refused" if refused else why, True
            else:
                return
        self._stop.wait(ABSENT_SECONDS)

    def _watched(self, why_polled: str, *, over_closed: bool) -> Iterator[set[tuple[Change, str]]]:
        """Listen, or poll for the reason; `over_closed` leaves out what may not be opened.

        Not from the beginning: it hides, too, that the system has no watches left, and folders would stay unheard.
        """
        import watchfiles

        if why_polled:
            journal.note("folder_polled", why=why_polled, seconds=self._options.poll_seconds)
        return watchfiles.watch(
            self.folder.root,
            watch_filter=self._is_of_interest,
            debounce=TICK_MS,
            step=STEP_MS,
            stop_event=self._stop,
            rust_timeout=TICK_MS,
            yield_on_timeout=True,
            raise_interrupt=False,
            force_polling=bool(why_polled),
            poll_delay_ms=self._options.poll_seconds * 1000,
            ignore_permission_denied=over_closed,
        )

    def _is_of_interest(self, _change: Change, path: str) -> bool:
        inside = PurePath(path)
        if inside.is_relative_to(self.folder.root):
            inside = inside.relative_to(self.folder.root)
        return not any(is_ignored(part) for part in inside.parts)


def _place(root: str) -> Place | None:
    """None when there is no such folder."""
    try:
        found = os.stat(root)  # noqa: PTH116 - a share that went away raises more than Path expects
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if Path(root).is_dir() else None
