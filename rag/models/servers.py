"""Which model servers there are: those of this machine at their usual ports, or the one at an address.

Each is asked by its own routes what it is and which models it has. Nothing of a document is sent for this, no model is
loaded by it, and only what passes `rag.models.addresses` is spoken to.
"""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Final

import httpx

from rag.errors import NotAModelServer, ServerUnreachable, SouffleurError
from rag.models import dialects
from rag.models.addresses import check
from rag.models.connection import connect
from rag.models.dialects import ModelServer, Program

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from rag.models.addresses import CheckedAddress

USUAL_PORTS: Final = (11434, 1234, 8080, 8000)  # Ollama, LM Studio, llama-server, vLLM
LOOPBACK: Final = ("127.0.0.1", "[::1]")
FIND_SECONDS: Final = 0.5  # to be there; a program of this machine takes a millisecond
TELL_SECONDS: Final = 3.0  # of silence; a program that loads a model answers late
LOOK_SECONDS: Final = 5.0  # the same for a machine of the network
MOST_BYTES: Final = 4_000_000  # of one answer; a stranger at that port may send anything
MOST_SECONDS: Final = 10.0  # for one answer, however it drips
DESCRIBED: Final = 30  # models that Ollama is asked about one by one
_OK: Final = 200
_CLOSED: Final = (401, 403)


def found_servers(
    key_of: Callable[[str], str] = lambda _: "", ports: Sequence[int] = USUAL_PORTS
) -> tuple[ModelServer, ...]:
    """The model servers of this machine, in the order of `ports`; what else listens there is left out.

    Args:
        key_of: the key for an address, empty where there is none.
        ports: to look at, on both of loopback's addresses.
    """
    addresses = [f"http://{host}:{port}/v1" for port in ports for host in LOOPBACK]
    with ThreadPoolExecutor(len(addresses)) as pool:
        looked = list(pool.map(lambda address: _found(address, key_of(address)), addresses))
    kept: dict[int, ModelServer] = {}
    for place, server in enumerate(looked):
        if server is not None:
            kept.setdefault(place // len(LOOPBACK), server)  # one that answers on both is one
    return tuple(kept.values())


def look(address: str, allowed_hosts: Collection[str] = (), key: str = "") -> ModelServer:
    """What answers at an address, and its models.

    Raises:
        AddressInvalid, AddressRefused: see `check`; nothing was sent.
        ServerUnreachable: nobody answers.
        NotAModelServer: somebody else does.
    """
    checked = check(address, allowed_hosts)
    with connect(checked, silence_seconds=LOOK_SECONDS, connect_seconds=LOOK_SECONDS, key=key) as client:
        return told(client, checked)


def told(client: httpx.Client, checked: CheckedAddress) -> ModelServer:
    """The same through a client that is open; raises ServerUnreachable, NotAModelServer."""
    asking = _Asking(client, checked)
    try:
        server = _ollama(asking) or _lm_studio(asking) or _openai(asking)
    except httpx.HTTPError as trouble:
        raise ServerUnreachable(checked.url) from trouble
    if server is None:
        raise NotAModelServer(checked.url)
    return server


class _Asking:
    """One server's routes, from its root."""

    def __init__(self, client: httpx.Client, checked: CheckedAddress) -> None:
        self._client = client
        self.address = checked.url
        self.root = checked.url.removesuffix("/v1")
        self.closed = False  # a route wanted a key

    def get(self, path: str) -> Any:  # noqa: ANN401 - any JSON
        """What a route says, None when that is no JSON or no success."""
        return self._said("GET", path, None)

    def post(self, path: str, asked: dict[str, Any]) -> Any:  # noqa: ANN401 - any JSON
        """The same for a route that wants to be told what is meant."""
        return self._said("POST", path, asked)

    def _said(self, method: str, path: str, asked: dict[str, Any] | None) -> Any:  # noqa: ANN401 - any JSON
        with self._client.stream(method, f"{self.root}{path}", json=asked) as answer:
            self.closed = self.closed or answer.status_code in _CLOSED
            if answer.status_code != _OK:
                return None
            body, end = b"", time.monotonic() + MOST_SECONDS
            for piece in answer.iter_bytes():
                body += piece
                if len(body) > MOST_BYTES or time.monotonic() > end:
                    return None
        try:
            return json.loads(body)
        except ValueError:
            return None


def _ollama(asking: _Asking) -> ModelServer | None:
    version = dialects.ollama_version(asking.get("/api/version"))
    tags = asking.get("/api/tags") if version else None
    if not isinstance(tags, dict) or "models" not in tags:
        return None
    models = list(dialects.ollama_models(tags, asking.get("/api/ps")))
    known = [dialects.ollama_details(one, asking.post("/api/show", {"model": one.name})) for one in models[:DESCRIBED]]
    return _server(asking, Program.OLLAMA, version, [*known, *models[DESCRIBED:]])


def _lm_studio(asking: _Asking) -> ModelServer | None:
    models = dialects.lm_studio_new_models(asking.get("/api/v1/models"))
    if models is None:
        models = dialects.lm_studio_models(asking.get("/api/v0/models"))
    return None if models is None else _server(asking, Program.LM_STUDIO, "", models)


def _openai(asking: _Asking) -> ModelServer | None:
    """llama-server, vLLM, or whatever else speaks OpenAI's protocol."""
    listed, props, version = asking.get("/v1/models"), asking.get("/props"), asking.get("/version")
    if dialects.is_llama_server(props, listed):
        program, number = Program.LLAMA_SERVER, str(props.get("build_info", "")) if isinstance(props, dict) else ""
    elif dialects.is_vllm(version, listed, closed=asking.closed):
        program, number = Program.VLLM, str(version.get("version", "")) if isinstance(version, dict) else ""
    else:
        program, number = Program.OTHER, ""
    models = dialects.listed_models(listed, props)
    if models is None and not asking.closed:
        return None
    return _server(asking, program, number, models or ())


def _server(asking: _Asking, program: Program, version: str, models: Sequence[dialects.ServedModel]) -> ModelServer:
    writing = tuple(model for model in models if model.writes)
    return ModelServer(asking.address, program, version, writing, wants_key=asking.closed and not models)


def _found(address: str, key: str) -> ModelServer | None:
    checked = check(address)
    try:
        with connect(checked, silence_seconds=TELL_SECONDS, connect_seconds=FIND_SECONDS, key=key) as client:
            server = told(client, checked)
    except (SouffleurError, httpx.HTTPError, OSError):
        return None
    # Any program may be closed; only one that says what it is was found.
    return None if server.wants_key and server.program is Program.OTHER else server
