"""The gate: strange hosts and strange pages stay outside, and every answer carries the headers."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import socket
from typing import Any

import pytest

from ui.security import Gate, HostRule, content_policy, host_name, is_loopback, key_matches, security_headers

PAGE = '<html><script src="./a.js"></script><script>window.a = 1;</script></html>'
HEADERS = security_headers(PAGE)


def passed(scope_type: str, method: str = "GET", rule: str = "127.0.0.1", **headers: str) -> tuple[bool, list[Any]]:
    """Whether the application behind the gate was reached, and what was answered."""
    reached = False
    sent: list[Any] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        nonlocal reached
        reached = True
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 200, "headers": [(b"X-Frame-Options", b"ALLOW")]})

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": scope_type,
        "method": method,
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }
    asyncio.run(Gate(app, HostRule(rule), HEADERS)(scope, None, send))  # type: ignore[arg-type]
    return reached, sent


@pytest.mark.parametrize("host", ["127.0.0.1:8501", "localhost", "LOCALHOST:1", "[::1]:8501", "localhost.:80"])
def test_this_machine_is_answered(host: str) -> None:
    assert passed("http", host=host)[0]


@pytest.mark.parametrize(
    "host", ["", "evil.example", "evil.example:8501", "127.0.0.1.evil.example", "10.0.0.5", "a@localhost",
             "localhost/x", "localhost:x", "127.0.0.1:80:80"]
)  # fmt: skip
def test_another_name_is_refused(host: str) -> None:
    reached, sent = passed("http", host=host)
    assert not reached
    assert sent[0]["status"] == 403
    assert (b"x-frame-options", b"DENY") in sent[0]["headers"]


def test_beyond_loopback_addresses_are_answered_but_strange_names_are_not() -> None:
    rule = HostRule("0.0.0.0")
    assert rule.allows("192.168.1.20:8501")
    assert rule.allows(f"{socket.gethostname()}:8501")
    assert not rule.allows("evil.example")
    assert HostRule("pc-accueil").allows("PC-Accueil:8501")


@pytest.mark.parametrize(
    ("origin", "welcome"),
    [
        ("http://localhost:8501", True),
        ("http://localhost:9999", False),
        ("http://evil.example", False),
        ("null", False),
    ],
)
def test_a_page_from_elsewhere_cannot_speak(origin: str, welcome: bool) -> None:
    assert passed("websocket", host="localhost:8501", origin=origin)[0] is welcome
    assert passed("http", "POST", host="localhost:8501", origin=origin)[0] is welcome


def test_a_program_without_an_origin() -> None:
    assert passed("http", "POST", host="localhost:8501")[0]  # it needs the key for everything that matters
    reached, sent = passed("websocket", host="localhost:8501")
    assert not reached
    assert sent == [{"type": "websocket.close", "code": 1008}]


def test_what_is_no_request_passes() -> None:
    assert passed("lifespan")[0]


def test_headers_replace_those_of_the_application() -> None:
    _, sent = passed("http", host="localhost")
    headers = sent[0]["headers"]
    assert [value for name, value in headers if name.lower() == b"x-frame-options"] == [b"DENY"]
    assert {name.decode() for name, _ in headers} >= {name.lower() for name in HEADERS}


def test_the_policy_allows_the_inline_script_and_nothing_from_outside() -> None:
    policy = content_policy(PAGE)
    digest = base64.b64encode(hashlib.sha256(b"window.a = 1;").digest()).decode()
    assert policy.count("'sha256-") == 1
    assert f"'sha256-{digest}'" in policy
    assert "http" not in policy
    assert "connect-src 'self'" in policy
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert "unsafe-inline" not in scripts
    assert "'unsafe-eval'" not in scripts


def test_an_empty_key_opens_nothing() -> None:
    assert key_matches("abc", "abc")
    assert not key_matches("abd", "abc")
    assert not key_matches("", "")
    assert not key_matches("é", "abc")


def test_loopback() -> None:
    assert all(is_loopback(host) for host in ("127.0.0.1", "127.1.2.3", "::1", "localhost"))
    assert not any(is_loopback(host) for host in ("0.0.0.0", "::", "10.0.0.1", "pc", ""))


def test_the_name_of_a_host_header() -> None:
    assert host_name("Example.ORG.:80") == "example.org"
    assert host_name("[::1]:80") == "::1"
    assert host_name("[::1") == ""
