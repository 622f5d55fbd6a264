"""Whether a model server may be spoken to: on this machine, in the private network, or allowed by name.

A name is asked for once. What it was then is what is connected to (`rag.models.connection`), so that a name cannot lead
inside while it is checked and outside a moment later.
"""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import SplitResult, urlsplit

from rag.errors import AddressInvalid, AddressRefused, ServerUnreachable

if TYPE_CHECKING:
    from collections.abc import Collection

# Written out, since Python's `is_private` has much more in it: networks for examples, and forms that carry another
# address inside (NAT64, 6to4). The addresses that two machines on one cable give themselves are near as well.
NEAR: Final = tuple(
    ipaddress.ip_network(network)
    for network in (
        "127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16",
        "::1/128", "fc00::/7", "fe80::/10",
    )
)  # fmt: skip
PORTS: Final = {"http": 80, "https": 443}
# What people copy from a manual; the routes are ours to choose.
_ROUTES: Final = ("/v1/chat/completions", "/v1/models", "/api/chat", "/api/tags", "/api/v0", "/api/v1", "/api", "")


@dataclass(frozen=True, slots=True)
class CheckedAddress:
    """An address that may be spoken to, and where exactly it lies."""

    url: str  # without its last slash
    scheme: str
    host: str  # a name or a number, in lower case, as it stands in the address
    port: int
    places: tuple[str, ...]  # the numbers of the host that were checked, at least one

    @property
    def origin(self) -> str:
        """Scheme, host and port: what a key belongs to."""
        return origin_of(self.url)


def tidied(typed: str) -> str:
    """An address as it stands in the settings, from what somebody typed: `localhost:11434` is enough.

    Raises:
        AddressInvalid: it is no address of a server, or has a name and a password in it.
    """
    text = typed.strip()
    parts = _split(text if "://" in text else f"http://{text}", text)
    path = parts.path.rstrip("/")
    return f"{parts.scheme}://{parts.netloc}{'/v1' if path in _ROUTES else path}"


def origin_of(address: str) -> str:
    """Scheme, host and port, always all three: `http://127.0.0.1:80`; raises AddressInvalid."""
    parts = _split(address, address)
    host = (parts.hostname or "").lower()
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}:{parts.port or PORTS[parts.scheme]}"


def check(address: str, allowed_hosts: Collection[str] = ()) -> CheckedAddress:
    """The address, when documents may be sent there.

    Args:
        address: of a model server, such as `http://127.0.0.1:11434/v1`.
        allowed_hosts: names that the settings allow outside the private network.

    Raises:
        AddressInvalid: no http address.
        AddressRefused: it lies outside, or one of the places that its name stands for does; nothing was sent.
        ServerUnreachable: the name is unknown.
    """
    parts = _split(address, address)
    host, port = (parts.hostname or "").lower(), parts.port or PORTS[parts.scheme]
    places = _places(host, port, address)
    if host not in {name.lower() for name in allowed_hosts} and not all(is_near(place) for place in places):
        raise AddressRefused(address)
    return CheckedAddress(address.rstrip("/"), parts.scheme, host, port, places)


def checked_address(address: str, allowed_hosts: Collection[str] = ()) -> str:
    """The address without its last slash, when documents may be sent there; see `check`."""
    return check(address, allowed_hosts).url


def is_near(place: str) -> bool:
    """Whether a number lies on this machine or in the private network."""
    one = ipaddress.ip_address(place.split("%", 1)[0])
    if isinstance(one, ipaddress.IPv6Address) and one.ipv4_mapped:
        one = one.ipv4_mapped
    return any(one in network for network in NEAR if network.version == one.version)


def _split(address: str, shown: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        usable = parts.scheme in PORTS and bool(parts.hostname) and parts.port != 0  # the port is read here
    except ValueError as trouble:
        raise AddressInvalid(shown) from trouble
    if not usable or "@" in parts.netloc or any(sign.isspace() or sign == "\\" for sign in address):
        raise AddressInvalid(shown)
    return parts


def _places(host: str, port: int, address: str) -> tuple[str, ...]:
    """Every number of a name: one outside is enough to refuse it. A number is its own, and nobody is asked."""
    try:
        ipaddress.ip_address(host.split("%", 1)[0])
    except ValueError:
        pass
    else:
        return (host,)
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as trouble:
        raise ServerUnreachable(address) from trouble
    return tuple(dict.fromkeys(str(one[4][0]) for one in found))
