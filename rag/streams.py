"""Streams that may be left in the middle, and then have to let go of what they hold: a model, a lock, a connection."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator

    T = TypeVar("T")


def let_go(stream: Iterator[object]) -> None:
    """End a stream that is not read to its end now, not when it is swept up; one that holds nothing stays as it is."""
    close = getattr(stream, "close", None)
    if close is not None:
        close()


@contextmanager
def held(stream: Iterator[T]) -> Iterator[Iterator[T]]:
    """The stream, let go of at the end of the block."""
    try:
        yield stream
    finally:
        let_go(stream)
