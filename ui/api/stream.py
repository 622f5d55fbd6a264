"""A stream of events over HTTP: one JSON object a line, and a reader who goes away stops the work."""

from __future__ import annotations

import asyncio
import contextlib
import json
import threading
from typing import TYPE_CHECKING, Final

from fastapi.responses import StreamingResponse

from rag import journal
from rag.errors import Language, SouffleurError
from ui.wire import Event, error_to_json, event_to_json, unexpected

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

NDJSON: Final = "application/x-ndjson"

Work = "Callable[[threading.Event], Iterator[Event]]"


async def stream_events(start: Callable[[threading.Event], Iterator[Event]], language: Language) -> StreamingResponse:
    """Answer with the events of `start(cancel)`.

    The first event is awaited before the answer begins, so that an error in the question has its own HTTP status.

    Raises:
        SouffleurError: before the first event; a later one is the last line of the stream.
    """
    stream = _Stream(start)
    first = await stream.next()
    if isinstance(first, SouffleurError):
        raise first
    return StreamingResponse(_lines(stream, first, language), media_type=NDJSON)


async def _lines(stream: _Stream, first: Event | None, language: Language) -> AsyncIterator[str]:
    try:
        item: Event | SouffleurError | None = first
        while item is not None:
            if isinstance(item, SouffleurError):
                yield _line({"event": "error", **error_to_json(item, language)})
                return
            yield _line(event_to_json(item))
            item = await stream.next()
    finally:
        stream.cancel()


def _line(value: dict[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"


class _Stream:
    """Runs blocking work in its own thread, so that waiting for it can be given up at any moment."""

    def __init__(self, start: Callable[[threading.Event], Iterator[Event]]) -> None:
        self._start = start
        self._cancel = threading.Event()
        self._loop = asyncio.get_running_loop()
        self._ready: asyncio.Queue[Event | SouffleurError | None] = asyncio.Queue()
        threading.Thread(target=self._work, name="souffleur-stream", daemon=True).start()

    async def next(self) -> Event | SouffleurError | None:
        """The next event, the error that ended the work, or None at its end."""
        try:
            return await self._ready.get()
        except asyncio.CancelledError:
            self.cancel()
            raise

    def cancel(self) -> None:
        """Ask the work to stop."""
        self._cancel.set()

    def _work(self) -> None:
        try:
            for event in self._start(self._cancel):
                self._put(event)
            self._put(None)
        except SouffleurError as trouble:
            self._put(trouble)
        except Exception as trouble:  # noqa: BLE001 - the thread is a rim: the reader is told, the server lives on
            journal.trouble(trouble)
            self._put(unexpected(type(trouble).__name__, None))

    def _put(self, item: Event | SouffleurError | None) -> None:
        with contextlib.suppress(RuntimeError):  # the server has ended meanwhile: nobody reads any more
            self._loop.call_soon_threadsafe(self._ready.put_nowait, item)
