"""The routes. Every one but `/health` needs the key of the home; errors are `{code, sentence, next_step, facts}`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from ingest.pipeline import DEFAULT_COLLECTION
from rag import __version__, journal
from rag.errors import AccessDenied, Language, SouffleurError
from rag.records import DocumentId
from ui.api.choices import Before, Narrowed, add_choices
from ui.api.doctor import add_doctor
from ui.api.feedback import add_feedback
from ui.api.models import add_models
from ui.api.office import add_office
from ui.api.settings import add_settings
from ui.api.stream import stream_events
from ui.api.threads import add_threads
from ui.api.trial import add_trial
from ui.remote import KEY_HEADER, proof_of
from ui.security import key_matches
from ui.wire import error_to_json, found_to_json, record_to_json, unexpected

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Receive, Scope, Send

    from ui.desk import Desk

    Spoken = Callable[[Request], Language]

MOST_HITS: Final = 200
MOST_EARLIER: Final = 200  # questions of one conversation
MOST_PATHS: Final = 1_000


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Asked(Narrowed):
    """A question, and where to look."""

    question: str


class Conversed(Asked):
    """A question with those before it, oldest first; `plain` looks in the texts, even for a list of documents."""

    earlier: list[Before] = Field(default_factory=list, max_length=MOST_EARLIER)
    plain: bool = False


class Searched(Asked):
    """A search."""

    limit: int = Field(default=10, ge=1, le=MOST_HITS)


class Ingested(_Asked):
    """Files and folders of this machine."""

    paths: list[Path] = Field(min_length=1, max_length=MOST_PATHS)
    collection: str = Field(default=DEFAULT_COLLECTION, min_length=1, max_length=200)
    retry: bool = False
    forget_missing: bool = False


class Followed(_Asked):
    """A folder to follow."""

    root: Path
    collection: str = Field(default=DEFAULT_COLLECTION, min_length=1, max_length=200)


class Folder(_Asked):
    """A folder by its absolute path; `kept` is for `/keep`."""

    root: str
    kept: bool = True


class Forgotten(_Asked):
    """Documents to remove from the library."""

    documents: list[str]


class _Rim:
    """A defect is answered like any error; handed on to the server, it would end the connection of its caller."""

    def __init__(self, app: ASGIApp, say: Callable[[Request, Exception], JSONResponse]) -> None:
        self._app = app
        self._say = say

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._app(scope, receive, send)
        except Exception as error:  # noqa: BLE001 - the rim: whatever was not foreseen; a stream tells its own end
            await self._say(Request(scope), error)(scope, receive, send)


def create_api(desk: Desk, key: str, language: Language) -> FastAPI:
    """The application to mount under `/api`.

    Args:
        desk: the library.
        key: what callers must send in the header `X-Souffleur-Key`.
        language: of errors, when a caller names none in `Accept-Language`.
    """
    api = FastAPI(title="Souffleur", version=__version__, docs_url=None, redoc_url=None, openapi_url=None)

    def spoken(request: Request) -> Language:
        wanted = request.headers.get("accept-language", "").lower()
        return "en" if wanted.startswith("en") else "fr" if wanted.startswith("fr") else language

    def admitted(request: Request) -> None:
        if not key_matches(request.headers.get(KEY_HEADER, ""), key):
            raise AccessDenied

    def say(request: Request, error: Exception) -> JSONResponse:
        trouble = error if isinstance(error, SouffleurError) else unexpected(type(error).__name__, None)
        if trouble is not error:
            journal.trouble(error)
        status = 403 if isinstance(trouble, AccessDenied) else trouble.kind.http_status
        return JSONResponse(error_to_json(trouble, spoken(request)), status)

    def malformed(_request: Request, error: Exception) -> JSONResponse:
        where = [
            ".".join(str(part) for part in one["loc"][1:]) for one in getattr(error, "errors", list)()
        ]  # never the value: it may be a question
        return JSONResponse({"code": "malformed", "sentence": "", "next_step": "", "facts": {"fields": where}}, 422)

    api.add_exception_handler(SouffleurError, say)
    api.add_exception_handler(RequestValidationError, malformed)
    api.add_middleware(_Rim, say=say)
    _add_health(api, key)
    guard = [Depends(admitted)]
    _add_questions(api, desk, guard, spoken)
    _add_files(api, desk, guard, spoken)
    _add_folders(api, desk, guard)
    _add_lists(api, desk, guard)
    for add in (add_choices, add_doctor, add_feedback, add_settings, add_threads, add_trial):
        add(api, desk, guard)
    for add_long in (add_models, add_office):
        add_long(api, desk, guard, spoken)
    return api


def _add_health(api: FastAPI, key: str) -> None:
    @api.get("/health")
    def health(nonce: str = "") -> dict[str, str]:
        # The proof lets a client know its own server before it sends the key.
        return {"status": "ok", "version": __version__, "proof": proof_of(key, nonce) if nonce else ""}


def _add_questions(api: FastAPI, desk: Desk, guard: list[Any], spoken: Spoken) -> None:
    @api.post("/search", dependencies=guard)
    def search(asked: Searched) -> dict[str, Any]:
        return found_to_json(desk.search(asked.question, asked.narrowing(), asked.limit))

    @api.post("/ask", dependencies=guard)
    async def ask(asked: Conversed, request: Request) -> StreamingResponse:
        earlier = [one.earlier() for one in asked.earlier]
        return await stream_events(
            lambda cancel: desk.ask(asked.question, asked.narrowing(), cancel, earlier, plain=asked.plain),
            spoken(request),
        )


def _add_files(api: FastAPI, desk: Desk, guard: list[Any], spoken: Spoken) -> None:
    @api.post("/ingest", dependencies=guard)
    async def ingest(asked: Ingested, request: Request) -> StreamingResponse:
        return await stream_events(
            lambda cancel: desk.ingest(
                asked.paths,
                asked.collection,
                retry=asked.retry,
                forget_missing=asked.forget_missing,
                cancel=cancel,
            ),
            spoken(request),
        )

    @api.post("/repair", dependencies=guard)
    async def repair(request: Request) -> StreamingResponse:
        return await stream_events(lambda _cancel: desk.repair(), spoken(request))

    @api.post("/forget", dependencies=guard)
    def forget(asked: Forgotten) -> dict[str, int]:
        return {"forgotten": desk.forget([DocumentId(one) for one in asked.documents])}


def _add_folders(api: FastAPI, desk: Desk, guard: list[Any]) -> None:
    @api.get("/watched", dependencies=guard)
    def watched() -> list[dict[str, Any]]:
        return [record_to_json(one) for one in desk.watched()]

    @api.post("/watch", dependencies=guard)
    def watch(asked: Followed) -> dict[str, Any]:
        return record_to_json(desk.watch(asked.root, asked.collection))

    @api.post("/unwatch", dependencies=guard)
    def unwatch(asked: Folder) -> dict[str, bool]:
        return {"followed": desk.unwatch(Path(asked.root))}

    @api.get("/withheld", dependencies=guard)
    def withheld() -> list[dict[str, Any]]:
        return [record_to_json(one) for one in desk.withheld()]

    @api.post("/keep", dependencies=guard)
    def keep(asked: Folder) -> dict[str, bool]:
        desk.keep(asked.root, kept=asked.kept)
        return {"kept": asked.kept}


def _add_lists(api: FastAPI, desk: Desk, guard: list[Any]) -> None:
    @api.get("/documents", dependencies=guard)
    def documents() -> list[dict[str, Any]]:
        return [record_to_json(one) for one in desk.documents()]

    @api.get("/located", dependencies=guard)
    def located() -> list[dict[str, Any]]:
        return [record_to_json(one) for one in desk.located()]

    @api.get("/collections", dependencies=guard)
    def collections() -> list[str]:
        return [str(one) for one in desk.collections()]

    @api.get("/passages/{document}", dependencies=guard)
    def passages(document: str) -> list[dict[str, Any]]:
        return [record_to_json(one) for one in desk.passages_of(DocumentId(document))]

    @api.get("/correspondence/{document}", dependencies=guard)
    def correspondence(document: str) -> list[dict[str, Any]]:
        return [record_to_json(one) for one in desk.correspondence(DocumentId(document))]

    @api.get("/counts", dependencies=guard)
    def counts() -> dict[str, Any]:
        return record_to_json(desk.counts())
