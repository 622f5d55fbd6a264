"""Where documents may be sent."""

from __future__ import annotations

import socket

import pytest

from rag.errors import AddressRefused, ServerUnreachable
from rag.models.addresses import checked_address


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:11434/v1",
        "http://localhost:1234/v1/",
        "http://[::1]:80",
        "https://192.168.1.20/v1",
        "http://10.0.0.7",
    ],
)
def test_this_machine_and_the_private_network_are_allowed(address: str) -> None:
    assert checked_address(address) == address.rstrip("/")


@pytest.mark.parametrize(
    "address",
    [
        "http://8.8.8.8/v1",
        "https://1.1.1.1",
        "ftp://127.0.0.1",
        "127.0.0.1:11434",
        "http://",
        "http://0.0.0.0:80",
        "http://[::ffff:8.8.8.8]/",
        "http://127.0.0.1:port",
        "http://127.0.0.1@8.8.8.8/",
    ],
)
def test_everything_else_is_refused(address: str) -> None:
    with pytest.raises(AddressRefused):
        checked_address(address)


def test_a_host_that_the_settings_name_is_allowed() -> None:
    assert checked_address("https://8.8.8.8/v1", ["8.8.8.8"]) == "https://8.8.8.8/v1"


def test_an_unknown_name_is_unreachable(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)  # the suite lets nobody ask a name server
    with pytest.raises(ServerUnreachable):
        checked_address("http://nowhere.invalid/v1")
