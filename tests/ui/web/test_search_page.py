"""The page Search as Streamlit runs it, over a real library with a stand-in for the search model."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import ui.server
from rag.retrieval.hybrid import Found
from tests.ui.api.parts import open_engine, write_documents
from tests.ui.web.houses import lived_in
from tests.ui.web.test_pages import APP, SECONDS, html
from ui.desk import LocalDesk
from ui.jobs import Jobs
from ui.server import House

MORE = "Le préavis de l'atelier est d'un mois.\n\n" * 3


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with open_engine(tmp_path_factory.mktemp("home")) as engine, lived_in(engine) as ours:
        list(ours.desk.ingest([write_documents(tmp_path_factory.mktemp("Atelier"))], "Atelier"))
        other = Path(tmp_path_factory.mktemp("Bureau"))
        (other / "note <b>.txt").write_text(MORE, encoding="utf-8")
        list(ours.desk.ingest([other], "Bureau"))
        yield ours


def seek() -> None:
    from ui.web import search_page

    search_page.show()


def opened() -> AppTest:
    at = AppTest.from_function(seek, default_timeout=SECONDS).run()
    assert not at.exception
    return at


def typed(at: AppTest, words: str) -> str:
    at.text_input(key="words sought").set_value(words).run()
    assert not at.exception
    return unescape(html(at)).replace("\u00a0", " ")


def press(at: AppTest, label: str) -> None:
    next(button for button in at.button if button.label == label).click().run()
    assert not at.exception


def test_passages_stand_under_their_documents_with_the_words_marked(house: House) -> None:
    shown = typed(opened(), "préa")
    assert "dans 2 documents" in shown
    assert shown.count('<p class="sf-name">bail.txt</p>') == 1
    assert "<mark>préavis</mark>" in shown
    assert "tarifs été.txt" not in shown
    assert '<p class="sf-name">note <b>.txt' in shown  # unescaped by this test, escaped on the page
    assert "Choisissez un passage" in shown


def test_a_passage_opens_beside_and_closes(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    at = opened()
    typed(at, "préavis bail")
    monkeypatch.setattr(LocalDesk, "search", lambda *_: pytest.fail("opening a passage searches again"))
    press(at, "Ouvrir le passage 1")
    shown = html(at)
    assert "sf-hit sf-here" in shown
    assert "sf-passage sf-chosen" in shown
    assert "bail.txt" in shown.split("sf-here")[1]
    press(at, "Fermer")
    assert "sf-chosen" not in html(at)


def test_nothing_found_says_what_to_do(house: House) -> None:
    at = opened()
    shown = typed(at, "zorglub xyzzy")
    assert "Rien trouvé pour « zorglub xyzzy »." in shown
    assert "Essayez un mot de moins" in shown
    assert "Où chercher" not in shown
    assert "préavis" in typed(at, "préavis")


def test_only_the_chosen_folders_are_searched(house: House) -> None:
    at = opened()
    at.button_group(key="sought-collections").set_value(["Bureau"]).run()
    shown = typed(at, "préavis")
    assert "dans 1 document" in shown
    assert "bail.txt" not in shown
    assert "Retirez une condition de « Où chercher »" in typed(at, "zorglub")
    at.button(key="sought-chip-0").click().run()
    assert "dans 2 documents" in typed(at, "préavis")


def test_a_search_without_likeness_says_so(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LocalDesk, "search", lambda *_: Found((), relevant=False, seconds=0.0, words_only="x"))
    assert "seuls les mots ont été cherchés" in typed(opened(), "chêne massif")


def test_an_error_is_a_sentence(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> Found:
        raise ZeroDivisionError

    monkeypatch.setattr(LocalDesk, "search", fail)
    assert "problème imprévu (ZeroDivisionError)" in typed(opened(), "chêne de Hongrie")


def test_a_question_that_another_page_brings_is_asked_once(house: House) -> None:
    at = AppTest.from_file(str(APP), default_timeout=SECONDS).run()
    at.session_state["carried question"] = "Quel est le préavis du bail du hangar ?"
    at.run()
    assert not at.exception
    assert "Quel est le préavis du bail du hangar ?" in html(at)
    assert "carried question" not in at.session_state


def test_an_empty_library_leads_to_documents(tmp_path: Path) -> None:
    engine = open_engine(tmp_path)
    desk = LocalDesk(engine)
    ours = House(engine, desk, Jobs(desk), "fr")
    ui.server._HOUSES.append(ours)
    at = opened()
    ui.server._HOUSES.remove(ours)
    ours.close()
    assert "La bibliothèque est encore vide." in html(at)
    assert not at.text_input
