"""What could reach another machine, looked at and not claimed."""

from __future__ import annotations

import os
import socket
import subprocess
import sys

import psutil
import pytest

from rag import offline
from rag.doctor.finding import Level
from rag.doctor.network import Reach, connections, is_local, listening, own_sockets, reach_of, settings_reach, switches
from rag.options import Chat, Models, Page, Settings
from tests.rag.doctor.parts import levels

# Connects without a packet being sent: datagrams have no handshake.
SPEAKING = """
import socket, sys
one = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
one.connect((sys.argv[1], 9))
print("ready", flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize(
    ("address", "reach"),
    [
        ("http://127.0.0.1:11434/v1", Reach.MACHINE),
        ("http://localhost:1234", Reach.MACHINE),
        ("http://[::1]:8080/v1", Reach.MACHINE),
        ("http://[::ffff:127.0.0.1]:8080", Reach.MACHINE),
        ("http://192.168.1.20/v1", Reach.NEIGHBOURHOOD),
        ("http://[fe80::1]/v1", Reach.NEIGHBOURHOOD),
        ("https://8.8.8.8/v1", Reach.BEYOND),
        ("https://api.example.com/v1", Reach.BEYOND),
        ("http://127.0.0.1.example.com", Reach.BEYOND),
        ("http://[x", Reach.BEYOND),
    ],
)
def test_how_far_an_address_lies(address: str, reach: Reach) -> None:
    assert reach_of(address) is reach


def test_what_the_settings_allow() -> None:
    assert levels(settings_reach(Settings())) == dict.fromkeys(("page_local", "chat_inside", "downloads"), Level.GOOD)
    wide = Settings(
        page=Page(host="0.0.0.0"),
        chat=Chat(address="http://10.0.0.3/v1", allowed_hosts=("api.example.com",)),
        models=Models(hub=""),
    )
    assert levels(settings_reach(wide)) == {
        "page_open": Level.CHECK,
        "chat_leaves": Level.CHECK,
        "hosts_allowed": Level.CHECK,
        "no_downloads": Level.GOOD,
    }
    assert "chat_local" in levels(settings_reach(Settings(chat=Chat(address="http://127.0.0.1:1/v1"))))


def test_the_switches_are_those_of_this_very_process(monkeypatch: pytest.MonkeyPatch) -> None:
    offline.apply()
    assert switches().level is Level.GOOD
    monkeypatch.setenv("DO_NOT_TRACK", "")
    monkeypatch.setenv("OPENAI_API_KEY", "x")
    monkeypatch.delitem(sys.modules, "openvino_telemetry")
    found = switches()
    assert found.level is Level.BAD
    assert found.facts["names"] == "DO_NOT_TRACK, OPENAI_API_KEY, openvino_telemetry"
    offline.apply()
    assert switches().level is Level.GOOD
    assert os.environ["DO_NOT_TRACK"] == "1"


def test_ports_as_the_system_says() -> None:
    with socket.create_server(("127.0.0.1", 0)) as near:
        port = near.getsockname()[1]
        assert ("127.0.0.1", port) in own_sockets()[0]
        assert levels(listening([("127.0.0.1", port)])) == {"ports_local": Level.GOOD}
    with socket.create_server(("0.0.0.0", 0)) as far:
        ports, outside = own_sockets()
        assert ("0.0.0.0", far.getsockname()[1]) in ports
        assert levels(listening(ports)) == {"ports_open": Level.CHECK}
        assert outside == set()
    assert list(listening([])) == []


def test_a_connection_that_a_child_holds_is_seen() -> None:
    own = [one.address for found in psutil.net_if_addrs().values() for one in found if one.family == socket.AF_INET]
    address = next((one for one in own if not is_local(one)), None)
    if address is None:
        pytest.skip("this machine has no address but loopback")
    child = subprocess.Popen(
        [sys.executable, "-c", SPEAKING, address], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    try:
        assert child.stdout.readline() == "ready\n"
        assert own_sockets()[1] == {f"{address}:9"}
    finally:
        child.communicate("")
    assert own_sockets()[1] == set()


def test_what_is_said_of_connections() -> None:
    assert connections([], "").code == "no_connections_now"
    assert connections([], "2026-01-01").facts == {"moment": "2026-01-01"}
    found = connections([f"192.0.2.{number}:443" for number in range(9)] * 2, "2026-01-01")
    assert (found.level, found.facts["count"]) == (Level.CHECK, 9)
    assert found.facts["addresses"] == "192.0.2.0:443, 192.0.2.1:443, 192.0.2.2:443, 192.0.2.3:443, 192.0.2.4:443"
