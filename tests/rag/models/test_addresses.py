"""Where documents may be sent."""

from __future__ import annotations

import socket

import pytest

from rag.errors import AddressInvalid, AddressRefused, ServerUnreachable
from rag.models.addresses import check, checked_address, is_near, origin_of, tidied


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


def resolving(monkeypatch: pytest.MonkeyPatch, *places: str) -> None:
    def resolve(_: str, port: int, *__: object, **___: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (place, port)) for place in places]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)


@pytest.mark.parametrize(
    "place",
    [
        "8.8.8.8", "100.64.0.1", "192.0.2.1", "198.18.0.1", "240.0.0.1", "0.0.0.0", "255.255.255.255", "224.0.0.1",
        "2001:4860:4860::8888", "::", "::ffff:8.8.8.8", "::8.8.8.8", "64:ff9b::8.8.8.8", "2002:0808:0808::1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2", "ff02::1", "fec0::1",
    ],
)  # fmt: skip
def test_what_lies_outside_however_it_is_written(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not is_near(place)
    shown = f"[{place}]" if ":" in place else place
    with pytest.raises(AddressRefused):
        check(f"http://{shown}:8000/v1")
    resolving(monkeypatch, place)
    with pytest.raises(AddressRefused):
        check("http://models.example/v1")


@pytest.mark.parametrize(
    "place", ["127.8.9.10", "::1", "10.1.2.3", "172.31.0.1", "fd00::1", "fe80::1", "::ffff:127.0.0.1"]
)
def test_what_lies_near(place: str) -> None:
    assert is_near(place)


def test_a_name_with_one_place_outside_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    resolving(monkeypatch, "192.168.1.20", "8.8.8.8")
    with pytest.raises(AddressRefused):
        check("http://models.example/v1")


def test_a_name_is_asked_for_once_and_its_places_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    resolving(monkeypatch, "192.168.1.20", "192.168.1.21", "192.168.1.20")
    checked = check("http://Models.Example:8000/v1/")
    assert checked.places == ("192.168.1.20", "192.168.1.21")
    assert (checked.host, checked.port, checked.url) == ("models.example", 8000, "http://Models.Example:8000/v1")


@pytest.mark.parametrize("number", ["2130706433", "0x7f000001", "127.1", "134744072", "0x08080808", "010.8.8.8"])
def test_odd_writings_of_a_number_are_what_the_system_takes_them_for(
    number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolving(monkeypatch, "8.8.8.8")
    with pytest.raises(AddressRefused):
        check(f"http://{number}/v1")


def test_what_the_settings_allow_is_connected_to_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    resolving(monkeypatch, "8.8.8.8")
    assert check("https://Models.Example/v1", ["models.example"]).places == ("8.8.8.8",)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("localhost:11434", "http://localhost:11434/v1"),
        (" http://127.0.0.1:1234/ ", "http://127.0.0.1:1234/v1"),
        ("http://127.0.0.1:11434/api/chat", "http://127.0.0.1:11434/v1"),
        ("http://127.0.0.1:8000/v1/chat/completions", "http://127.0.0.1:8000/v1"),
        ("http://127.0.0.1:8080/v1", "http://127.0.0.1:8080/v1"),
        ("https://nas.local/models/v1", "https://nas.local/models/v1"),
        ("[::1]:8080", "http://[::1]:8080/v1"),
    ],
)
def test_what_people_type(typed: str, kept: str) -> None:
    assert tidied(typed) == kept


@pytest.mark.parametrize(
    "typed", ["", "  ", "http://user:secret@127.0.0.1", "file:///etc/passwd", "http://a b/", "x://y"]
)
def test_what_is_no_address(typed: str) -> None:
    with pytest.raises(AddressInvalid):
        tidied(typed)


def test_an_origin_is_scheme_host_and_port() -> None:
    assert origin_of("http://127.0.0.1:11434/v1") == "http://127.0.0.1:11434"
    assert origin_of("https://Nas.Local/v1") == "https://nas.local:443"
    assert origin_of("http://[::1]/v1") == "http://[::1]:80"
