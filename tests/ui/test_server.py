"""The page and the interface behind one gate, and the process that serves them: announced, found, ended cleanly."""

from __future__ import annotations

import json
import signal
import socket
import stat
import subprocess
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
import uvicorn

import ui.server
from rag.settings import Home
from tests.ui.api.parts import KEY, QUESTION, SOON, fill, open_engine, until, write_documents
from tests.ui.cli.parts import start
from ui.remote import KEY_HEADER, RemoteDesk, find_server
from ui.server import create_app, house
from ui.web.scripts import scripts


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Pages and interface in this process, over a library without a model."""
    engine = open_engine(tmp_path_factory.mktemp("home"))
    fill(engine, write_documents(tmp_path_factory.mktemp("documents")))
    listener = socket.create_server(("127.0.0.1", 0))
    options = uvicorn.Config(
        create_app(engine, KEY, "127.0.0.1", "fr"), log_config=None, lifespan="on", ws="websockets-sansio",
        timeout_graceful_shutdown=1,
    )  # fmt: skip
    server = uvicorn.Server(options)
    thread = threading.Thread(target=server.run, args=([listener],))
    thread.start()
    until(lambda: server.started)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join()
    ui.server._HOUSES.pop().close()


def get(url: str, **headers: str) -> httpx.Response:
    return httpx.get(url, headers=headers, trust_env=False)


def test_the_page_and_the_interface_are_behind_the_gate(url: str) -> None:
    for path in ("/", "/documents", "/api/health", "/_stcore/health"):
        answer = get(url + path)
        assert answer.status_code == 200, path
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert get(url + path, Host="evil.example").status_code == 403


def test_the_page_is_streamlit_with_its_one_script_allowed_and_ours(url: str) -> None:
    answer = get(f"{url}/documents")
    assert '<div id="root">' in answer.text
    assert '<div id="root">' in get(f"{url}/").text
    theirs = answer.text.count("<script>")
    assert answer.headers["Content-Security-Policy"].count("'sha256-") == theirs + len(scripts()) > theirs > 0


def test_programs_need_the_key(url: str) -> None:
    assert get(f"{url}/api/documents").status_code == 403
    listed = get(f"{url}/api/documents", **{KEY_HEADER: KEY})
    assert len(listed.json()) == 2
    assert house().desk.counts().documents == 2


def test_nothing_of_the_program_is_served(url: str) -> None:
    closed = ("/app/static/x", "/.streamlit/config.toml", "/media/../souffleur.toml")
    page = get(f"{url}/").text
    for path in closed:
        answer = get(url + path)
        assert answer.status_code in {404, 405} or answer.text == page, path
    assert get(f"{url}/api/docs").status_code == 404
    assert "the API is switched off" in get(f"{url}/_stcore/agent/openapi.json").text


def test_the_largest_file_is_that_of_the_settings(url: str) -> None:
    from streamlit import config

    assert config.get_option("server.maxUploadSize") == house().engine.settings.page.upload_mb


def test_a_drawing_does_not_look_through_all_of_the_memory(url: str) -> None:
    from streamlit import config

    assert get(url).status_code == 200
    assert config.get_option("runner.postScriptGC") is False


def line_of(serving: subprocess.Popen[str]) -> str:
    assert serving.stdout is not None
    return serving.stdout.readline()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    with open_engine(tmp_path / "home") as engine:
        fill(engine, write_documents(tmp_path / "documents"))
    return Home(tmp_path / "home")


@pytest.mark.slow
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_a_real_server_from_its_start_to_its_end(home: Home, end: signal.Signals) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        serving = start("serve", "--no-browser", "--port", str(port), home=home)
        try:
            assert f"Le port {port} est pris par un autre programme" in line_of(serving)
            assert "Souffleur est ouvert : http://127.0.0.1:" in line_of(serving)
            written = json.loads(home.server_file.read_text(encoding="utf-8"))
            assert stat.S_IMODE(home.server_file.stat().st_mode) == 0o600
            found = find_server(home)
            assert found is not None
            assert (found.url, found.pid) == (written["url"], serving.pid)
            second = start("serve", "--no-browser", home=home)
            assert second.communicate()[0] == f"Souffleur est déjà ouvert : {found.url}\n"
            desk = RemoteDesk(found)
            assert [one.name for one in desk.documents()] == ["bail.txt", "tarifs été.txt"]
            assert desk.forget([desk.documents()[0].id]) == 1
            desk.close()
            serving.send_signal(end)
            _, complaint = serving.communicate(timeout=SOON)
            assert (serving.returncode, complaint) == (0, "")
        finally:
            with suppress(ProcessLookupError):
                serving.kill()
    assert not home.server_file.exists()
    with open_engine(home.folder) as next_owner:
        assert next_owner.library.counts().documents == 1
        assert next_owner.search(QUESTION, next_owner.scope()).hits


@pytest.mark.slow
def test_a_page_open_to_the_network_says_so(home: Home) -> None:
    serving = start("serve", "--no-browser", "--host", "0.0.0.0", "--port", "0", "--language", "en", home=home)
    try:
        said = [line_of(serving), line_of(serving)]
        assert any("Beware: the page is open to the whole local network" in line for line in said), said
        serving.send_signal(signal.SIGTERM)
        serving.communicate(timeout=SOON)
    finally:
        with suppress(ProcessLookupError):
            serving.kill()
