"""One line in front of one model: first come, first served, and everybody knows how many come before."""

from __future__ import annotations

import threading
from collections import deque
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from collections.abc import Iterator

LOOK_SECONDS: Final = 0.2  # between two looks at whether somebody still waits


class Turns:
    """A line; whoever wants to be served takes a place in it."""

    def __init__(self) -> None:
        self.moved = threading.Condition()
        self.line: deque[Place] = deque()

    def place(self) -> Place:
        """A place, to be used as a context: it is taken on entering and given up on leaving, wherever it is then."""
        return Place(self)


class Place:
    """One place in the line, for one use."""

    def __init__(self, turns: Turns) -> None:
        self._turns = turns

    def __enter__(self) -> Self:
        with self._turns.moved:
            self._turns.line.append(self)
        return self

    def __exit__(self, *_: object) -> None:
        with self._turns.moved:
            self._turns.line.remove(self)
            self._turns.moved.notify_all()

    def until_first(self, cancel: threading.Event) -> Iterator[int]:
        """How many come before: at once where somebody does, then at every change, the last time 0.

        Nothing is said where nobody comes before. Ends early when `cancel` is set.
        """
        told = 0
        while not cancel.is_set():
            with self._turns.moved:
                ahead = self._turns.line.index(self)
                if ahead == told and told:
                    self._turns.moved.wait(LOOK_SECONDS)
                    continue
            if ahead != told:
                told = ahead
                yield ahead
            if not ahead:
                return
