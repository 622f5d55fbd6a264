"""An HTTP client for one model server: to the very place that was checked, past every proxy, after no redirect.

The name in an address is not asked for again (see `rag.models.addresses`): the connection goes to the number that was
checked, while the server still hears its name. A request for any other host is refused, so a key cannot go astray.
"""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING, Final

import httpx

from rag.errors import AddressRefused
from rag.models.addresses import PORTS

if TYPE_CHECKING:
    from rag.models.addresses import CheckedAddress

CONNECT_SECONDS: Final = 10.0


def connect(
    checked: CheckedAddress,
    *,
    silence_seconds: float,
    connect_seconds: float = CONNECT_SECONDS,
    key: str = "",
) -> httpx.Client:
    """A client that speaks to this server alone; closing it is what cancels an answer.

    Args:
        checked: where it may speak to.
        silence_seconds: how long the server may say nothing.
        connect_seconds: how long it may take to be there.
        key: goes with every request when it is not empty.
    """
    return httpx.Client(
        transport=Pinned(checked),
        trust_env=False,  # never through a proxy that the environment names
        follow_redirects=False,
        timeout=httpx.Timeout(silence_seconds, connect=connect_seconds),
        headers={"Authorization": f"Bearer {key}"} if key else {},
    )


class Pinned(httpx.BaseTransport):
    """Connects to the numbers that were checked, the first that answers, and to nothing else."""

    def __init__(self, checked: CheckedAddress) -> None:
        self._checked = checked
        # A firm's own certificates stand in the system's store.
        secure = ssl.create_default_context() if checked.scheme == "https" else False
        self._inner = httpx.HTTPTransport(verify=secure, trust_env=False)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """See httpx; raises AddressRefused for another host than the one that was checked."""
        ours, url = self._checked, request.url
        asked = (url.scheme, url.host.lower(), url.port or PORTS.get(url.scheme))
        if asked != (ours.scheme, ours.host, ours.port):
            raise AddressRefused(f"{url.scheme}://{url.host}")
        for place in ours.places[:-1]:
            try:
                return self._inner.handle_request(self._sent_to(place, request))
            except (httpx.ConnectError, httpx.ConnectTimeout):
                continue  # nothing was sent: `localhost` is two places, and a program may listen at one
        return self._inner.handle_request(self._sent_to(ours.places[-1], request))

    def close(self) -> None:
        """See httpx."""
        self._inner.close()

    def _sent_to(self, place: str, request: httpx.Request) -> httpx.Request:
        return httpx.Request(
            request.method,
            request.url.copy_with(host=place),
            headers=request.headers,  # its `Host` is still the name
            stream=request.stream,
            extensions={**request.extensions, "sni_hostname": self._checked.host},
        )
