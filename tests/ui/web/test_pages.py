"""The pages as Streamlit runs them, over a real library with a stand-in for the search model."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

import ui.server
from rag.engine import Engine
from rag.errors import EmbedderUnusable
from rag.models.fakes import HashEmbedder, ScriptedChat
from rag.options import Settings
from rag.records import Thought, Waiting
from rag.settings import Home
from tests.ui.web.houses import lived_in
from ui.desk import LocalDesk
from ui.server import House

APP = Path(ui.server.__file__).parent / "web" / "app.py"
BAIL = (
    "Le bail du hangar prend fin le 31 mars 2027. Le préavis est de six mois. ![x](http://evil.example/x) <b>gras</b>"
)
SECONDS = 20


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    home = tmp_path_factory.mktemp("home")
    files = tmp_path_factory.mktemp("Documents à lire")
    (files / "bail.txt").write_text(BAIL, encoding="utf-8")
    (files / "vide.pdf").touch()
    with Engine.open(Home(home), Settings(), embedder=HashEmbedder()) as engine, lived_in(engine) as ours:
        list(ours.desk.ingest([files], "Contrats"))
        yield ours


@pytest.fixture
def empty_house(tmp_path: Path) -> Iterator[House]:
    with Engine.open(Home(tmp_path), Settings(), embedder=HashEmbedder()) as engine, lived_in(engine) as ours:
        yield ours


def page() -> AppTest:
    return AppTest.from_file(str(APP), default_timeout=SECONDS).run()


def documents() -> None:
    from ui.web import documents_page
    from ui.web.rim import guarded

    with guarded():
        documents_page.show()


def html(at: AppTest) -> str:
    bodies = [str(element.proto.body) for element in at.get("html")]
    return "\n".join(body for body in bodies if not body.startswith("<style>"))


def until(at: AppTest, true: Callable[[], bool]) -> None:
    end = time.monotonic() + SECONDS
    while not true():
        assert time.monotonic() < end, html(at)
        time.sleep(0.1)
        at.run()


def ask(at: AppTest, question: str) -> str:
    at.chat_input[0].set_value(question).run()
    until(at, lambda: "sf-busy" not in html(at))
    assert not at.exception
    return html(at)


def test_an_empty_library_says_what_to_do(empty_house: House) -> None:
    at = page()
    assert "La bibliothèque est encore vide." in html(at)
    assert not at.chat_input
    assert any("Ajouter des documents" in button.label for button in at.button)


def test_the_pages_for_whoever_looks_after_the_library_are_folded(house: House) -> None:
    at = page()
    assert [len(at.sidebar.get("page_link")), len(at.sidebar.expander[0].get("page_link"))] == [9, 5]
    assert not at.sidebar.expander[0].proto.expanded


def test_adding_is_unfolded_while_the_library_is_empty(empty_house: House) -> None:
    at = AppTest.from_function(documents, default_timeout=SECONDS).run()
    (adding,) = (one for one in at.expander if one.label == "Ajouter des documents")
    assert adding.proto.expanded


def test_a_question_is_answered_with_its_source(house: House) -> None:
    shown = ask(page(), "Quel est le préavis du bail du hangar ?")
    assert "sf-quoted" in shown
    assert "six mois" in shown
    assert "bail.txt" in shown
    assert "<img" not in shown
    assert "<b>gras" not in shown


def test_a_written_answer_shows_what_is_confirmed_and_what_is_not(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = "Le préavis du bail est de six mois [1]. Le bail du hangar prend fin le 31 mars 2028 [1]."
    monkeypatch.setattr(house.engine, "_chat", ScriptedChat([said]))
    monkeypatch.setattr(house.engine, "_chat_opened", True)
    at = page()
    shown = ask(at, "Quel est le préavis du bail ?")
    assert "À vérifier\u00a0: vos documents ne confirment pas «\u00a031 mars 2028\u00a0»." in shown
    assert (
        shown.index("confirmé par la source") < shown.index("Le bail du hangar") < shown.index("pas dans les sources")
    )
    assert "Ce qui est à vérifier, et pourquoi" in shown
    at.segmented_control(key="language").set_value("en").run()
    assert "confirmed by the source" in html(at)
    assert "not in the sources" in html(at)


class Queued(ScriptedChat):
    """Two are answered first, until it may go on."""

    go = threading.Event()

    def stream(self, *messages: Any, **options: Any) -> Iterator[str | Thought | Waiting]:
        yield Waiting(2)
        assert self.go.wait(SECONDS)
        yield Waiting(0)
        yield from super().stream(*messages, **options)


def test_who_waits_is_told_how_many_come_before_and_reads_the_sources(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    queued = Queued([Thought("Voyons <b>[1]</b>…"), "Le préavis du bail est de six mois [1]."])
    monkeypatch.setattr(house.engine, "_chat", queued)
    monkeypatch.setattr(house.engine, "_chat_opened", True)
    at = page()
    at.chat_input[0].set_value("Quel est le préavis du bail ?").run()
    until(at, lambda: "2 questions avant la vôtre" in html(at))
    assert "bail.txt" in html(at), "evidence does not wait"
    queued.go.set()
    until(at, lambda: "sf-busy" not in html(at))
    assert not at.exception
    thought = next(one for one in at.expander if one.label == "Réflexion du modèle")
    assert "Voyons &lt;b&gt;[1]&lt;/b&gt;…" in "".join(str(one.proto.body) for one in thought.get("html"))
    assert "confirmé par la source" in html(at)


def test_a_follow_up_is_understood_and_can_be_asked_as_it_was_typed(house: House) -> None:
    at = page()
    ask(at, "Quel est le préavis du bail du hangar ?")
    shown = ask(at, "Quand prend-il fin ?")
    assert "Compris comme\u00a0: Quel est le préavis du bail du hangar ? Quand prend-il fin ?" in shown
    assert "31 mars 2027" in shown
    next(button for button in at.button if button.label == "Demander tel que je l'ai écrit").click().run()
    until(at, lambda: "sf-busy" not in html(at))
    assert html(at).count("Compris comme") == 1
    assert html(at).count("Quand prend-il fin ?</h2>") == 2
    at.segmented_control(key="language").set_value("en").run()
    assert "Understood as: Quel est le préavis du bail du hangar ? Quand prend-il fin" in html(at)
    whole = ask(at, "Quel est le prix du bail du hangar ?")
    assert whole.count("Understood as") == 1


def test_a_source_opens_with_its_words_marked(house: House) -> None:
    at = page()
    ask(at, "Quel est le préavis du bail du hangar ?")
    next(button for button in at.button if button.label == "Ouvrir la source 1").click().run()
    assert not at.exception
    assert "sf-chosen" in html(at)
    assert "<mark>" in html(at).split("sf-chosen")[1]


def test_what_is_not_there_is_refused_visibly(house: House) -> None:
    shown = ask(page(), "Quelle est la capitale de la Mongolie extérieure ?")
    assert "sf-notice sf-none" in shown
    assert "Je ne trouve pas cela dans vos documents." in shown
    assert "sf-quoted" not in shown


def test_the_same_question_is_refused_twice(house: House) -> None:
    at = page()
    for _ in range(2):
        shown = ask(at, "Quel est le cours de l'or ?")
    assert not at.exception
    assert shown.count("Je ne trouve pas cela dans vos documents") == 2
    assert shown.count("sf-bad") == shown.count("sf-lost"), "no trouble but the one that is kept for a lost server"
    assert len([button for button in at.button if button.label == "Ouvrir ce passage"]) == 2, "each has its passage"


def test_english_keeps_the_conversation(house: House) -> None:
    at = page()
    ask(at, "Quel est le préavis du bail du hangar ?")
    at.button_group(key="language").set_value("en").run()
    assert not at.exception
    assert at.title[0].value == "Ask"
    assert "six mois" in html(at)
    assert any(button.label == "Open source 1" for button in at.button)


def test_an_error_is_a_sentence_with_a_next_step(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise EmbedderUnusable("petit-modele", "fichier **absent**")

    monkeypatch.setattr(LocalDesk, "ask", fail)
    shown = ask(page(), "Prix ?")
    assert 'role="alert"' in shown
    assert "«\u00a0petit-modele\u00a0»" in shown
    assert "embedding.model" in shown


def test_a_defect_on_a_page_is_a_sentence(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(LocalDesk, "watched", fail)
    at = AppTest.from_function(documents, default_timeout=SECONDS).run()
    assert not at.exception
    assert "problème imprévu (ZeroDivisionError)" in html(at)
    assert "Traceback" not in html(at)


def test_documents_show_every_file_and_why_one_failed(house: House) -> None:
    at = AppTest.from_function(documents, default_timeout=SECONDS).run()
    assert not at.exception
    table = at.dataframe[0].value
    assert dict(zip(table["Fichier"], table["État"], strict=True)) == {"vide.pdf": "✕ Non lu", "bail.txt": "✓ Lu"}
    assert "Le fichier est vide." in html(at)
    at.text_input(key="file words").set_value("BÀIL").run()
    assert list(at.dataframe[0].value["Fichier"]) == ["bail.txt"]
    at.text_input(key="file words").set_value("rien de tel").run()
    assert "Aucun fichier ne correspond à ce filtre." in html(at)


def test_a_folder_that_does_not_exist_is_said(house: House) -> None:
    at = AppTest.from_function(documents, default_timeout=SECONDS).run()
    folder = next(field for field in at.text_input if field.label == "Lire un dossier de cet ordinateur")
    folder.set_value('"/nulle/part"')
    next(button for button in at.button if button.label == "Lire ce dossier").click().run()
    assert "«\u00a0/nulle/part\u00a0» n&#x27;existe pas" in html(at)
    assert not house.jobs.busy()


def test_a_folder_is_read_and_its_end_told(house: House, tmp_path: Path) -> None:
    (tmp_path / "toit.txt").write_text("La toiture est garantie dix ans.", encoding="utf-8")
    at = AppTest.from_function(documents, default_timeout=SECONDS).run()
    folder = next(field for field in at.text_input if field.label == "Lire un dossier de cet ordinateur")
    folder.set_value(str(tmp_path))
    next(button for button in at.button if button.label == "Lire ce dossier").click().run()
    until(at, lambda: "Lecture terminée" in html(at))
    assert "1 ajouté." in html(at)
    assert "toit.txt" in list(at.dataframe[0].value["Fichier"])
    assert [one.root for one in house.desk.watched()] == [str(tmp_path)]
    toggle = next(one for one in at.toggle if one.key.endswith(str(tmp_path)))
    assert toggle.value
    assert "dernier examen" in html(at)
    toggle.set_value(False).run()
    assert not at.exception
    assert house.desk.watched() == ()
    assert not next(one for one in at.toggle if one.key.endswith(str(tmp_path))).value


def test_a_missing_folder_is_asked_about(house: House, tmp_path: Path) -> None:
    gone = tmp_path / "Partage"
    gone.mkdir()
    (gone / "gouttière.txt").write_text("La gouttière est en zinc.", encoding="utf-8")
    list(house.desk.ingest([gone], "Toits"))
    shutil.rmtree(gone)
    list(house.desk.ingest([gone], "Toits"))
    at = AppTest.from_function(documents, default_timeout=SECONDS).run()
    assert "n'est pas accessible" in unescape(html(at))
    assert "Si le disque ou le partage est débranché" in html(at)
    next(button for button in at.button if button.label == "Ne rien changer").click().run()
    assert "n'est pas accessible" not in unescape(html(at))
    assert "1 introuvable, gardé" in html(at)
    assert "gouttière.txt" in list(at.dataframe[0].value["Fichier"])
    house.desk.keep(str(gone), kept=False)
    at.run()
    next(button for button in at.button if button.label == "Oublier ce fichier").click().run()
    until(at, lambda: house.desk.withheld() == ())
    assert "gouttière.txt" not in list(at.run().dataframe[0].value["Fichier"])
    assert not at.exception
