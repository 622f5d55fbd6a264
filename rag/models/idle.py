"""Does something after a while in which nobody used a thing."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class IdleClock:
    """Counts those who use the thing; when the last has gone, the time runs until the next comes."""

    def __init__(self, seconds: float, act: Callable[[], None]) -> None:
        """`act` is called in a thread of its own, while nobody can begin to use the thing; never where seconds is 0."""
        self._seconds = seconds
        self._act = act
        self._guard = threading.RLock()  # what is done may stop the clock
        self._users = 0
        self._timer: threading.Timer | None = None

    @contextlib.contextmanager
    def used(self) -> Iterator[None]:
        """While the thing is used."""
        with self._guard:
            self._users += 1
            self._forget()
        try:
            yield
        finally:
            with self._guard:
                self._users -= 1
                if not self._users and self._seconds:
                    self._timer = threading.Timer(self._seconds, self._ring)
                    self._timer.daemon = True
                    self._timer.start()

    def stop(self) -> None:
        """No more waiting: the thing is gone already."""
        with self._guard:
            self._forget()

    def _ring(self) -> None:
        with self._guard:
            if not self._users and self._timer is threading.current_thread():
                self._timer = None
                self._act()

    def _forget(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
