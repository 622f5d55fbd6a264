"""Who listens may leave at any moment; the other side is told."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from rag.errors import ModelFailed
from rag.models.listening import Sockets, listen

NEVER = threading.Event()


class Caller:
    """Says what it is told to, then is silent until somebody hangs up."""

    def __init__(self, *pieces: str) -> None:
        self.pieces = pieces
        self.hung_up = threading.Event()

    def speak(self) -> Iterator[str]:
        yield from self.pieces
        self.hung_up.wait(60)


def test_pieces_come_in_order_and_the_end_hangs_up() -> None:
    caller = Caller()
    assert list(listen(iter("abc"), caller.hung_up.set, NEVER, 60)) == ["a", "b", "c"]
    assert caller.hung_up.is_set()


def test_what_is_raised_is_raised_here() -> None:
    def broken() -> Iterator[str]:
        yield "a"
        raise ConnectionResetError

    heard = listen(broken(), lambda: None, NEVER, 60)
    assert next(heard) == "a"
    with pytest.raises(ConnectionResetError):
        next(heard)


def test_a_stop_is_heard_in_the_middle_of_a_silence() -> None:
    caller, cancel = Caller("a"), threading.Event()
    heard = listen(caller.speak(), caller.hung_up.set, cancel, 60)
    assert next(heard) == "a"
    cancel.set()
    assert list(heard) == []
    assert caller.hung_up.is_set()


def test_closing_hangs_up() -> None:
    caller = Caller("a")
    heard = listen(caller.speak(), caller.hung_up.set, NEVER, 60)
    next(heard)
    heard.close()
    assert caller.hung_up.is_set()


def test_a_long_silence_is_an_error() -> None:
    caller = Caller("a")
    with pytest.raises(ModelFailed, match="silence"):
        list(listen(caller.speak(), caller.hung_up.set, NEVER, 0.2))
    assert caller.hung_up.is_set()


class Opened:
    """What `httpcore` gives when a connection stands."""

    def __init__(self, opened: socket.socket) -> None:
        self._opened = opened

    def get_extra_info(self, name: str) -> socket.socket:
        assert name == "socket"
        return self._opened


class Request:
    extensions: dict[str, Any]

    def __init__(self) -> None:
        self.extensions = {}


@pytest.mark.parametrize("late", [False, True], ids=["connected", "connecting"])
def test_hanging_up_wakes_who_waits_for_the_socket(late: bool) -> None:
    here, there = socket.socketpair()
    sockets, request = Sockets(), Request()
    sockets.watch(request)
    woken: list[bytes] = []
    waiting = threading.Thread(target=lambda: woken.append(here.recv(1)))
    waiting.start()
    if late:
        sockets.hang_up()
    request.extensions["trace"]("connection.connect_tcp.complete", {"return_value": Opened(here)})
    if not late:
        sockets.hang_up()
    waiting.join(30)
    assert woken == [b""]
    assert there.recv(1) == b"", "the other side hears it too"
    here.close()
    there.close()
