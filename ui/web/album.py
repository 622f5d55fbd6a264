"""Pictures that take a moment to make: kept, made once whoever asks, and some made before anybody does."""

from __future__ import annotations

import threading
from collections import OrderedDict
from concurrent.futures import Future
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable


class Album:
    """Safe from several threads: who asks for a picture that another is making waits for that one."""

    def __init__(self, most: int) -> None:
        """Hold the pictures that were looked at last, at most `most`."""
        self._most = most
        self._held: OrderedDict[Hashable, Future[bytes]] = OrderedDict()
        self._guard = threading.Lock()
        self._turn = threading.Lock()  # one picture at a time is made ahead: whoever waits for one comes first

    def picture(self, name: Hashable, make: Callable[[], bytes]) -> bytes:
        """The picture of that name; an empty one is not kept, so that it is tried again.

        Raises:
            what `make` raises, to everybody who waited for it.
        """
        with self._guard:
            known = self._held.get(name)
            made = known or Future()
            self._held[name] = made
            self._held.move_to_end(name)
            while len(self._held) > self._most:
                self._held.popitem(last=False)
        if known is None:
            try:
                made.set_result(make())
            except BaseException as trouble:
                made.set_exception(trouble)
                raise
            finally:
                if made.exception() or not made.result():
                    self._drop(name, made)
        return made.result()

    def ahead(self, name: Hashable, make: Callable[[], bytes]) -> None:
        """Have it made behind the scenes, unless it is there; trouble shows when somebody asks for it."""
        with self._guard:
            if name in self._held:
                return
        threading.Thread(target=self._make, args=(name, make), name="souffleur-picture", daemon=True).start()

    def _make(self, name: Hashable, make: Callable[[], bytes]) -> None:
        with self._turn, suppress(Exception):
            self.picture(name, make)

    def _drop(self, name: Hashable, made: Future[bytes]) -> None:
        with self._guard:
            if self._held.get(name) is made:
                del self._held[name]
