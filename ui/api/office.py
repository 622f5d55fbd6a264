"""The routes of office work."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field

from ui.api.drafts import add_drafts
from ui.wire import record_to_json

if TYPE_CHECKING:
    from fastapi import FastAPI

    from ui.desk import Desk


class Meetings(BaseModel):
    """Minutes by their files or folders, as they lie on this machine; they are read from the library."""

    model_config = ConfigDict(extra="forbid")

    paths: list[Path] = Field(min_length=1)
    day: date = Field(default_factory=date.today)


def add_office(api: FastAPI, desk: Desk, guard: list[Any]) -> None:
    """Add the routes to the interface for programs."""

    @api.post("/office/minutes", dependencies=guard)
    def minutes(asked: Meetings) -> dict[str, Any]:
        return record_to_json(desk.office.minutes(asked.paths, asked.day.isoformat()))

    add_drafts(api, desk, guard)
