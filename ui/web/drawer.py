"""A program that draws one page of a document, started before it is wanted.

Each page is drawn by a process of its own, for files that strangers made are read there; starting one and loading its
libraries takes longer than drawing. So one waits, with all loaded and no file seen, and the next is started when it is
taken.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from rag.children import same_imports

if TYPE_CHECKING:
    from ui.web.page_drawing import Order

SECONDS: Final = 20.0  # longest time to draw one page
PROGRAM: Final = (sys.executable, "-m", "ui.web.page_drawing")


class Drawer:
    """Safe from several threads: each draws in a process of its own."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._spare: subprocess.Popen[bytes] | None = None

    def prepare(self) -> None:
        """Have a program wait; somebody may soon want a page. It ends by itself when nobody does."""
        with self._guard:
            if self._spare is None or self._spare.poll() is not None:
                self._spare = _started()

    def draw(self, order: Order) -> bytes:
        """The page as PNG; empty when it cannot be drawn."""
        try:
            program = self._take()
        except OSError:
            return b""
        try:
            written, _ = program.communicate(order.to_json().encode(), timeout=SECONDS)
        except (subprocess.SubprocessError, OSError):
            program.kill()
            program.communicate()
            return b""
        finally:
            with suppress(OSError):
                self.prepare()
        return written if program.returncode == 0 else b""

    def close(self) -> None:
        """End the program that waits."""
        with self._guard:
            spare, self._spare = self._spare, None
        if spare:
            spare.kill()
            spare.communicate()

    def _take(self) -> subprocess.Popen[bytes]:
        with self._guard:
            spare, self._spare = self._spare, None
        return spare if spare and spare.poll() is None else _started()


def _started() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        PROGRAM, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=same_imports()
    )
