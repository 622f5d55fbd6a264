"""Refuses every socket that would leave this machine, whoever opens it; Python tells before it happens."""

from __future__ import annotations

import ipaddress

LOCAL_NAMES = frozenset({"localhost", ""})


class LeftTheMachine(BaseException):
    """Not an Exception, so that no library can swallow it."""


def refuse_outside(event: str, arguments: tuple[object, ...]) -> None:
    """An audit hook; see PEP 578."""
    if event in {"socket.connect", "socket.sendto", "socket.sendmsg"}:
        address = arguments[1]
        if isinstance(address, tuple) and address and not is_local(str(address[0])):
            raise LeftTheMachine(f"{event} {address}")
    elif event in {"socket.getaddrinfo", "socket.gethostbyname"} and not is_local(_text(arguments[0])):
        raise LeftTheMachine(f"{event} {arguments[0]!r}")


def is_local(host: str) -> bool:
    """Whether a host is this machine; an address that is only looked at, not spoken to, is checked on connecting."""
    try:
        return ipaddress.ip_address(host.split("%", 1)[0]).is_loopback
    except ValueError:
        return host in LOCAL_NAMES


def _text(value: object) -> str:
    return value.decode() if isinstance(value, bytes) else str(value or "")
