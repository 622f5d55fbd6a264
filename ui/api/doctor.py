"""The route of the examination."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

from ui.wire import record_to_json

if TYPE_CHECKING:
    from fastapi import FastAPI

    from ui.desk import Desk


class Wanted(BaseModel):
    """How closely to look."""

    model_config = ConfigDict(extra="forbid")

    thorough: bool = False


def add_doctor(api: FastAPI, desk: Desk, guard: list[Any]) -> None:
    """Add it to an application; `guard` is what every caller has to pass."""

    @api.post("/doctor", dependencies=guard)
    def doctor(wanted: Wanted) -> dict[str, Any]:
        return record_to_json(desk.doctor.examine(thorough=wanted.thorough))
