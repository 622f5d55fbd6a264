"""Where the page listens, and how it is reached from this machine."""

from __future__ import annotations

import errno
import socket
from typing import TYPE_CHECKING, Final

from rag.errors import PortTaken, SettingsInvalid

if TYPE_CHECKING:
    from rag.settings import Home

PORTS_TRIED: Final = 20
PORTS: Final = 65536


def listen(home: Home, host: str, port: int) -> socket.socket:
    """A socket on the wanted port or the next free one; raises PortTaken, SettingsInvalid."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for tried in range(port, min(port + PORTS_TRIED, PORTS)):
        try:
            return socket.create_server((host, tried), family=family)
        except OSError as trouble:
            if trouble.errno != errno.EADDRINUSE:
                problem = f"page.host {host}, page.port {tried}: {trouble.strerror}"
                raise SettingsInvalid(home.settings_file, problem) from trouble
    raise PortTaken(port)


def url_of(host: str, port: int) -> str:
    """How this machine's own browser and commands reach the page."""
    name = {"0.0.0.0": "127.0.0.1", "::": "::1", "localhost": "127.0.0.1"}.get(host, host)  # noqa: S104 - compared only
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"
