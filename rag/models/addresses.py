"""Whether a model server may be spoken to: on this machine, in the private network, or allowed by name."""

from __future__ import annotations

import ipaddress
import socket
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from rag.errors import AddressRefused, ServerUnreachable

if TYPE_CHECKING:
    from collections.abc import Collection


def checked_address(address: str, allowed_hosts: Collection[str] = ()) -> str:
    """The address without its last slash, when documents may be sent there.

    Args:
        address: of an OpenAI-compatible server, such as `http://127.0.0.1:11434/v1`.
        allowed_hosts: names that the settings allow outside the private network.

    Raises:
        AddressRefused: no http address, or one outside; nothing was sent.
        ServerUnreachable: the name is unknown.
    """
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").lower()
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as trouble:
        raise AddressRefused(address) from trouble
    if parts.scheme not in {"http", "https"} or not host:
        raise AddressRefused(address)
    if host not in {name.lower() for name in allowed_hosts} and not all(
        _is_inside(found) for found in _addresses(host, port, address)
    ):
        raise AddressRefused(address)
    return address.rstrip("/")


def _addresses(host: str, port: int, address: str) -> list[str]:
    """Every address of a name: one outside is enough to refuse it. An address is its own, and nobody is asked."""
    try:
        return [str(ipaddress.ip_address(host.split("%", 1)[0]))]
    except ValueError:
        pass
    try:
        return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except OSError as trouble:
        raise ServerUnreachable(address) from trouble


def _is_inside(found: str) -> bool:
    one = ipaddress.ip_address(found.split("%", 1)[0])
    if isinstance(one, ipaddress.IPv6Address) and one.ipv4_mapped:
        one = one.ipv4_mapped
    return not one.is_unspecified and (one.is_loopback or one.is_private or one.is_link_local)
