from __future__ import annotations

import socket
from pathlib import Path

import pytest

from rag.errors import PortTaken, SettingsInvalid
from rag.settings import Home
from ui import address
from ui.address import PORTS_TRIED, listen, url_of


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    home = Home(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        if port + PORTS_TRIED > 65535:
            pytest.skip("the system gave one of the last ports")
        with listen(home, "127.0.0.1", port) as next_one:
            assert port < next_one.getsockname()[1] < port + PORTS_TRIED


def test_every_port_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(address, "PORTS_TRIED", 1)
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(PortTaken):
        listen(Home(tmp_path), "127.0.0.1", taken.getsockname()[1])


def test_an_address_of_another_machine(tmp_path: Path) -> None:
    with pytest.raises(SettingsInvalid, match=r"192\.0\.2\.1"):
        listen(Home(tmp_path), "192.0.2.1", 8501)


@pytest.mark.parametrize(
    ("host", "url"),
    [("127.0.0.1", "http://127.0.0.1:1"), ("0.0.0.0", "http://127.0.0.1:1"), ("localhost", "http://127.0.0.1:1"),
     ("::", "http://[::1]:1"), ("::1", "http://[::1]:1"), ("192.168.1.5", "http://192.168.1.5:1")],
)  # fmt: skip
def test_how_this_machine_reaches_the_page(host: str, url: str) -> None:
    assert url_of(host, 1) == url
