"""The routes of the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pydantic import BaseModel, ConfigDict, Field

from rag.errors import Language
from ui.wire import record_to_json

if TYPE_CHECKING:
    from fastapi import FastAPI

    from ui.desk import Desk

LONGEST: Final = 4_096  # characters of a value; a path may be that long


class Named(BaseModel):
    """One setting, by its name in full."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(max_length=100)


class Written(Named):
    """A value as a person writes it."""

    written: str = Field(max_length=LONGEST)
    language: Language = "en"


def add_settings(api: FastAPI, desk: Desk, guard: list[Any]) -> None:
    """Add them to an application; `guard` is what every caller has to pass."""

    @api.get("/settings", dependencies=guard)
    def settings() -> list[dict[str, Any]]:
        return [record_to_json(one) for one in desk.settings.all()]

    @api.post("/settings/change", dependencies=guard)
    def change(asked: Written) -> dict[str, Any]:
        return record_to_json(desk.settings.change(asked.name, asked.written, asked.language))

    @api.post("/settings/reset", dependencies=guard)
    def reset(asked: Named) -> dict[str, Any]:
        return record_to_json(desk.settings.reset(asked.name))
