"""Each picture is made once, however many want it, and those that failed are tried again."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from ui.web.album import Album

SECONDS = 30.0


def test_a_picture_is_made_once_and_the_oldest_is_dropped() -> None:
    album, made = Album(2), []

    def look(name: str) -> bytes:
        return album.picture(name, lambda: made.append(name) or name.encode())  # type: ignore[func-returns-value]

    assert [look(name) for name in ("one", "two", "one", "three", "one")] == [b"one", b"two", b"one", b"three", b"one"]
    assert made == ["one", "two", "three"]
    look("two")
    assert made == ["one", "two", "three", "two"], "it was looked at longest ago"


def test_who_asks_for_one_that_is_being_made_gets_that_one() -> None:
    album, begun, allowed, made = Album(2), threading.Event(), threading.Event(), []

    def make() -> bytes:
        made.append(1)
        begun.set()
        assert allowed.wait(SECONDS)
        return b"picture"

    album.ahead("page", make)
    assert begun.wait(SECONDS)
    album.ahead("page", make)
    with ThreadPoolExecutor(3) as readers:
        waiting = [readers.submit(album.picture, "page", make) for _ in range(3)]
        allowed.set()
        assert [one.result(SECONDS) for one in waiting] == [b"picture"] * 3
    assert made == [1]


def test_what_failed_is_tried_again() -> None:
    album = Album(2)
    assert album.picture("page", lambda: b"") == b""
    assert album.picture("page", lambda: b"picture") == b"picture"
    with pytest.raises(OSError, match="away"):
        album.picture("other", _fail)
    assert album.picture("other", lambda: b"picture") == b"picture"


def test_trouble_ahead_is_told_to_nobody_until_asked_for() -> None:
    album, tried = Album(2), threading.Event()

    def fail() -> bytes:
        tried.set()
        return _fail()

    album.ahead("page", fail)
    assert tried.wait(SECONDS)
    for one in threading.enumerate():
        if one.name == "souffleur-picture":
            one.join(SECONDS)
    assert album.picture("page", lambda: b"picture") == b"picture"


def _fail() -> bytes:
    message = "the file is away"
    raise OSError(message)
