"""The routes of kept conversations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fastapi import Response
from pydantic import BaseModel, ConfigDict, Field

from rag.errors import Language  # noqa: TC001 - FastAPI reads the annotations
from rag.threads import KeptTurn, Thread, ThreadId
from ui.exports import KINDS, Form, exported
from ui.transcript import transcript
from ui.wire import record_to_json

if TYPE_CHECKING:
    from fastapi import FastAPI

    from ui.desk import Desk

LONGEST: Final = 4_000  # characters of what is sought or of a name
MOST_REMOVED: Final = 10_000


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Sought(_Asked):
    """Conversations by words in them."""

    words: str = Field(default="", max_length=LONGEST)
    limit: int = Field(default=100, ge=1)


class Named(_Asked):
    """One conversation by its id, or by how it begins."""

    name: str = Field(max_length=LONGEST)


class Kept(_Asked):
    """A question with its answer, and the conversation that it belongs to."""

    thread: Thread
    turn: KeptTurn


class Renamed(_Asked):
    """Another name of a conversation."""

    id: str
    title: str = Field(max_length=LONGEST)


class Cut(_Asked):
    """A question of a conversation that leaves it, with all after it."""

    id: str = Field(max_length=LONGEST)
    turn: str = Field(max_length=LONGEST)


class Removed(_Asked):
    """Conversations to forget."""

    ids: list[str] = Field(max_length=MOST_REMOVED)


def add_threads(api: FastAPI, desk: Desk, guard: list[Any]) -> None:
    """Add them to an application; `guard` is what every caller has to pass."""

    @api.post("/threads/find", dependencies=guard)
    def find(asked: Sought) -> list[dict[str, Any]]:
        return [record_to_json(one) for one in desk.threads.find(asked.words, asked.limit)]

    @api.get("/threads/keeps", dependencies=guard)
    def keeps() -> dict[str, bool]:
        return {"keeps": desk.threads.keeps()}

    @api.post("/threads/named", dependencies=guard)
    def named(asked: Named) -> dict[str, Any]:
        return record_to_json(desk.threads.named(asked.name))

    @api.get("/threads/{thread}/turns", dependencies=guard)
    def turns(thread: str) -> list[dict[str, Any]]:
        return [record_to_json(one) for one in desk.threads.turns(desk.threads.named(thread).id)]

    @api.get("/threads/{thread}/export", dependencies=guard)
    def export(thread: str, form: Form = "markdown", language: Language = "fr") -> Response:
        found = desk.threads.named(thread)
        whole = transcript(found, desk.threads.turns(found.id), language)
        return Response(exported(whole, form, language), media_type=KINDS[form])

    @api.post("/threads/holding", dependencies=guard)
    def holding(asked: Named) -> dict[str, Any] | None:
        found = desk.threads.holding(asked.name)
        return record_to_json(found) if found else None

    _add_changes(api, desk, guard)


def _add_changes(api: FastAPI, desk: Desk, guard: list[Any]) -> None:
    @api.post("/threads/keep", dependencies=guard)
    def keep(asked: Kept) -> dict[str, str]:
        desk.threads.keep(asked.thread, asked.turn)
        return {"id": asked.thread.id}

    @api.post("/threads/rename", dependencies=guard)
    def rename(asked: Renamed) -> dict[str, str]:
        desk.threads.rename(ThreadId(asked.id), asked.title)
        return {"id": asked.id}

    @api.post("/threads/remove", dependencies=guard)
    def remove(asked: Removed) -> dict[str, int]:
        return {"removed": desk.threads.remove([ThreadId(one) for one in asked.ids])}

    @api.post("/threads/cut", dependencies=guard)
    def cut(asked: Cut) -> dict[str, int]:
        return {"removed": desk.threads.cut(ThreadId(asked.id), asked.turn)}
