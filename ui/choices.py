"""Where a question may look, counted, whether this process owns the library or the running server does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

from rag.narrowing import EVERYTHING, Narrowing
from rag.store.contents import Choice, Contents, contents, documents_like, still_there
from ui.wire import record_from_json, record_to_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from rag.engine import Engine

MOST: Final = 50  # documents of one list to choose from


class Choices(Protocol):
    """What the screens may ask of what there is; `Desk.choices` gives it."""

    def contents(self, narrowing: Narrowing = EVERYTHING) -> Contents:
        """Collections, kinds and dates of what a narrowing leaves; see `Contents`."""

    def documents_like(self, words: str, narrowing: Narrowing = EVERYTHING, limit: int = MOST) -> tuple[Choice, ...]:
        """Documents whose name or title holds every word, by name; all of them for no word."""

    def still_there(self, narrowing: Narrowing) -> Narrowing:
        """Of a narrowing that was kept, what still names something."""


class LocalChoices:
    """See `Choices`; the library in this process."""

    def __init__(self, engine: Engine) -> None:
        self._library = engine.library

    def contents(self, narrowing: Narrowing = EVERYTHING) -> Contents:
        """See `Choices`."""
        return contents(self._library, narrowing)

    def documents_like(self, words: str, narrowing: Narrowing = EVERYTHING, limit: int = MOST) -> tuple[Choice, ...]:
        """See `Choices`."""
        return documents_like(self._library, words, narrowing, limit)

    def still_there(self, narrowing: Narrowing) -> Narrowing:
        """See `Choices`."""
        return still_there(self._library, narrowing)


class RemoteChoices:
    """See `Choices`; the library behind the server."""

    def __init__(self, call: Callable[[str, str, dict[str, Any] | None], Any]) -> None:
        self._call = call

    def contents(self, narrowing: Narrowing = EVERYTHING) -> Contents:
        """See `Choices`."""
        return record_from_json(Contents, self._call("POST", "/contents", record_to_json(narrowing)))

    def documents_like(self, words: str, narrowing: Narrowing = EVERYTHING, limit: int = MOST) -> tuple[Choice, ...]:
        """See `Choices`."""
        asked = {**record_to_json(narrowing), "words": words, "limit": limit}
        return tuple(record_from_json(Choice, one) for one in self._call("POST", "/contents/documents", asked))

    def still_there(self, narrowing: Narrowing) -> Narrowing:
        """See `Choices`."""
        return record_from_json(Narrowing, self._call("POST", "/contents/there", record_to_json(narrowing)))
