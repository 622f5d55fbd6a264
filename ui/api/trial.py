"""The routes of a trial's record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ui.wire import record_to_json

if TYPE_CHECKING:
    from fastapi import FastAPI

    from ui.desk import Desk


def add_trial(api: FastAPI, desk: Desk, guard: list[Any]) -> None:
    """Add them to an application; `guard` is what every caller has to pass."""

    @api.get("/trial", dependencies=guard)
    def trial() -> list[dict[str, Any]]:
        return [record_to_json(one) for one in desk.trial.all()]

    @api.post("/trial/clear", dependencies=guard)
    def clear() -> dict[str, int]:
        return {"removed": desk.trial.clear()}
