"""The connection goes to what was checked, past every proxy, and a key goes nowhere else."""

from __future__ import annotations

import socket
from typing import Any

import httpx
import pytest

from rag.errors import AddressRefused
from rag.models.addresses import CheckedAddress, check
from rag.models.connection import connect
from rag.models.dialects import Program
from tests.rag.models.programs import Running, program


def port_of(running: Running) -> int:
    return int(running.address.split(":")[2].split("/")[0])


def get(checked: CheckedAddress, path: str = "/api/version", **options: Any) -> httpx.Response:
    with connect(checked, silence_seconds=5, **options) as client:
        return client.get(f"{checked.url}{path}")


def test_a_name_that_changes_its_mind_leads_nowhere_else(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["127.0.0.1", "192.0.2.1", "192.0.2.1"])

    def resolve(_: str, port: int, *__: object, **___: object) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    with program(Program.OLLAMA) as running:
        monkeypatch.setattr(socket, "getaddrinfo", resolve)
        checked = check(f"http://models.example:{port_of(running)}")
        monkeypatch.undo()
        assert get(checked).json() == {"version": "0.12.6"}
        _, _, headers = running.seen[-1]
        assert headers["Host"] == f"models.example:{port_of(running)}", "the server still hears its name"


def test_the_second_place_of_a_name_is_tried_where_nobody_is_at_the_first() -> None:
    with program(Program.OLLAMA) as running:
        checked = CheckedAddress(f"http://localhost:{port_of(running)}", "http", "localhost", port_of(running),
                                 ("::1", "127.0.0.1"))  # fmt: skip
        assert get(checked).is_success


def test_nothing_is_sent_to_another_host_or_port(monkeypatch: pytest.MonkeyPatch) -> None:
    with program(Program.OLLAMA) as running, program(Program.VLLM) as another:
        with connect(check(running.address), silence_seconds=5, key="secret") as client:
            for url in (another.address, "http://192.0.2.1/v1", running.address.replace("http:", "https:")):
                with pytest.raises(AddressRefused):
                    client.get(url)
        assert another.seen == []


def test_a_proxy_of_the_environment_sees_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with program(Program.OLLAMA) as running, program(Program.VLLM) as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.address.removesuffix("/v1"))
        monkeypatch.delenv("NO_PROXY", raising=False)
        assert get(check(running.address.removesuffix("/v1"))).is_success
        assert proxy.seen == []


def test_a_key_goes_with_every_request_and_none_without() -> None:
    with program(Program.OLLAMA) as running:
        root = check(running.address.removesuffix("/v1"))
        get(root, key="secret")
        get(root)
        assert [headers.get("Authorization") for _, _, headers in running.seen] == ["Bearer secret", None]
