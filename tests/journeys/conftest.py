"""One server for each file of journeys, and a page that watches what the browser does."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

from rag.settings import Home
from tests.journeys.parts import SOON, chromium, serving, souffleur
from tests.journeys.shelf import write_documents


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not shutil.which("chromium"):
        pytest.skip("no chromium on this machine: apt-get install chromium")
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A library as `souffleur ingest` leaves it; the search model is prepared for this machine once."""
    made = Home(tmp_path_factory.mktemp("filled"))
    souffleur(made, "ingest", write_documents(tmp_path_factory.mktemp("Dossiers")), "--collection", "Entreprise")
    return made


@pytest.fixture(scope="module")
def home(filled: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A copy for one file of journeys."""
    return Home(Path(shutil.copytree(filled.folder, tmp_path_factory.mktemp("home"), dirs_exist_ok=True)))


@pytest.fixture(scope="module")
def url(home: Home) -> Iterator[str]:
    with serving(home) as address:
        yield address


@pytest.fixture
def page(browser: Browser, url: str) -> Iterator[Page]:
    """The page Ask, in a browser without memory; afterwards: no error in the console, no request elsewhere."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="fr-FR")
    context.set_default_timeout(SOON)
    opened = context.new_page()
    asked: list[str] = []
    wrong: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        if message.type == "error":
            wrong.append(message.text)

    opened.on("request", lambda request: asked.append(request.url))
    opened.on("websocket", lambda channel: asked.append(channel.url.replace("ws:", "http:")))
    opened.on("console", heard)
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.goto(url)
    yield opened
    context.close()
    assert wrong == []
    assert len(asked) > 1
    assert [one for one in asked if not one.startswith((f"{url}/", "data:", f"blob:{url}/"))] == []


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    """Where a reader's own files lie."""
    folder = tmp_path / "Téléchargements"
    folder.mkdir()
    return folder
