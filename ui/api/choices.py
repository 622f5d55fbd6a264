"""Where a question may look, as callers name it, and the routes that say what there is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field

from rag.engine import QUESTION_CHARACTERS
from rag.narrowing import Narrowing
from rag.records import Earlier
from ui.choices import MOST
from ui.wire import record_to_json

if TYPE_CHECKING:
    from fastapi import FastAPI

    from ui.desk import Desk

MOST_NAMES = 1_000  # of one field
LONGEST = 4_096  # characters of a name; a path may be that long


class Narrowed(BaseModel):
    """The fields of `rag.narrowing.Narrowing`."""

    model_config = ConfigDict(extra="forbid")

    collections: list[str] = Field(default_factory=list, max_length=MOST_NAMES)
    documents: list[str] = Field(default_factory=list, max_length=MOST_NAMES)
    kinds: list[str] = Field(default_factory=list, max_length=MOST_NAMES)
    since: str = Field(default="", max_length=64)
    until: str = Field(default="", max_length=64)

    def narrowing(self) -> Narrowing:
        """The value that travels."""
        return Narrowing(tuple(self.collections), tuple(self.documents), tuple(self.kinds), self.since, self.until)


class Before(BaseModel):
    """A question asked earlier in the same conversation; the fields of `rag.records.Earlier`."""

    model_config = ConfigDict(extra="forbid")

    question: str = Field(max_length=QUESTION_CHARACTERS)
    documents: list[str] = Field(default_factory=list, max_length=MOST_NAMES)

    def earlier(self) -> Earlier:
        """The value that travels."""
        return Earlier(self.question, tuple(self.documents))


class Listing(Narrowed):
    """Documents to choose from."""

    words: str = Field(default="", max_length=LONGEST)
    limit: int = Field(default=MOST, ge=1, le=1_000)


def add_choices(api: FastAPI, desk: Desk, guard: list[Any]) -> None:
    """Add them to an application; `guard` is what every caller has to pass."""

    @api.post("/contents", dependencies=guard)
    def contents(asked: Narrowed) -> dict[str, Any]:
        return record_to_json(desk.choices.contents(asked.narrowing()))

    @api.post("/contents/documents", dependencies=guard)
    def documents(asked: Listing) -> list[dict[str, Any]]:
        return [record_to_json(one) for one in desk.choices.documents_like(asked.words, asked.narrowing(), asked.limit)]

    @api.post("/contents/there", dependencies=guard)
    def there(asked: Narrowed) -> dict[str, Any]:
        return record_to_json(desk.choices.still_there(asked.narrowing()))
