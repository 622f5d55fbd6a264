"""The routes of office work."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fastapi import Request  # noqa: TC002 - FastAPI reads the annotations
from fastapi.responses import StreamingResponse  # noqa: TC002
from pydantic import BaseModel, ConfigDict, Field

from rag.office.asked import MinutesAsked
from ui.api.choices import Narrowed
from ui.api.drafts import add_drafts
from ui.api.mail import add_mail
from ui.api.stream import stream_events
from ui.api.tasks import add_tasks

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi import FastAPI

    from rag.errors import Language
    from ui.desk import Desk

MOST_PATHS = 1_000


class Meetings(BaseModel):
    """The fields of `MinutesAsked`: files or folders as they lie on this machine; they are read from the library."""

    model_config = ConfigDict(extra="forbid")

    paths: list[Path] = Field(min_length=1, max_length=MOST_PATHS)
    day: date = Field(default_factory=date.today)
    narrowing: Narrowed = Field(default_factory=Narrowed)
    model: bool = True

    def asked(self) -> MinutesAsked:
        """The value that travels."""
        return MinutesAsked(
            self.day.isoformat(), tuple(map(str, self.paths)), self.narrowing.narrowing(), model=self.model
        )


def add_office(api: FastAPI, desk: Desk, guard: list[Any], spoken: Callable[[Request], Language]) -> None:
    """Add the routes to the interface for programs, and those of the tasks that were done."""
    add_tasks(api, desk, guard)
    add_mail(api, desk, guard)

    @api.post("/office/minutes", dependencies=guard)
    async def minutes(asked: Meetings, request: Request) -> StreamingResponse:
        return await stream_events(lambda cancel: desk.office.summarise(asked.asked(), cancel), spoken(request))

    add_drafts(api, desk, guard, spoken)
