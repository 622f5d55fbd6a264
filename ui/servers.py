"""Model servers by address as the screens see them: found, looked at, chosen, given a key; here or remotely."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from rag.errors import KeyWanted, ModelNotServed
from rag.keys import keep_key, key_for
from rag.models.addresses import check, origin_of, tidied
from rag.models.dialects import ModelServer
from rag.models.servers import found_servers, look
from ui.wire import record_from_json

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rag.options import Settings
    from rag.settings import Home


class Servers(Protocol):
    """What the screens may ask about programs that serve models."""

    def found(self) -> tuple[ModelServer, ...]:
        """Those of this machine, at their usual ports."""

    def look(self, address: str) -> ModelServer:
        """The one at an address, as somebody typed it.

        Raises:
            AddressInvalid, AddressRefused, ServerUnreachable, NotAModelServer: there is none that may be asked.
        """

    def use(self, name: str, address: str) -> None:
        """Let a model of the server at an address write the answers from now on.

        Raises:
            ModelNotServed, KeyWanted, SettingsInvalid, and those of `look`: nothing was changed.
        """

    def give_key(self, address: str, key: str) -> None:
        """Keep a key for the server at an address, and for no other; an empty one forgets it.

        Raises:
            AddressInvalid, AddressRefused, ServerUnreachable: it may not be spoken to; nothing was kept.
        """


class LocalServers:
    """The servers as this process sees them."""

    def __init__(
        self, home: Home, settings: Callable[[], Settings], change: Callable[[Mapping[str, str]], object]
    ) -> None:
        self._home = home
        self._settings = settings
        self._change = change

    def found(self) -> tuple[ModelServer, ...]:
        """See `Servers`."""
        return found_servers(lambda address: key_for(self._home, origin_of(address)))

    def look(self, address: str) -> ModelServer:
        """See `Servers`."""
        url = tidied(address)
        return look(url, self._settings().chat.allowed_hosts, key_for(self._home, origin_of(url)))

    def use(self, name: str, address: str) -> None:
        """See `Servers`."""
        server = self.look(address)
        if server.wants_key:
            raise KeyWanted(server.address)
        if server.models and server.model(name) is None:
            raise ModelNotServed(name, server.address, [model.name for model in server.models])
        self._change({"chat.model": name, "chat.address": server.address})

    def give_key(self, address: str, key: str) -> None:
        """See `Servers`."""
        url = tidied(address)
        if key:
            check(url, self._settings().chat.allowed_hosts)
        keep_key(self._home, origin_of(url), key)


class RemoteServers:
    """The servers as the running server sees them; it lives on this machine."""

    def __init__(self, call: Callable[..., Any]) -> None:
        self._call = call

    def found(self) -> tuple[ModelServer, ...]:
        """See `Servers`."""
        return tuple(record_from_json(ModelServer, one) for one in self._call("GET", "/models/servers"))

    def look(self, address: str) -> ModelServer:
        """See `Servers`."""
        return record_from_json(ModelServer, self._call("POST", "/models/servers/look", {"address": address}))

    def use(self, name: str, address: str) -> None:
        """See `Servers`."""
        self._call("POST", "/models/servers/use", {"name": name, "address": address})

    def give_key(self, address: str, key: str) -> None:
        """See `Servers`."""
        self._call("POST", "/models/servers/key", {"address": address, "key": key})
