"""Where a question may look, chosen on the page Ask as Streamlit runs it, over a real library."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from rag.narrowing import EVERYTHING, Narrowing
from tests.ui.api.parts import open_engine
from tests.ui.web.houses import lived_in
from tests.ui.web.test_pages import APP, SECONDS, ask, html, page, until
from ui.server import House

INVOICE = (
    "FACTURE n° F-2026-031\nDate : 12 mars 2026\nClient : Dupont\nPose de la toiture du hangar. Total TTC : 1 200,00 €"
)
LEASE = "CONTRAT DE BAIL\nFait à Angers, le 4 avril 2024\nLe préavis du bail du hangar est de six mois."
NOTE = "La toiture du hangar est à revoir avant l'hiver."


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with open_engine(tmp_path_factory.mktemp("home")) as engine, lived_in(engine) as ours:
        for collection, papers in (
            ("Bureau", {"facture.txt": INVOICE, "bail.txt": LEASE}),
            ("Chantier", {"note.txt": NOTE}),
        ):
            folder = Path(tmp_path_factory.mktemp(collection))
            for name, text in papers.items():
                (folder / name).write_text(text, encoding="utf-8")
            list(ours.desk.ingest([folder], collection))
        yield ours


@pytest.fixture
def house(filled: House) -> Iterator[House]:
    yield filled
    filled.desk.threads.remove([one.id for one in filled.desk.threads.find()])


def shown(at: AppTest) -> str:
    assert not at.exception
    return unescape(html(at)).replace("\u00a0", " ")


def named(at: AppTest) -> list[str]:
    """The chips."""
    return [one.label.replace("\\", "").split("** ")[1] for one in at.button if str(one.key).startswith("asked-chip-")]


def test_kinds_and_folders_with_how_many_each_would_leave(house: House) -> None:
    at = page()
    assert "Toute la bibliothèque" in shown(at)
    kinds = at.button_group(key="asked-kinds")
    assert [one.replace("\\", "") for one in kinds.options] == ["contrat (1)", "facture (1)", "autre (1)"]
    kinds.set_value(["invoice", "contract"]).run()
    assert named(at) == ["facture", "contrat"]
    assert "dans 2 documents" in shown(at)
    at.button_group(key="asked-collections").set_value(["Chantier"]).run()
    assert "Aucun document ne remplit ces conditions" in shown(at)
    at.button(key="asked-all").click().run()
    assert named(at) == []
    assert at.button_group(key="asked-kinds").value == []


def test_a_document_by_words_of_its_name(house: House) -> None:
    at = page()
    at.text_input(key="asked-words").set_value("zorglub").run()
    assert "Aucun document de ce nom" in shown(at)
    at.text_input(key="asked-words").set_value("FACT").run()
    at.button(key="asked-document-0").click().run()
    assert named(at) == ["facture.txt"]
    assert at.text_input(key="asked-words").value == ""
    answer = ask(at, "Que dit-on de la toiture du hangar ?")
    assert "note.txt" not in answer
    assert "Cherché seulement dans" in answer


def test_dates_by_a_click_and_as_they_are_written(house: House) -> None:
    at = page()
    at.text_input(key="asked-since").set_value("mars 2026").run()
    assert named(at) == ["depuis mars 2026"]
    assert "1 document sans date est laissé de côté" in shown(at)
    at.text_input(key="asked-until").set_value("bientôt").run()
    assert "« bientôt » n'est pas une date." in shown(at)
    assert at.text_input(key="asked-until").value == "bientôt"
    assert named(at) == ["depuis mars 2026"]
    at.text_input(key="asked-until").set_value("2025").run()
    assert "La fin est avant le début." in shown(at)
    assert "n'est pas une date" not in shown(at)
    at.button_group(key="asked-span").set_value("year").run()
    assert len(named(at)) == 1
    assert at.text_input(key="asked-since").value == at.text_input(key="asked-until").value != ""
    at.button_group(key="asked-span").set_value(None).run()
    assert named(at) == []


def test_nothing_found_there_leads_to_the_whole_library(house: House) -> None:
    at = page()
    at.button_group(key="asked-collections").set_value(["Chantier"]).run()
    answer = ask(at, "Quel est le préavis du bail ?")
    assert "Je ne trouve pas cela" in answer
    next(one for one in at.button if one.label == "Chercher dans toute la bibliothèque").click().run()
    until(at, lambda: "sf-busy" not in html(at))
    assert "six mois" in html(at)
    assert named(at) == []


def test_a_conversation_keeps_where_it_was_asked(house: House) -> None:
    at = page()
    at.button_group(key="asked-kinds").set_value(["contract"]).run()
    ask(at, "Quel est le préavis du bail ?")
    (thread,) = house.desk.threads.find()
    assert thread.narrowing == Narrowing(kinds=("contract",))
    next(one for one in at.button if one.key == "begin").click().run()
    assert named(at) == []
    at.button(key=f"recall-{thread.id}").click().run()
    assert named(at) == ["contrat"]
    at.button(key="asked-chip-0").click().run()
    ask(at, "Quel est le préavis ?")
    assert house.desk.threads.find()[0].narrowing == EVERYTHING


def test_what_is_gone_since_is_left_out(house: House) -> None:
    ask(page(), "Quel est le préavis du bail ?")
    (thread,) = house.desk.threads.find()
    with house.engine.library._database.writing() as connection:
        connection.execute("""UPDATE threads SET narrowing = '{"collections": ["Bureau", "Parti"]}'""")
    at = AppTest.from_file(str(APP), default_timeout=SECONDS)
    at.query_params["conversation"] = thread.id
    at.run()
    assert named(at) == ["Bureau"]
