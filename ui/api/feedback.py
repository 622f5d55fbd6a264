"""The routes of readers' opinions about answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field

from rag.engine import QUESTION_CHARACTERS
from rag.records import Feedback, Manner
from ui.wire import record_to_json

if TYPE_CHECKING:
    from fastapi import FastAPI

    from ui.desk import Desk

MOST_SOURCES = 200
LONGEST = 4_000  # characters of a name or of a reason


class Given(BaseModel):
    """An opinion; the fields of `rag.records.Feedback`."""

    model_config = ConfigDict(extra="forbid")

    id: str = Field(min_length=1, max_length=64)
    moment: str = Field(max_length=64)
    question: str = Field(min_length=1, max_length=QUESTION_CHARACTERS)
    manner: Manner
    sources: list[str] = Field(max_length=MOST_SOURCES)
    helpful: bool
    reason: str = Field(default="", max_length=LONGEST)
    right_source: str = Field(default="", max_length=LONGEST)
    taken: bool = False


class Named(BaseModel):
    """Opinions by their names."""

    model_config = ConfigDict(extra="forbid")

    ids: list[str]


def add_feedback(api: FastAPI, desk: Desk, guard: list[Any]) -> None:
    """Add them to an application; `guard` is what every caller has to pass."""

    @api.get("/feedback", dependencies=guard)
    def feedback() -> list[dict[str, Any]]:
        return [record_to_json(one) for one in desk.feedback.all()]

    @api.post("/feedback", dependencies=guard)
    def give(said: Given) -> dict[str, str]:
        desk.feedback.give(Feedback(**{**said.model_dump(), "sources": tuple(said.sources)}))
        return {"id": said.id}

    @api.post("/feedback/take", dependencies=guard)
    def take(named: Named) -> dict[str, int]:
        desk.feedback.take(named.ids)
        return {"taken": len(named.ids)}

    @api.post("/feedback/remove", dependencies=guard)
    def remove(named: Named) -> dict[str, int]:
        return {"removed": desk.feedback.remove(named.ids)}
