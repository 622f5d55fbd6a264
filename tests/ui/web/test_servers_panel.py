"""Programs that serve models on the page Models, as Streamlit runs it, with a real server."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from rag.engine import Engine
from rag.models import servers
from rag.models.dialects import Program
from rag.options import Embedding, Settings
from rag.settings import Home
from tests.rag.models.programs import Running, program
from tests.rag.models.programs_said import MODEL
from tests.ui.web.houses import lived_in
from ui.server import House

NAME = MODEL[Program.OLLAMA]


@pytest.fixture
def running(monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    with program(Program.OLLAMA) as state:
        port = int(state.address.split(":")[2].split("/")[0])
        monkeypatch.setattr(servers.found_servers, "__defaults__", (lambda _: "", (port,)))
        yield state


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with (
        Engine.open(Home(tmp_path), Settings(embedding=Embedding(model="hash/64"))) as engine,
        lived_in(engine) as ours,
    ):
        yield ours


def panel() -> None:
    from ui.web import servers_panel
    from ui.web.rim import guarded

    with guarded():
        servers_panel.show_servers()


def page() -> AppTest:
    return AppTest.from_function(panel, default_timeout=20).run()


def html(at: AppTest) -> str:
    return unescape("\n".join(str(element.proto.body) for element in at.get("html"))).replace("\u00a0", " ")


def look_at(at: AppTest, address: str, key: str = "") -> AppTest:
    at.text_input(key="server address").set_value(address)
    at.text_input(key="server key").set_value(key)
    return next(button for button in at.button if button.label == "Regarder cette adresse").click().run()


def test_one_that_runs_here_is_shown_used_and_left(house: House, running: Running) -> None:
    at = page()
    assert not at.exception
    for words in ("Ollama 0.12.6", NAME, "Q4_K_M", "en mémoire"):
        assert words in html(at)
    at.button(key=f"serve {running.address} {NAME}").click().run()
    assert "utilisé" in html(at)
    assert house.engine.settings.chat.address == running.address
    at.button(key=f"leave {running.address} {NAME}").click().run()
    assert house.engine.settings.chat.address == ""
    assert not at.exception


def test_one_that_is_gone_is_said_and_looked_for_again(house: House, running: Running) -> None:
    at = page()
    running.key = "secret"
    at.button(key=f"serve {running.address} {NAME}").click().run()
    assert "demande une clé" in html(at)
    assert house.engine.settings.chat.address == ""
    at.button(key="servers-again").click().run()
    assert NAME not in html(at)


@pytest.mark.usefixtures("house")
def test_one_at_another_address_with_its_key(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(servers.found_servers, "__defaults__", (lambda _: "", (9,)))
    running.key = "secret"
    at = page()
    assert "Aucun n'a été trouvé" in html(at)
    look_at(at, "8.8.8.8")
    assert "hors de cette machine" in html(at)
    look_at(at, running.address)
    assert "Il demande une clé" in html(at)
    look_at(at, running.address, "secret")
    assert NAME in html(at)
    assert at.text_input(key="server key").value == "", "a key is never shown again"
    assert not at.exception
