"""The routes of quotes and letters."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from fastapi import Request  # noqa: TC002 - FastAPI reads the annotations
from fastapi.responses import StreamingResponse  # noqa: TC002 - likewise
from pydantic import BaseModel, ConfigDict, Field

from rag.narrowing import EVERYTHING, Narrowing
from rag.office.drafts.given import Asked
from rag.office.drafts.record import Draft  # noqa: TC001 - FastAPI reads the annotations
from rag.store.drafts import State
from ui.api.stream import stream_events
from ui.drafts import KEPT
from ui.wire import record_to_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi import FastAPI

    from rag.errors import Language
    from ui.desk import Desk

LONGEST_REQUEST = 100_000  # characters


class Wish(BaseModel):
    """What is to be drafted; paths are those of documents of the library."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["quote", "letter", "reply"] = "quote"
    text: str = Field(default="", max_length=LONGEST_REQUEST)
    document: str = ""
    more: str = Field(default="", max_length=LONGEST_REQUEST)
    values: dict[str, str] = Field(default_factory=dict)
    prices: str = ""
    language: Literal["", "fr", "en"] = ""
    day: date | Literal[""] = ""

    def asked(self) -> Asked:
        """The same as the parts below know it."""
        return Asked(**{**self.model_dump(), "day": self.day.isoformat() if self.day else ""})


class Preparing(BaseModel):
    """A wish, and which documents may be read for it."""

    model_config = ConfigDict(extra="forbid")

    asked: Wish
    narrowing: Narrowing = EVERYTHING


class Numbered(BaseModel):
    """A quote by its number."""

    model_config = ConfigDict(extra="forbid")

    number: str = Field(min_length=1, max_length=100)


class Invoiced(Numbered):
    """The invoice that an accepted quote becomes."""

    invoice: str = Field(default="", max_length=100)
    day: date | Literal[""] = ""


class Moved(Numbered):
    """What became of a quote."""

    state: State


def add_drafts(api: FastAPI, desk: Desk, guard: list[Any], spoken: Callable[[Request], Language]) -> None:
    """Add the routes to the interface for programs."""

    @api.post("/drafts/task", dependencies=guard)
    async def task(wanted: Preparing, request: Request) -> StreamingResponse:
        return await stream_events(
            lambda cancel: desk.drafts.carry_out(wanted.asked.asked(), cancel, wanted.narrowing), spoken(request)
        )

    @api.post("/drafts/prepare", dependencies=guard)
    def prepare(wanted: Preparing) -> dict[str, Any]:
        return record_to_json(desk.drafts.prepare(wanted.asked.asked(), wanted.narrowing))

    @api.post("/drafts", dependencies=guard)
    def keep(draft: Draft) -> dict[str, Any]:
        return record_to_json(desk.drafts.keep(draft))

    @api.get("/drafts", dependencies=guard)
    def kept() -> list[dict[str, Any]]:
        return [KEPT.dump_python(one, mode="json") for one in desk.drafts.kept()]

    @api.post("/drafts/named", dependencies=guard)
    def named(which: Numbered) -> dict[str, Any]:
        found: dict[str, Any] = KEPT.dump_python(desk.drafts.named(which.number), mode="json")
        return found

    @api.post("/drafts/move", dependencies=guard)
    def move(which: Moved) -> dict[str, Any]:
        found: dict[str, Any] = KEPT.dump_python(desk.drafts.move(which.number, which.state), mode="json")
        return found

    @api.post("/drafts/record", dependencies=guard)
    def record(which: Invoiced) -> dict[str, Any]:
        made = desk.drafts.invoice(which.number, which.invoice, which.day.isoformat() if which.day else "")
        return {
            "values": made.invoice.values,
            "missing": list(made.invoice.missing),
            "draft": record_to_json(made.draft),
        }

    @api.post("/drafts/remove", dependencies=guard)
    def remove(which: Numbered) -> dict[str, bool]:
        desk.drafts.remove(which.number)
        return {"removed": True}
