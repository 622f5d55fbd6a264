"""Looks every few seconds which connections of this program leave the machine, as long as the server runs."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from rag.doctor.network import own_sockets

if TYPE_CHECKING:
    from collections.abc import Iterator

LOOK_SECONDS: Final = 2.0  # guess: a look takes some milliseconds; what lasts less than this can be missed


class Connections:
    """What was seen since the start; it is empty unless a model is fetched, or a server elsewhere writes answers."""

    def __init__(self) -> None:
        self.since = datetime.now(UTC).isoformat(timespec="seconds")
        self._guard = threading.Lock()
        self._outside: set[str] = set()

    def look(self) -> None:
        """Look now."""
        _, outside = own_sockets()
        with self._guard:
            self._outside |= outside

    @property
    def outside(self) -> frozenset[str]:
        """Every address and port beyond this machine that was spoken to."""
        with self._guard:
            return frozenset(self._outside)


@contextmanager
def looking(connections: Connections, seconds: float = LOOK_SECONDS) -> Iterator[None]:
    """Look until the end of the block."""
    stop = threading.Event()

    def keep_looking() -> None:
        while not stop.wait(seconds):
            connections.look()

    thread = threading.Thread(target=keep_looking, name="souffleur-connections", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
