"""What the tests of this floor share: a small library without a model, and the interface on a real port."""

from __future__ import annotations

import json
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount

from ingest.pipeline import ingest
from rag.engine import Engine
from rag.models.fakes import HashEmbedder
from rag.options import Settings
from rag.settings import Home
from ui.api.app import create_api
from ui.desk import Desk, LocalDesk
from ui.remote import RemoteDesk, Server
from ui.security import Gate, HostRule

LEASE = "Le bail du hangar de Trélazé prend fin le 31 mars 2027. Le préavis est de six mois."
PRICES = "Tarifs\n\nLe chêne massif coûte 1 250 € le mètre cube."
QUESTION = "Quel est le préavis du bail du hangar ?"
NOWHERE = "Qui a gagné la coupe du monde de rugby ?"
KEY = "k" * 43
SOON = 20.0  # seconds; a busy machine is no failure
PLACES = ("here", "behind the server")  # from which a library is used


def write_documents(folder: Path) -> Path:
    """Two documents and a file that nothing reads."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "bail.txt").write_text(LEASE, encoding="utf-8")
    (folder / "tarifs été.txt").write_text(PRICES, encoding="utf-8")
    (folder / "plan.xyz").write_bytes(b"\x00\x01\x02")
    return folder


def open_engine(folder: Path) -> Engine:
    """A library that needs no model."""
    folder.mkdir(parents=True, exist_ok=True)
    return Engine.open(Home(folder), Settings(), embedder=HashEmbedder())


def fill(engine: Engine, documents: Path) -> None:
    """Read a folder to the end."""
    list(ingest(engine, [documents]))


@contextmanager
def served(desk: Desk, home: Home, key: str = KEY) -> Iterator[Server]:
    """The interface for programs on a free port of this machine, announced in the home."""
    listener = socket.create_server(("127.0.0.1", 0))
    app = Starlette(
        routes=[Mount("/api", create_api(desk, key, "fr"))],
        middleware=[Middleware(Gate, rule=HostRule("127.0.0.1"), headers={"X-Content-Type-Options": "nosniff"})],
    )
    options = uvicorn.Config(app, log_config=None, ws="none", lifespan="off", timeout_graceful_shutdown=1)
    server = uvicorn.Server(options)
    thread = threading.Thread(target=server.run, args=([listener],))
    thread.start()
    until(lambda: server.started)
    url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    home.server_file.write_text(json.dumps({"url": url, "pid": os.getpid(), "key": key}), encoding="utf-8")
    try:
        yield Server(url=url, pid=os.getpid(), key=key)
    finally:
        server.should_exit = True
        thread.join()
        home.server_file.unlink(missing_ok=True)


@contextmanager
def seen_from(place: str, owner: LocalDesk) -> Iterator[Desk]:
    """The desk from one of `PLACES`: itself, or what another program has of it."""
    if place == PLACES[0]:
        yield owner
        return
    with served(owner, owner._engine.home) as server, closing(RemoteDesk(server)) as remote:
        yield remote


def until(true: object, seconds: float = SOON) -> None:
    """Wait for a condition; fail when it takes too long."""
    assert callable(true)
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.02)
