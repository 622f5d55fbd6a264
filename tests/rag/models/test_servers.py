"""Which model servers are found, what they are told as, and what is left alone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from rag.errors import NotAModelServer, ServerUnreachable
from rag.models import servers
from rag.models.dialects import ModelServer, Program
from rag.models.servers import found_servers, look
from tests.rag.models.programs import program
from tests.rag.models.programs_said import MODEL


@pytest.mark.parametrize("kind", MODEL)
def test_each_is_told_with_what_it_says_of_its_models(kind: Program) -> None:
    with program(kind) as running:
        server = look(running.address)
    assert (server.program, server.address) == (kind, running.address)
    (model,) = server.models
    assert model.name == MODEL[kind]
    assert model.context_tokens == 8192
    assert model.most_context_tokens >= 8192
    assert model.loaded is True
    if kind is Program.OLLAMA:
        assert (model.bytes, model.parameters, model.quantization) == (4372824384, "7.2B", "Q4_K_M")
        assert server.version == "0.12.6"
    if kind is Program.LLAMA_SERVER:
        assert (model.bytes, model.parameters, server.version) == (2147023008, "3.4B", "b6900-abcdef12")
    if kind is Program.LM_STUDIO:
        assert (model.bytes, model.parameters, model.quantization) == (2147023008, "3B", "Q4_K_M")
    if kind is Program.VLLM:
        assert server.version == "0.11.0"


def test_lm_studio_before_its_new_lists() -> None:
    with program(Program.LM_STUDIO) as running:
        running.new_lists = False
        (model,) = look(running.address).models
    assert (model.name, model.quantization, model.context_tokens) == (MODEL[Program.LM_STUDIO], "Q4_K_M", 8192)


def test_the_models_that_think_are_told() -> None:
    with program(Program.OLLAMA) as running:
        running.thinks = True
        assert [model.thinks for model in look(running.address).models] == [True]


@pytest.mark.parametrize("kind", MODEL)
def test_one_that_wants_a_key_is_told_and_opens_with_it(kind: Program) -> None:
    with program(kind) as running:
        running.key = "secret"
        without, having = look(running.address), look(running.address, key="secret")
    assert having.models
    assert not having.wants_key
    open_list = kind is Program.LLAMA_SERVER
    assert (without.wants_key, bool(without.models)) == (not open_list, open_list)


def test_those_of_this_machine_are_found_in_the_order_of_their_ports() -> None:
    with ExitStack() as stack:
        running = [stack.enter_context(program(kind)) for kind in (Program.VLLM, Program.OLLAMA)]
        stranger = stack.enter_context(other(b"<html>hello</html>"))
        ports = [stranger, *(int(one.address.split(":")[2].split("/")[0]) for one in running), 9]
        found = found_servers(ports=ports)
    assert [server.program for server in found] == [Program.VLLM, Program.OLLAMA]


def test_a_program_that_is_closed_and_says_nothing_of_itself_is_not_taken_for_one() -> None:
    with other(b"", status=401) as port:
        assert found_servers(ports=[port]) == ()
        assert look(f"http://127.0.0.1:{port}/v1").wants_key, "somebody who names it knows what it is"


def test_the_key_of_one_is_not_sent_to_another() -> None:
    with program(Program.VLLM) as first, program(Program.OLLAMA) as second:
        ports = [int(one.address.split(":")[2].split("/")[0]) for one in (first, second)]
        found_servers(lambda address: "secret" if address == first.address else "", ports)
        assert any("secret" in str(headers) for _, _, headers in first.seen)
        assert not any("secret" in str(headers) for _, _, headers in second.seen)


@pytest.mark.parametrize(
    "said", [b"", b"<html></html>", b"[]", b'{"version": 3}', b'{"error": "no"}', b"\xff\xfe", b"null"]
)
def test_a_program_that_is_no_model_server_is_said(said: bytes) -> None:
    with other(said) as port, pytest.raises(NotAModelServer):
        look(f"http://127.0.0.1:{port}")


def test_an_answer_without_end_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(servers, "MOST_BYTES", 1000)
    with other(b'{"version": "' + b"x" * 100_000 + b'"}') as port, pytest.raises(NotAModelServer):
        look(f"http://127.0.0.1:{port}")


def test_a_redirection_is_not_followed() -> None:
    with program(Program.OLLAMA) as running:
        to = running.address.removesuffix("/v1")
        with other(b"", status=307, Location=f"{to}/api/version") as port, pytest.raises(NotAModelServer):
            look(f"http://127.0.0.1:{port}")
        assert running.seen == []


def test_nobody_there() -> None:
    with pytest.raises(ServerUnreachable):
        look("http://127.0.0.1:9/v1")
    assert found_servers(ports=[9]) == ()


def test_only_loopback_is_looked_at() -> None:
    assert set(servers.LOOPBACK) == {"127.0.0.1", "[::1]"}
    assert set(servers.USUAL_PORTS) == {11434, 1234, 8080, 8000}


def test_a_record_travels() -> None:
    from ui.wire import record_from_json, record_to_json

    with program(Program.OLLAMA) as running:
        server = look(running.address)
    assert record_from_json(ModelServer, record_to_json(server)) == server


@contextmanager
def other(body: bytes, status: int = 200, **headers: str) -> Iterator[int]:
    """A program of another kind, which says the same to everything; its port."""

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
