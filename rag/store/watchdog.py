"""Ends this process when a call into Chroma does not come back.

Chroma keeps Python's own lock while it waits, and it waits for ever when another program has locked its file: no
thread of ours runs then, no question is answered and Ctrl-C is not heard. The one clock that still runs is that of
`faulthandler`, which is written in C. When the process ends, the lock on the library is let go; what was reported as
stored is stored, and the next start finishes the rest.
"""

from __future__ import annotations

import faulthandler
import threading
import time
from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

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


def _set() -> None:
    """There is one clock in a process: it is set to the call that has to be back first."""
    if not _running:
        faulthandler.cancel_dump_traceback_later()
        return
    end, report = min(_running.values(), key=lambda one: one[0])
    faulthandler.dump_traceback_later(max(0.001, end - time.monotonic()), exit=True, file=report)
