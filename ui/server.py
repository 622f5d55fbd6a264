"""One process: the pages, the interface for programs and the library behind both.

`serve` owns the library while it runs and writes down where it can be found, so that other commands talk to it.
"""

from __future__ import annotations

import json
import os
import secrets
import socket
import threading
import webbrowser
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from rag import journal
from rag.engine import Engine
from rag.errors import PortTaken, SouffleurError, Words
from ui.desk import LocalDesk
from ui.jobs import Jobs
from ui.remote import find_server
from ui.security import Gate, HostRule, is_loopback, security_headers

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from rag.errors import Language
    from rag.options import Settings
    from rag.settings import Home

SCRIPT: Final = Path(__file__).parent / "web" / "app.py"
PORTS_TRIED: Final = 20
GOODBYE_SECONDS: Final = 5  # that open pages get to finish when the server stops
_READY: Final = Words(
    "Souffleur est ouvert : {url} (Ctrl+C pour l'arrêter)", "Souffleur is open: {url} (Ctrl+C stops it)"
)
_ALREADY: Final = Words("Souffleur est déjà ouvert : {url}", "Souffleur is already open: {url}")
_OPEN: Final = Words(
    "Attention : la page est ouverte à tout le réseau local, sans mot de passe. Toute personne qui la joint peut lire "
    "la bibliothèque et y ajouter des fichiers.",
    "Beware: the page is open to the whole local network, without a password. Whoever reaches it can read the library "
    "and add files to it.",
)


@dataclass(frozen=True, slots=True)
class House:
    """What the pages are given."""

    engine: Engine
    desk: LocalDesk
    jobs: Jobs
    language: Language  # of the page, until the reader chooses another

    def close(self) -> None:
        """Stop reading files, the chat model, and let go of the library."""
        self.jobs.close()
        self.desk.close()


_HOUSES: Final[list[House]] = []  # one a process


def house() -> House:
    """The parts of this process, for the pages."""
    return _HOUSES[-1]


def create_app(engine: Engine, key: str, host: str, language: Language) -> Any:  # noqa: ANN401 - Streamlit's own class
    """The pages with the interface for programs under `/api`, behind the gate.

    Args:
        engine: the open library; closed when the application ends.
        key: what programs must send.
        host: what the server listens on; decides which Host headers are answered.
        language: of the page.
    """
    import streamlit
    import streamlit.net_util as net
    from starlette.middleware import Middleware
    from starlette.routing import Mount
    from streamlit import config

    from ui.api.app import create_api

    # Streamlit asks a server of Amazon for our outer address whenever a stranger connects; there is no setting.
    net._external_ip = net._internal_ip = "127.0.0.1"  # noqa: SLF001 - the only seam there is
    desk = LocalDesk(engine)
    ours = House(engine, desk, Jobs(desk), language)
    _HOUSES.append(ours)

    @asynccontextmanager
    async def lifespan(_: Any) -> AsyncIterator[dict[str, Any]]:  # noqa: ANN401
        yield {}
        _HOUSES.remove(ours)
        ours.close()

    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    app = streamlit.App(
        SCRIPT,
        lifespan=lifespan,
        routes=[Mount("/api", create_api(desk, key, language))],
        middleware=[Middleware(Gate, rule=HostRule(host), headers=security_headers(page))],
        on_script_error=_note_script_error,
    )
    config.set_option("server.maxUploadSize", engine.settings.page.upload_mb)
    return app


def _note_script_error(error: Exception) -> bool:
    """A defect in a page is kept in the log; the page itself has said a sentence already."""
    journal.trouble(error)
    return False


def serve(
    home: Home, settings: Settings, *, host: str, port: int, exact: bool, open_browser: bool, language: Language
) -> None:
    """Run until it is stopped.

    Args:
        home: where the library lies.
        settings: in force.
        host: address to listen on.
        port: wanted; a free one near it is taken when it is not `exact`.
        exact: no other port will do.
        open_browser: show the page to the user.
        language: of what is printed and of the page.

    Raises:
        LibraryBusy: another process owns the library and is no server.
        PortTaken: the exact port, or twenty in a row.
    """
    running = find_server(home)
    if running:
        _say(_ALREADY.say(language, url=running.url))
        if open_browser:
            webbrowser.open(running.url)
        return
    engine = Engine.open(home, settings)
    try:
        listening = _listen(host, port, exact=exact)
    except SouffleurError:
        engine.close()
        raise
    shown = "127.0.0.1" if host in {"0.0.0.0", "::", "localhost"} else host  # noqa: S104 - compared, not bound
    url = f"http://{f'[{shown}]' if ':' in shown else shown}:{listening.getsockname()[1]}"
    if not is_loopback(host):
        _say(_OPEN.say(language))
    key = secrets.token_urlsafe(32)
    try:
        _run(create_app(engine, key, host, language), listening, lambda: _ready(home, url, key, language, open_browser))
    finally:
        home.server_file.unlink(missing_ok=True)
        listening.close()


def _run(app: Any, listening: socket.socket, ready: Any) -> None:  # noqa: ANN401
    import uvicorn

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                ready()

    options = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=GOODBYE_SECONDS
    )
    with suppress(KeyboardInterrupt):
        Server(options).run(sockets=[listening])


def _ready(home: Home, url: str, key: str, language: Language, open_browser: bool) -> None:  # noqa: FBT001
    """Write down where the server is, for this user's other commands only, and tell."""
    fresh = home.server_file.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
        json.dump({"url": url, "pid": os.getpid(), "key": key}, file)
    fresh.replace(home.server_file)
    _say(_READY.say(language, url=url))
    if open_browser:
        threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()


def _listen(host: str, port: int, *, exact: bool) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for tried in range(port, port + (1 if exact else PORTS_TRIED)):
        try:
            return socket.create_server((host, tried), family=family)
        except OSError:
            continue
    raise PortTaken(port)


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - the terminal is where this program was started
