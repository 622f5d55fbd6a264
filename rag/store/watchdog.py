"""Ends this process when a call into Chroma does not come back.

Chroma keeps Python's own lock while it waits, and it waits for ever when another program has locked its file: no
thread of ours runs then, no question is answered and Ctrl-C is not heard. The one clock that still runs is that of
`faulthandler`, which is written in C. When the process ends, the lock on the library is let go; what was reported as
stored is stored, and the next start finishes the rest. A `Witness` outlives the process and says why it ended.
"""

from __future__ import annotations

import faulthandler
import os
import subprocess
import threading
import time
from contextlib import contextmanager, suppress
from itertools import count
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import TextIO

# Waits for a line or for the end of whoever holds the other end; after an end, what the report holds decides.
_WAITING: Final = 'read -r line || { [ -s "$1" ] && printf "%s\\n" "$2" >&2; }'
_last_words: Final[list[str]] = []
_guard = threading.Lock()
_numbers = count()
_running: dict[int, tuple[float, TextIO]] = {}  # when each call has to be back, on the monotonic clock; its report


@contextmanager
def within(seconds: float, report: TextIO) -> Iterator[None]:
    """Run a block that has to end; where it does not, its traceback goes to `report` and the process ends with 1."""
    with _guard:
        mine = next(_numbers)
        _running[mine] = time.monotonic() + seconds, report
        _set()
    try:
        yield
    finally:
        with _guard:
            del _running[mine]
            _set()


def say_at_the_end(words: str) -> None:
    """What the terminal is to be told when a call does not come back; without it nothing is said there."""
    _last_words[:] = [words]


class Witness:
    """A small program of the system that speaks when this process ends with a report written."""

    def __init__(self, report: Path) -> None:
        self._child: subprocess.Popen[bytes] | None = None
        if _last_words and os.name == "posix":
            with suppress(OSError):  # nobody then says it; the next start finds the report all the same
                self._child = subprocess.Popen(
                    ["/bin/sh", "-c", _WAITING, "sh", str(report), *_last_words],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.DEVNULL,
                    start_new_session=True,  # Ctrl-C is for us
                )

    def close(self) -> None:
        """The calls came back: there is nothing to say."""
        child, self._child = self._child, None
        if child is not None:
            with suppress(OSError):
                child.communicate(b"\n")


def _set() -> None:
    """There is one clock in a process: it is set to the call that has to be back first."""
    if not _running:
        faulthandler.cancel_dump_traceback_later()
        return
    end, report = min(_running.values(), key=lambda one: one[0])
    faulthandler.dump_traceback_later(max(0.001, end - time.monotonic()), exit=True, file=report)
