"""One process: the pages, the interface for programs and the library behind both.

`serve` owns the library while it runs and writes down where it can be found, so that other commands talk to it.
"""

from __future__ import annotations

import json
import os
import secrets
import signal
import sys
import threading
import webbrowser
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import psutil

from rag import journal
from rag.engine import Engine
from rag.errors import Words
from ui.address import listen, url_of
from ui.connections import Connections, looking
from ui.desk import LocalDesk
from ui.errands import Errands
from ui.following import following
from ui.index_page import deep_links, index_html, told
from ui.jobs import Jobs
from ui.remote import find_server
from ui.security import Gate, HostRule, is_loopback, security_headers
from ui.warming import warming
from ui.web.reruns import keep_what_was_drawn
from ui.web.scripts import scripts

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterator

    from rag.errors import Language
    from rag.options import Settings
    from rag.settings import Home

SCRIPT: Final = Path(__file__).parent / "web" / "app.py"
GOODBYE_SECONDS: Final = 5  # that open pages get to finish when the server stops
_READY: Final = Words(
    "Souffleur est ouvert : {url} (Ctrl+C pour l'arrêter)", "Souffleur is open: {url} (Ctrl+C stops it)"
)
_OTHER_PORT: Final = Words(
    "Le port {wanted} est pris par un autre programme ; la page est sur le port {port}.",
    "Port {wanted} is taken by another program; the page is on port {port}.",
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
    errands: Errands = field(default_factory=Errands)

    def close(self) -> None:
        """Stop reading files, the chat model, and let go of the library."""
        self.errands.close()
        self.jobs.close()
        self.desk.close()


_HOUSES: Final[list[House]] = []  # one a process


def house() -> House:
    """The parts of this process, for the pages."""
    return _HOUSES[-1]


def create_app(engine: Engine, key: str, host: str, language: Language) -> Any:  # noqa: ANN401 - Streamlit's own class
    """The pages with the interface for programs under `/api`, behind the gate.

    Args:
        engine: the open library; the caller closes `house()` when the application has ended.
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
    _HOUSES[:] = [House(engine, desk, Jobs(desk), language)]
    page = index_html()
    app = streamlit.App(
        SCRIPT,
        routes=[Mount("/api", create_api(desk, key, language)), deep_links(page)],
        middleware=[Middleware(Gate, rule=HostRule(host), headers=security_headers(told(page), scripts()))],
        on_script_error=_note_script_error,
    )
    keep_what_was_drawn()
    config.set_option("server.maxUploadSize", engine.settings.page.upload_mb)
    # Streamlit would have all of the memory looked through for rubbish after every drawing, a fifth of a second in
    # which nobody is served. Python does so by itself when there is reason to.
    config.set_option("runner.postScriptGC", False)  # noqa: FBT003 - Streamlit's own way
    return app


def _note_script_error(error: Exception) -> bool:
    """A defect in a page is kept in the log; the page itself has said a sentence already."""
    journal.trouble(error)
    return False


def serve(home: Home, settings: Settings, *, host: str, port: int, open_browser: bool, language: Language) -> None:
    """Run until Ctrl-C or a request to end; where a server of this home runs already, show that one.

    Args:
        home: where the library lies.
        settings: in force.
        host: address to listen on.
        port: wanted; where it is taken, the next free one, which is said.
        open_browser: show the page to the user.
        language: of what is printed and of the page.

    Raises:
        LibraryBusy: another process owns the library and is no server.
        PortTaken: twenty ports in a row are.
        SettingsInvalid: this machine cannot listen there.
    """
    running = find_server(home)
    if running:
        _say(_ALREADY.say(language, url=running.url))
        if open_browser:
            _show(running.url)
        return
    with suppress(KeyboardInterrupt), _ended_by_signals(), listen(home, host, port) as listening:
        taken = listening.getsockname()[1]
        if taken != port:
            _say(_OTHER_PORT.say(language, wanted=port, port=taken))
        if not is_loopback(host):
            _say(_OPEN.say(language))
        url, key = url_of(host, taken), secrets.token_urlsafe(32)
        engine = Engine.open(home, settings)
        try:
            warming(engine)
            app = create_app(engine, key, host, language)
            doctor = house().desk.doctor
            doctor.url, doctor.connections = url, Connections()
            with looking(doctor.connections), following(house().desk, house().jobs, settings.watch):
                _run(app, listening, lambda: _ready(home, url, key, language, open_browser))
        finally:
            home.server_file.unlink(missing_ok=True)
            _leave(engine)


def _run(app: Any, listening: socket.socket, ready: Callable[[], None]) -> None:  # noqa: ANN401
    import uvicorn

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                ready()

    options = uvicorn.Config(
        app,
        log_config=None,
        log_level="critical",  # a traceback may quote a document; our log has the place of every defect
        access_log=False,
        server_header=False,
        proxy_headers=False,  # nobody in front is believed
        lifespan="on",
        ws="websockets-sansio",
        timeout_graceful_shutdown=GOODBYE_SECONDS,
    )
    try:
        Server(options).run(sockets=[listening])
    except SystemExit as end:  # uvicorn's way to say that the application did not start
        raise RuntimeError("the page did not start") from end


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """A request to end is Ctrl-C for us: uvicorn stops first, then hands its signal on, and we tidy up."""

    def end(*_: object) -> None:
        raise KeyboardInterrupt

    before = {one: signal.signal(one, end) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _leave(engine: Engine) -> None:
    """Let go of the library; what is still there then (a worker on an endless file) must not outlive the page."""
    (_HOUSES.pop() if _HOUSES else engine).close()
    for child in psutil.Process().children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            child.kill()


def _ready(home: Home, url: str, key: str, language: Language, open_browser: bool) -> None:  # noqa: FBT001
    """Write down where the server is, for this user's other commands only, and tell."""
    fresh = home.server_file.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
        json.dump({"url": url, "pid": os.getpid(), "key": key}, file)
    fresh.replace(home.server_file)
    _say(_READY.say(language, url=url))
    if open_browser:
        _show(url)


def _show(url: str) -> None:
    """The user's browser; without a screen it could only be one that takes the terminal."""
    screen = sys.platform in {"win32", "darwin"} or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if screen:
        threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - the terminal is where this program was started
