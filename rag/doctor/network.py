"""What could reach another machine: the settings, the switches of the libraries, open ports and connections.

No name is looked up for this: that would be a question to the network.
"""

from __future__ import annotations

import ipaddress
from enum import StrEnum
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import psutil

from rag import offline
from rag.doctor.finding import Finding, Level, Topic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rag.options import Settings

SHOWN: Final = 5  # addresses that are named


class Reach(StrEnum):
    """How far an address lies."""

    MACHINE = "machine"
    NEIGHBOURHOOD = "neighbourhood"  # a private network
    BEYOND = "beyond"  # anywhere, or a name that would have to be looked up


def reach_of(address: str) -> Reach:
    """How far an address lies, as far as it says so itself."""
    try:
        return _reach((urlsplit(address).hostname or "").lower())
    except ValueError:
        return Reach.BEYOND


def settings_reach(settings: Settings) -> Iterator[Finding]:
    """What the settings allow."""
    host = settings.page.host
    if _reach(host.lower()) is Reach.MACHINE:
        yield Finding("page_local", Topic.NETWORK)
    else:
        yield Finding("page_open", Topic.NETWORK, Level.CHECK, {"host": host})
    chat = settings.chat.address
    if not chat:
        yield Finding("chat_inside", Topic.NETWORK)
    elif reach_of(chat) is Reach.MACHINE:
        yield Finding("chat_local", Topic.NETWORK, facts={"address": chat})
    else:
        yield Finding("chat_leaves", Topic.NETWORK, Level.CHECK, {"address": chat})
    if settings.chat.allowed_hosts:
        names = ", ".join(settings.chat.allowed_hosts)
        yield Finding("hosts_allowed", Topic.NETWORK, Level.CHECK, {"hosts": names})
    hub = settings.models.hub
    yield Finding("downloads" if hub else "no_downloads", Topic.NETWORK, facts={"hub": hub} if hub else {})


def switches() -> Finding:
    """Whether every library that would call home is silenced in this very process."""
    lacking = offline.lacking()
    if lacking:
        return Finding("switches_lack", Topic.NETWORK, Level.BAD, {"names": ", ".join(lacking)})
    count = len(offline.SWITCHES) + len(offline.ABSENT) + len(offline.BLOCKED_MODULES)
    return Finding("switches", Topic.NETWORK, facts={"count": count})


def listening(ports: Iterable[tuple[str, int]]) -> Iterator[Finding]:
    """The ports that this program holds open, as the system says; each with the address that it listens on."""
    found = sorted(set(ports))
    far = [f"{host}:{port}" for host, port in found if not is_local(host)]
    if far:
        yield Finding("ports_open", Topic.NETWORK, Level.CHECK, {"addresses": ", ".join(far[:SHOWN])})
    elif found:
        yield Finding("ports_local", Topic.NETWORK, facts={"count": len(found)})


def connections(outside: Iterable[str], since: str) -> Finding:
    """Connections that were seen to leave this machine.

    Args:
        outside: addresses that were spoken to.
        since: when looking began, ISO 8601; empty: this one look is all there was.
    """
    found = sorted(set(outside))
    moment: dict[str, str | int | float] = {"moment": since} if since else {}
    if found:
        facts = {"count": len(found), "addresses": ", ".join(found[:SHOWN]), **moment}
        return Finding("connections", Topic.NETWORK, Level.CHECK, facts)
    return Finding("no_connections" if since else "no_connections_now", Topic.NETWORK, facts=moment)


def own_sockets() -> tuple[set[tuple[str, int]], set[str]]:
    """Of this process and all that it started: the ports that listen, and the far ends of connections that leave.

    Somebody who opens the page from another machine is no connection of ours: it came in at a port that listens.
    """
    ports: set[tuple[str, int]] = set()
    spoken: list[tuple[int, str, int]] = []  # own port, far address and port
    me = psutil.Process()
    for process in (me, *me.children(recursive=True)):
        try:
            sockets = process.net_connections(kind="inet")
        except (psutil.Error, OSError):
            continue  # it has ended, or the system does not say
        for one in sockets:
            if one.status == psutil.CONN_LISTEN:
                ports.add((str(one.laddr.ip), int(one.laddr.port)))
            elif one.raddr:
                spoken.append((int(one.laddr.port), str(one.raddr.ip), int(one.raddr.port)))
    held = {port for _, port in ports}
    return ports, {f"{far}:{port}" for own, far, port in spoken if own not in held and not is_local(far)}


def is_local(address: str) -> bool:
    """Whether an IP address is this machine's own to itself."""
    try:
        one = ipaddress.ip_address(address.split("%", 1)[0])
    except ValueError:
        return address == "localhost"
    mapped = one.ipv4_mapped if isinstance(one, ipaddress.IPv6Address) else None
    return (mapped or one).is_loopback


def _reach(host: str) -> Reach:
    if is_local(host):
        return Reach.MACHINE
    try:
        one = ipaddress.ip_address(host.split("%", 1)[0])
    except ValueError:
        return Reach.BEYOND
    return Reach.NEIGHBOURHOOD if one.is_private or one.is_link_local else Reach.BEYOND
