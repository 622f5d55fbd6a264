"""The routes of sorting mail."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from fastapi.responses import StreamingResponse  # noqa: TC002 - FastAPI reads the annotations
from pydantic import BaseModel, ConfigDict, Field, SecretStr

from ingest.incoming.imap import MOST_MESSAGES
from rag.errors import Language
from rag.office.mail.record import Category, Mail, ServerMail
from ui.api.stream import stream_events
from ui.wire import record_to_json

if TYPE_CHECKING:
    from fastapi import FastAPI

    from ui.desk import Desk

MOST_PATHS: Final = 1_000
LONGEST_NAME: Final = 200
LONGEST: Final = 20_000  # characters of an example
MOST_EXAMPLES: Final = 200
PROMPTEST: Final = 3


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Incoming(_Asked):
    """Mail as it lies on this machine; without paths, that of the server that the settings name; nothing of it changes.

    Of the server: `folder`, empty the one of the settings; so many of the `latest`, 0 those of the last days.
    """

    paths: list[Path] = Field(max_length=MOST_PATHS)
    folder: str = Field(default="", max_length=LONGEST_NAME)
    latest: int = Field(default=0, ge=0, le=MOST_MESSAGES)
    day: date = Field(default_factory=date.today)
    language: Language = "fr"


class Password(_Asked):
    """What opens the mail server of the settings; empty: it is forgotten."""

    password: SecretStr = Field(max_length=1_000)


class Spoken(_Asked):
    """In which language names are wanted."""

    language: Language = "fr"


class Correction(_Asked):
    """A mail as it was sorted, and where it belongs."""

    mail: Mail
    category: str = Field(min_length=1, max_length=LONGEST_NAME)


class Unlearnt(_Asked):
    """A mail by its id."""

    mail: str = Field(max_length=LONGEST_NAME)


class Named(_Asked):
    """A category by its id or name."""

    category: str = Field(max_length=LONGEST_NAME)


class Defined(_Asked):
    """A category as it is to be."""

    id: str = Field(default="", max_length=LONGEST_NAME)
    name: str = Field(min_length=1, max_length=LONGEST_NAME)
    sentence: str = Field(default="", max_length=1_000)
    promptness: int = Field(default=1, ge=0, le=PROMPTEST)
    examples: tuple[str, ...] = Field(default=(), max_length=MOST_EXAMPLES)
    own: bool = True
    learnt: int = 0


def add_mail(api: FastAPI, desk: Desk, guard: list[Any]) -> None:
    """Add the routes to the interface for programs."""

    @api.post("/mail/sort", dependencies=guard, response_model=None)
    async def sort(asked: Incoming) -> StreamingResponse:
        wanted = ServerMail(asked.folder, asked.latest)
        return await stream_events(
            lambda cancel: desk.mail.sort(asked.paths, asked.day.isoformat(), asked.language, cancel, wanted),
            asked.language,
        )

    @api.post("/mail/server", dependencies=guard)
    def server() -> dict[str, Any]:
        return record_to_json(desk.mail.server())

    @api.post("/mail/password", dependencies=guard)
    def password(asked: Password) -> dict[str, Any]:
        return {"in_keyring": desk.mail.give_password(asked.password.get_secret_value())}

    @api.post("/mail/correct", dependencies=guard)
    def correct(asked: Correction) -> dict[str, Any]:
        desk.mail.correct(asked.mail, asked.category)
        return {}

    @api.post("/mail/unlearn", dependencies=guard)
    def unlearn(asked: Unlearnt) -> dict[str, Any]:
        return {"known": desk.mail.unlearn(asked.mail)}

    @api.post("/mail/categories", dependencies=guard)
    def categories(asked: Spoken) -> list[dict[str, Any]]:
        return [record_to_json(one) for one in desk.mail.categories(asked.language)]

    @api.post("/mail/define", dependencies=guard)
    def define(asked: Defined) -> dict[str, Any]:
        return record_to_json(desk.mail.define(Category(**asked.model_dump())))

    @api.post("/mail/remove", dependencies=guard)
    def remove(asked: Named) -> dict[str, Any]:
        desk.mail.remove(asked.category)
        return {}

    @api.post("/mail/restore", dependencies=guard)
    def restore() -> dict[str, Any]:
        desk.mail.restore()
        return {}
