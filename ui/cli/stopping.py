"""Ctrl-C while the library is being changed: the first asks for an end, the second does not wait for it."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TypeVar

from rag.errors import Words
from rag.streams import let_go
from ui.cli.printing import show

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rag.errors import Language

T = TypeVar("T")

_ENDING: Final = Words(
    "J'arrête après les fichiers en cours… (Ctrl+C encore : tout de suite)",
    "Stopping after the files in hand… (Ctrl+C again: at once)",
)


@contextmanager
def stoppable(start: Callable[[threading.Event], Iterator[T]], language: Language) -> Iterator[Iterator[T]]:
    """The events of `start(stop)`, where Ctrl-C sets `stop`; left early, they are closed and not left hanging.

    Raises:
        KeyboardInterrupt: on leaving, when the end was asked for; at once, when it was asked for twice.
    """
    stop = threading.Event()

    def end(*_: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        show(_ENDING.say(language), err=True)

    events = start(stop)
    before = signal.signal(signal.SIGINT, end)
    try:
        yield events
    finally:
        signal.signal(signal.SIGINT, before)
        let_go(events)
    if stop.is_set():
        raise KeyboardInterrupt
