"""Finding the server of a home, and never trusting a stranger on its port."""

from __future__ import annotations

import json
import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from rag.errors import AccessDenied, LibraryBusy
from rag.records import Finished
from rag.settings import Home
from tests.ui.api.parts import KEY, QUESTION, open_engine, served, write_documents
from ui.desk import LocalDesk
from ui.remote import KEY_HEADER, RemoteDesk, Server, find_server, proof_of


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def owner(home: Home, tmp_path: Path) -> Iterator[LocalDesk]:
    with LocalDesk(open_engine(home.folder)) as desk:
        list(desk.ingest([write_documents(tmp_path / "documents")], "Atelier"))
        yield desk


def announce(home: Home, **written: object) -> None:
    home.folder.mkdir(parents=True, exist_ok=True)
    home.server_file.write_text(json.dumps(written), encoding="utf-8")


def test_the_living_server_is_found(owner: LocalDesk, home: Home) -> None:
    assert find_server(home) is None
    with served(owner, home) as server:
        assert find_server(home) == server
    assert find_server(home) is None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"url": "http://127.0.0.1:1"}', '{"url": 1, "pid": "x", "key": ""}'])
def test_what_a_crash_left_behind_is_no_server(home: Home, text: str) -> None:
    home.folder.mkdir(parents=True)
    home.server_file.write_text(text, encoding="utf-8")
    assert find_server(home) is None


def test_a_dead_server_is_none(home: Home) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    announce(home, url=f"http://127.0.0.1:{port}", pid=os.getpid(), key=KEY)
    assert find_server(home) is None


def test_a_stranger_on_the_port_is_not_believed_and_learns_no_key(home: Home) -> None:
    heard = b""

    def answer(listener: socket.socket) -> None:
        nonlocal heard
        spoken, _ = listener.accept()
        with spoken:
            heard = spoken.recv(65536)
            body = b'{"status": "ok", "proof": "0000"}'
            spoken.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body))

    with socket.create_server(("127.0.0.1", 0)) as listener:
        stranger = threading.Thread(target=answer, args=(listener,))
        stranger.start()
        announce(home, url=f"http://127.0.0.1:{listener.getsockname()[1]}", pid=1, key=KEY)
        assert find_server(home) is None
        stranger.join()
    assert b"/api/health?nonce=" in heard
    assert KEY.encode() not in heard
    assert KEY_HEADER.encode().lower() not in heard.lower()


def test_a_server_of_another_home_is_not_ours(owner: LocalDesk, home: Home, tmp_path: Path) -> None:
    with served(owner, home) as server:
        other = Home(tmp_path / "other")
        announce(other, url=server.url, pid=server.pid, key="another key")
        assert find_server(other) is None


def test_a_wrong_key_opens_nothing(owner: LocalDesk, home: Home) -> None:
    with served(owner, home) as server:
        stranger = RemoteDesk(Server(server.url, server.pid, "wrong"))
        with pytest.raises(AccessDenied):
            stranger.documents()
        with pytest.raises(AccessDenied):
            list(stranger.ask(QUESTION))
        stranger.close()


def test_no_proxy_ever_stands_between(owner: LocalDesk, home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://192.0.2.1:3128")
    with served(owner, home) as server:
        assert find_server(home) == server
        desk = RemoteDesk(server)
        assert desk.collections() == ("Atelier",)
        desk.close()


def test_setting_cancel_ends_the_stream(owner: LocalDesk, home: Home) -> None:
    cancel = threading.Event()
    with served(owner, home) as server:
        desk = RemoteDesk(server)
        seen = []
        for event in desk.ask(QUESTION, cancel=cancel):
            seen.append(event)
            cancel.set()
        assert len(seen) == 1
        assert isinstance(list(desk.ask(QUESTION))[-1], Finished)
        desk.close()


@pytest.mark.parametrize("body", [b"", b"<html>", b'{"event": "tok'])
def test_a_server_that_goes_away_in_the_middle_is_said(body: bytes) -> None:
    transport = httpx.MockTransport(lambda _: httpx.Response(200, content=body))
    desk = RemoteDesk(Server("http://127.0.0.1:1", 7, KEY), transport)
    with pytest.raises(LibraryBusy):
        desk.counts()
    if body:
        with pytest.raises(LibraryBusy):
            list(desk.ask(QUESTION))
    desk.close()


def test_a_server_that_is_gone_is_said() -> None:
    def gone(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    desk = RemoteDesk(Server("http://127.0.0.1:1", 7, KEY), httpx.MockTransport(gone))
    with pytest.raises(LibraryBusy) as caught:
        desk.documents()
    assert caught.value.facts["pid"] == "7"
    desk.close()


def test_the_proof_depends_on_key_and_nonce() -> None:
    assert proof_of("key", "a") == proof_of("key", "a")
    assert len({proof_of("key", "a"), proof_of("key", "b"), proof_of("other", "a")}) == 3
