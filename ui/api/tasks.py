"""The routes of the office tasks that were done: listed, opened, deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pydantic import BaseModel, ConfigDict, Field

from rag.tasks import TaskId
from ui.wire import record_to_json

if TYPE_CHECKING:
    from fastapi import FastAPI

    from ui.desk import Desk

LONGEST: Final = 200  # characters of a name
MOST_REMOVED: Final = 10_000


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Sought(_Asked):
    """Tasks of a kind, of every kind where none is named."""

    kind: str = Field(default="", max_length=LONGEST)
    limit: int = Field(default=100, ge=1)


class Named(_Asked):
    """One task by its id, or by how it begins."""

    name: str = Field(max_length=LONGEST)


class Removed(_Asked):
    """Tasks to forget."""

    ids: list[str] = Field(max_length=MOST_REMOVED)


def add_tasks(api: FastAPI, desk: Desk, guard: list[Any]) -> None:
    """Add them to an application; `guard` is what every caller has to pass."""

    @api.post("/tasks/find", dependencies=guard)
    def find(asked: Sought) -> list[dict[str, Any]]:
        return [record_to_json(one) for one in desk.tasks.find(asked.kind, asked.limit)]

    @api.get("/tasks/keeps", dependencies=guard)
    def keeps() -> dict[str, bool]:
        return {"keeps": desk.tasks.keeps()}

    @api.post("/tasks/named", dependencies=guard)
    def named(asked: Named) -> dict[str, Any]:
        return record_to_json(desk.tasks.named(asked.name))

    @api.post("/tasks/remove", dependencies=guard)
    def remove(asked: Removed) -> dict[str, int]:
        return {"removed": desk.tasks.remove([TaskId(one) for one in asked.ids])}
