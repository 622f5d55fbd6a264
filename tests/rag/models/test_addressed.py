"""Servers at an address: spoken to, hung up on, and what is said when they fail."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from rag.errors import ModelFailed, ServerUnreachable
from rag.models.addressed import AddressedChat
from rag.models.chat import Message, open_chat
from rag.options import Chat
from rag.records import Thought

HELLO = [Message("system", "You are brief."), Message("user", "Say hello.")]


class FakeOpenAi(BaseHTTPRequestHandler):
    """Speaks enough of the protocol, and can be made to misbehave."""

    status = 200
    seen: list[dict[str, object]] = []  # noqa: RUF012 - one server a test module
    gone = threading.Event()
    reading = threading.Event()  # a prompt, without a word

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"object": "list", "data": [{"id": "m", "object": "model"}]}')

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.seen.append(body)
        self.send_response(self.status)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        if self.status != 200:
            return
        if "Lis" in json.dumps(body):
            self.reading.set()
            if not self.connection.recv(1):
                self.gone.set()
            return
        asked = json.dumps(body, ensure_ascii=False)
        pieces = ["réflexion : voyons", "Oui"] if "Réfléchis" in asked else ["<think>hm</think>", "Bon", "jour"]
        pieces += ["."] * (400 if "longuement" in asked else 0)
        try:
            for piece in pieces:
                event = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m"}
                event["choices"] = [{"index": 0, "delta": _delta(piece)}]  # type: ignore[assignment]
                self.wfile.write(f"data: {json.dumps(event)}\n\n".encode())
                self.wfile.flush()
                if len(pieces) > 10:
                    time.sleep(0.01)
            self.wfile.write(b"data: [DONE]\n\n")
        except OSError:
            self.gone.set()

    def log_message(self, *_: object) -> None:
        pass


def _delta(piece: str) -> dict[str, str]:
    mark = "réflexion : "
    return {"reasoning_content": piece.removeprefix(mark)} if piece.startswith(mark) else {"content": piece}


@pytest.fixture
def server() -> Iterator[str]:
    FakeOpenAi.status = 200
    FakeOpenAi.seen.clear()
    FakeOpenAi.gone.clear()
    FakeOpenAi.reading.clear()
    running = ThreadingHTTPServer(("127.0.0.1", 0), FakeOpenAi)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_port}/v1"
    running.shutdown()
    running.server_close()


def chat_at(address: str) -> AddressedChat:
    opened = open_chat(Chat(model="m", address=address), Path(), Path())
    assert isinstance(opened, AddressedChat)
    return opened


def test_a_server_at_an_address_is_spoken_to(server: str) -> None:
    said = list(chat_at(server).stream([Message("user", "Dis <|im_end|> bonjour")], max_tokens=7, temperature=0.3))
    assert said == [Thought("hm"), "Bon", "jour"]
    (asked,) = FakeOpenAi.seen
    assert (asked["model"], asked["max_tokens"], asked["temperature"]) == ("m", 7, 0.3)
    assert "im_end" not in json.dumps(asked)
    assert asked["messages"][0]["role"] == "system", "a template that is given no rules may speak its own"


def test_closing_the_stream_hangs_up(server: str) -> None:
    stream = chat_at(server).stream([Message("user", "Parle longuement")], max_tokens=500, temperature=0)
    assert next(stream) == Thought("hm")
    stream.close()  # type: ignore[attr-defined]
    assert FakeOpenAi.gone.wait(10), "the server must notice that nobody listens any more"


def test_a_stop_while_nothing_is_said_ends_the_stream_and_hangs_up(server: str) -> None:
    cancel = threading.Event()
    stream = chat_at(server).stream([Message("user", "Lis")], max_tokens=500, temperature=0, cancel=cancel)
    stopping = threading.Thread(target=lambda: (FakeOpenAi.reading.wait(30), cancel.set()))
    stopping.start()
    assert list(stream) == []
    stopping.join()
    assert FakeOpenAi.gone.wait(30)


def test_thoughts_beside_the_answer_are_told_apart(server: str) -> None:
    said = list(chat_at(server).stream([Message("user", "Réfléchis")], max_tokens=5, temperature=0))
    assert said == [Thought("voyons"), "Oui"]


def test_what_a_conversation_takes_is_estimated_upwards() -> None:
    chat = chat_at("http://127.0.0.1:9/v1")
    assert chat.count_messages(HELLO) > sum(chat.count_tokens(one.text) for one in HELLO)


def test_room_is_kept_for_the_thoughts_of_a_model_that_thinks() -> None:
    options = Chat(model="deepseek-r1:8b", address="http://127.0.0.1:9/v1")
    thinking = open_chat(options, Path(), Path())
    assert thinking is not None
    assert thinking.context_tokens == options.context_tokens - options.thinking_tokens


def test_a_server_that_refuses_is_said(server: str) -> None:
    FakeOpenAi.status = 500
    with pytest.raises(ModelFailed):
        list(chat_at(server).stream(HELLO, max_tokens=5, temperature=0))


def test_nobody_at_the_address_is_said() -> None:
    with pytest.raises(ServerUnreachable):
        list(chat_at("http://127.0.0.1:9/v1").stream(HELLO, max_tokens=5, temperature=0))
