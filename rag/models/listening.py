"""Listening to somebody who may be silent for long, without having to wait for the next word in order to leave.

The words are taken in by a thread of their own. Whoever listens looks up every moment whether to stop, and then hangs
up: the socket is shut down, which wakes the thread and tells the other side.
"""

from __future__ import annotations

import contextlib
import queue
import socket
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from rag.errors import ModelFailed

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

T = TypeVar("T")
SILENCE: Final = "silence"
LOOK_SECONDS: Final = 0.1  # between two looks at whether to stop


class Sockets:
    """The connections that a client opens, so that they can be shut from another thread.

    Closing a client is not enough: a thread that waits for its socket would go on waiting, and the connection stand.
    """

    def __init__(self) -> None:
        self._open: list[socket.socket] = []
        self._guard = threading.Lock()
        self._hung_up = False

    def watch(self, request: Any) -> None:  # noqa: ANN401 - an `httpx.Request`
        """An `httpx` hook for requests: takes note of the socket that the request is sent through."""
        request.extensions["trace"] = self._note

    def _note(self, step: str, about: dict[str, Any]) -> None:
        if step not in {"connection.connect_tcp.complete", "connection.start_tls.complete"}:
            return
        opened = about["return_value"].get_extra_info("socket")
        with self._guard:
            self._open.append(opened)
            late = self._hung_up
        if late:
            _shut(opened)

    def hang_up(self) -> None:
        """Shut every connection, those that are being opened too."""
        with self._guard:
            self._hung_up = True
            opened, self._open = self._open, []
        for one in opened:
            _shut(one)


@dataclass(frozen=True, slots=True)
class _End(Generic[T]):
    trouble: BaseException | None = None


def listen(
    pieces: Iterator[T], hang_up: Callable[[], None], cancel: threading.Event, silence_seconds: float
) -> Generator[T]:
    """The pieces as they come; ends within a moment after `cancel` is set or when it is closed.

    Args:
        pieces: what is listened to; it is used by one other thread from now on.
        hang_up: makes whoever waits inside `pieces` return or raise, soon; called once, at the end, whatever it is.
        cancel: set to stop.
        silence_seconds: without a piece, until it is given up. The other side's signs of life do not count: a server
            gives them while its model hangs.

    Raises:
        ModelFailed: silence. Also whatever is raised by `pieces`.
    """
    said: queue.SimpleQueue[T | _End[T]] = queue.SimpleQueue()

    def take_in() -> None:
        try:
            for piece in pieces:
                said.put(piece)
            said.put(_End())
        except BaseException as trouble:  # noqa: BLE001 - it is raised where somebody listens
            said.put(_End(trouble))

    threading.Thread(target=take_in, name="souffleur-listening", daemon=True).start()
    heard = time.monotonic()
    try:
        while not cancel.is_set():
            try:
                piece = said.get(timeout=LOOK_SECONDS)
            except queue.Empty:
                if time.monotonic() - heard > silence_seconds:
                    raise ModelFailed(SILENCE) from None
                continue
            if isinstance(piece, _End):
                if piece.trouble is not None:
                    raise piece.trouble
                return
            yield piece
            heard = time.monotonic()  # the time that the reader took is not the other side's
    finally:
        hang_up()


def _shut(opened: socket.socket) -> None:
    with contextlib.suppress(OSError):  # it has ended by itself
        opened.shutdown(socket.SHUT_RDWR)
