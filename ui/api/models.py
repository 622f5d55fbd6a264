"""The routes of the models: what suits this machine, fetching, choosing, checking, removing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from fastapi import Request  # noqa: TC002 - FastAPI reads the annotations
from fastapi.responses import StreamingResponse  # noqa: TC002
from pydantic import BaseModel, ConfigDict

from rag.models.cards import Use
from ui.api.servers import add_servers
from ui.api.stream import stream_events
from ui.wire import record_to_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi import FastAPI

    from rag.errors import Language
    from ui.desk import Desk


class Named(BaseModel):
    """A model by its name in the catalogue; empty for `/models/use` means quotations."""

    model_config = ConfigDict(extra="forbid")

    name: str


class Unwanted(BaseModel):
    """A use of models that is to be done without."""

    model_config = ConfigDict(extra="forbid")

    use: Literal[Use.CHAT, Use.RERANKER]


class Wanted(Named):
    """A model to put in place; from a file or folder of this machine where one is named."""

    source: Path | None = None


def add_models(api: FastAPI, desk: Desk, guard: list[Any], spoken: Callable[[Request], Language]) -> None:
    """Add the routes to the interface for programs."""
    add_servers(api, desk, guard)

    @api.get("/models", dependencies=guard)
    def models() -> dict[str, Any]:
        return record_to_json(desk.models.overview())

    @api.post("/models/pull", dependencies=guard)
    async def pull(asked: Wanted, request: Request) -> StreamingResponse:
        return await stream_events(lambda cancel: desk.models.pull(asked.name, asked.source, cancel), spoken(request))

    @api.post("/models/check", dependencies=guard)
    async def check(asked: Named, request: Request) -> StreamingResponse:
        return await stream_events(lambda cancel: desk.models.check(asked.name, cancel), spoken(request))

    @api.post("/models/use", dependencies=guard)
    def use(asked: Named) -> dict[str, bool]:
        return {"must_repair": desk.models.use(asked.name)}

    @api.post("/models/without", dependencies=guard)
    def without(asked: Unwanted) -> dict[str, str]:
        desk.models.without(asked.use)
        return {"without": asked.use}

    @api.post("/models/remove", dependencies=guard)
    def remove(asked: Named) -> dict[str, str]:
        desk.models.remove(asked.name)
        return {"removed": asked.name}
