"""The examination of a home, by the process that owns it, or behind the running server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from rag.doctor.examine import Owned, examine
from rag.doctor.finding import Examination
from ui.wire import record_from_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from rag.engine import Engine
    from ui.connections import Connections


class Doctor(Protocol):
    """What the screens may ask of it; `Desk.doctor` gives it."""

    def examine(self, *, thorough: bool = False) -> Examination:
        """Look at everything and change nothing; `thorough` reads the models' files again too."""


class LocalDoctor:
    """See `Doctor`; the library in this process."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.url = ""  # of the page, where this process shows one; it follows the folders then
        self.connections: Connections | None = None

    def examine(self, *, thorough: bool = False) -> Examination:
        """See `Doctor`."""
        seen = self.connections
        owned = Owned(
            library=self._engine.library,
            settings=self._engine.settings,
            index=self._engine.opened_vectors,
            followed=bool(self.url),
            url=self.url,
            outside=seen.outside if seen else frozenset(),
            since=seen.since if seen else "",
        )
        return examine(self._engine.home, owned, thorough=thorough)


class RemoteDoctor:
    """See `Doctor`; behind the running server, through its client's `call(method, path, asked)`."""

    def __init__(self, call: Callable[..., Any]) -> None:
        self._call = call

    def examine(self, *, thorough: bool = False) -> Examination:
        """See `Doctor`."""
        return record_from_json(Examination, self._call("POST", "/doctor", {"thorough": thorough}))
