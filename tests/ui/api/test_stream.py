"""Events over HTTP: an early error has its status, a late one is the last line, who leaves stops the work."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Iterator

import pytest
from starlette.responses import StreamingResponse

from rag.errors import LibraryEmpty
from rag.records import Token
from tests.ui.api.parts import SOON
from ui.api.stream import stream_events

Work = Callable[[threading.Event], Iterator[Token]]


async def read(answer: StreamingResponse) -> list[dict[str, object]]:
    text = "".join([str(piece) async for piece in answer.body_iterator])
    return [json.loads(line) for line in text.splitlines()]


def told(work: Work, language: str = "fr") -> list[dict[str, object]]:
    async def run() -> list[dict[str, object]]:
        return await read(await stream_events(work, language))  # type: ignore[arg-type]

    return asyncio.run(run())


def test_every_event_is_a_line() -> None:
    def work(_: threading.Event) -> Iterator[Token]:
        yield Token("été\n")
        yield Token("fin")

    assert told(work) == [{"event": "token", "text": "été\n"}, {"event": "token", "text": "fin"}]


def test_no_event_is_no_line() -> None:
    assert told(lambda _: iter(())) == []


def test_an_error_before_the_first_event_is_raised() -> None:
    def work(_: threading.Event) -> Iterator[Token]:
        raise LibraryEmpty
        yield

    with pytest.raises(LibraryEmpty):
        told(work)


@pytest.mark.parametrize(("language", "sentence"), [("fr", "La bibliothèque est"), ("en", "The library is")])
def test_a_later_error_is_the_last_line(language: str, sentence: str) -> None:
    def work(_: threading.Event) -> Iterator[Token]:
        yield Token("a")
        raise LibraryEmpty

    first, last = told(work, language)
    assert first["event"] == "token"
    assert (last["event"], last["code"]) == ("error", "library_empty")
    assert str(last["sentence"]).startswith(sentence)


def test_a_defect_is_told_without_its_words() -> None:
    def work(_: threading.Event) -> Iterator[Token]:
        yield Token("a")
        raise ZeroDivisionError("texte d'un document")

    last = told(work)[-1]
    assert (last["event"], last["code"]) == ("error", "unexpected")
    assert "texte d'un document" not in json.dumps(last, ensure_ascii=False)


def test_a_reader_who_leaves_stops_the_work() -> None:
    ended = threading.Event()

    def work(cancel: threading.Event) -> Iterator[Token]:
        yield Token("a")
        if cancel.wait(SOON):
            ended.set()

    async def run() -> None:
        answer = await stream_events(work, "fr")
        lines = answer.body_iterator
        assert json.loads(str(await anext(lines)))["text"] == "a"  # type: ignore[call-overload]
        await lines.aclose()  # type: ignore[union-attr]

    asyncio.run(run())
    assert ended.wait(SOON)


def test_a_reader_who_leaves_before_the_first_event_stops_the_work() -> None:
    ended = threading.Event()
    begun = threading.Event()

    def work(cancel: threading.Event) -> Iterator[Token]:
        begun.set()
        if cancel.wait(SOON):
            ended.set()
        yield Token("late")

    async def run() -> None:
        asked = asyncio.create_task(stream_events(work, "fr"))
        await asyncio.to_thread(begun.wait, SOON)
        asked.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asked

    asyncio.run(run())
    assert ended.wait(SOON)
