"""The routes of model servers by address: found, looked at, chosen, given a key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, SecretStr

from ui.wire import record_to_json

if TYPE_CHECKING:
    from fastapi import FastAPI

    from ui.desk import Desk


class At(BaseModel):
    """A server by its address."""

    model_config = ConfigDict(extra="forbid")

    address: str


class ModelAt(At):
    """A model of such a server, to be used."""

    name: str


class KeyAt(At):
    """The key of such a server; empty forgets it. Never given out again."""

    key: SecretStr


def add_servers(api: FastAPI, desk: Desk, guard: list[Any]) -> None:
    """Add the routes to the interface for programs."""

    @api.get("/models/servers", dependencies=guard)
    def servers() -> list[dict[str, Any]]:
        return [record_to_json(server) for server in desk.models.servers.found()]

    @api.post("/models/servers/look", dependencies=guard)
    def look(asked: At) -> dict[str, Any]:
        return record_to_json(desk.models.servers.look(asked.address))

    @api.post("/models/servers/use", dependencies=guard)
    def use(asked: ModelAt) -> dict[str, str]:
        desk.models.servers.use(asked.name, asked.address)
        return {"used": asked.name}

    @api.post("/models/servers/key", dependencies=guard)
    def key(asked: KeyAt) -> dict[str, str]:
        desk.models.servers.give_key(asked.address, asked.key.get_secret_value())
        return {"kept": asked.address}
