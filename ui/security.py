"""What stands in front of every request: which host it names, where it comes from, and what the answer may load.

A web page elsewhere must not reach the library through the user's browser (another host name that points here, a
foreign origin, a WebSocket), and a document's text must not make the browser load anything from outside.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import ipaddress
import re
import socket
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_INLINE_SCRIPT: Final = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)


def key_matches(given: str, key: str) -> bool:
    """Compare in constant time; an empty key opens nothing."""
    return bool(key) and hmac.compare_digest(given.encode(), key.encode())


def is_loopback(host: str) -> bool:
    """Whether an address to listen on can be reached from this machine only."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def content_policy(index_html: str, scripts: Iterable[str] = ()) -> str:
    """The Content-Security-Policy of the page: only what this server serves.

    Args:
        index_html: Streamlit's page, whose inline scripts are allowed by their hash; they change with its version.
        scripts: of our own, inline too, each with a fixed text.
    """
    allowed = (*_INLINE_SCRIPT.findall(index_html), *scripts)
    hashes = " ".join(f"'sha256-{_sha256(script)}'" for script in allowed)
    return "; ".join(
        (
            "default-src 'self'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "style-src 'self' 'unsafe-inline'",  # Streamlit's styles are made in the browser
            f"script-src 'self' 'wasm-unsafe-eval' {hashes}".rstrip(),
            "connect-src 'self'",
            "frame-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def security_headers(index_html: str, scripts: Iterable[str] = ()) -> dict[str, str]:
    """Headers of every answer."""
    return {
        "Content-Security-Policy": content_policy(index_html, scripts),
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }


class HostRule:
    """Which names this server answers to.

    A name that somebody else owns can be made to point at this machine, an address cannot: beside the loopback names,
    addresses are accepted only when the server listens beyond loopback.
    """

    def __init__(self, listen_on: str) -> None:
        self._names = LOOPBACK | ({listen_on.lower()} if listen_on else set())
        self._open = not is_loopback(listen_on)
        if self._open:
            machine = socket.gethostname().lower()
            self._names |= {machine, machine.split(".")[0]}

    def allows(self, host: str) -> bool:
        """Judge a Host header."""
        name = host_name(host)
        if name in self._names:
            return True
        return self._open and _is_address(name)


class Gate:
    """ASGI middleware: refuses strangers, adds the headers."""

    def __init__(self, app: ASGIApp, rule: HostRule, headers: dict[str, str]) -> None:
        self._app = app
        self._rule = rule
        self._headers = [(name.lower().encode(), value.encode()) for name, value in headers.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it with 403."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
        elif self._welcome(scope):
            await self._app(scope, receive, self._with_headers(send))
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await self._refuse(send)

    def _welcome(self, scope: Scope) -> bool:
        host = _header(scope["headers"], b"host")
        if not self._rule.allows(host):
            return False
        origin = _header(scope["headers"], b"origin")
        if scope["type"] == "websocket":
            return bool(origin) and _same(origin, host)  # a browser always sends one
        return scope["method"] in SAFE_METHODS or not origin or _same(origin, host)

    def _with_headers(self, send: Send) -> Send:
        ours = {name for name, _ in self._headers}

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = [pair for pair in message.get("headers", ()) if pair[0].lower() not in ours]
                message = {**message, "headers": [*kept, *self._headers]}
            await send(message)

        return sending

    async def _refuse(self, send: Send) -> None:
        headers = [(b"content-type", b"text/plain; charset=utf-8"), *self._headers]
        await send({"type": "http.response.start", "status": 403, "headers": headers})
        await send({"type": "http.response.body", "body": b"403"})


def host_name(host: str) -> str:
    """The name of a Host header, without its port; empty when the header is malformed."""
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port  # raises when it is no number
    except ValueError:
        return ""
    odd = parts.username is not None or parts.path or parts.query or parts.fragment
    return "" if odd else (parts.hostname or "").rstrip(".")


def _same(origin: str, host: str) -> bool:
    """Whether an Origin header names the very host and port that the request went to."""
    return urlsplit(origin).netloc.lower() == host.lower()


def _header(headers: Iterable[tuple[bytes, bytes]], name: bytes) -> str:
    return next((value.decode("latin-1") for key, value in headers if key.lower() == name), "")


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
