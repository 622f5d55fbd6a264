"""Kept conversations on the page Ask as Streamlit runs it, over a real library."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from rag.errors import DiskFull
from rag.options import Page
from rag.records import AnswerEvent, Retrieved
from rag.threads import KeptTurn, Thread, ThreadId
from tests.rag.store.test_threads import quoted
from tests.ui.api.parts import NOWHERE, QUESTION, until
from tests.ui.web.test_pages import APP, SECONDS, ask, html, page
from ui.server import House
from ui.threads import begun


def at_address(thread: str) -> AppTest:
    at = AppTest.from_file(str(APP), default_timeout=SECONDS)
    at.query_params["conversation"] = thread
    return at.run()


def address(at: AppTest) -> str:
    return "".join(at.query_params.get("conversation", ""))


def press(at: AppTest, label: str) -> None:
    next(button for button in at.button if button.label == label).click().run()
    assert not at.exception


def choose(at: AppTest, thread: str, action: str) -> None:
    at.menu_button(key=f"menu-{thread}").click(action).run()
    assert not at.exception


def kept_at(day: str, number: int = 0) -> Thread:
    return Thread(ThreadId(f"{number:04}"), f"Question n° {number}", f"{day}T10:00:00+00:00", f"{day}T10:00:00+00:00")


def test_an_answer_is_kept_and_its_address_opens_it_again(house: House) -> None:
    at = page()
    assert address(at) == ""
    assert "Vos conversations seront gardées ici" in html(at)
    ask(at, QUESTION)
    ask(at, NOWHERE)
    (thread,) = house.desk.threads.find()
    assert (thread.title, thread.turns, address(at)) == (QUESTION, 2, thread.id)
    shown = html(at)
    again = at_address(thread.id)
    assert html(again).count("sf-question") == 2
    assert "six mois" in html(again)
    assert "Je ne trouve pas cela" in html(again)
    assert address(again) == thread.id
    assert "Aujourd&#x27;hui" in shown


def test_how_a_question_was_understood_is_shown_again(house: House) -> None:
    at = page()
    ask(at, QUESTION)
    ask(at, "Et pour les cadres ?")
    assert "Compris comme" in html(at)
    assert html(at_address(address(at))).count("Compris comme") == 1


def test_a_new_conversation_and_back_to_the_first(house: House) -> None:
    at = page()
    ask(at, QUESTION)
    first = address(at)
    press(at, "Nouvelle conversation")
    assert address(at) == ""
    assert "six mois" not in html(at)
    ask(at, "Combien coûte le chêne massif ?")
    assert address(at) not in {"", first}
    at.button(key=f"recall-{first}").click().run()
    assert "six mois" in html(at)
    assert "Combien coûte" not in html(at)
    assert address(at) == first
    ask(at, NOWHERE)
    assert house.desk.threads.named(first).turns == 2


def test_an_address_that_names_nothing_says_so(house: House) -> None:
    at = at_address("nobody")
    assert "Cette conversation n&#x27;est plus gardée." in html(at)
    assert address(at) == ""
    assert "n&#x27;est plus gardée" not in ask(at, QUESTION)


def test_renamed_exported_and_deleted(house: House) -> None:
    at = page()
    ask(at, QUESTION)
    thread = address(at)
    choose(at, thread, "rename")
    next(field for field in at.text_input if field.label == "Nom de la conversation").set_value("Bail *du* hangar")
    press(at, "Enregistrer")
    assert house.desk.threads.named(thread).title == "Bail *du* hangar"
    assert at.button(key=f"recall-{thread}").label == r"Bail \*du\* hangar"
    choose(at, thread, "export")
    assert {one.label for one in at.download_button} == {"Fichier Word", "Fichier Markdown"}
    choose(at, thread, "delete")
    assert "1 question et sa réponse seront effacées" in html(at)
    press(at, "Annuler")
    assert house.desk.threads.find()
    choose(at, thread, "delete")
    at.button(key="delete-thread").click().run()
    assert house.desk.threads.find() == []
    assert "six mois" not in html(at)
    assert address(at) == ""


def test_found_by_a_word_of_the_answer(house: House) -> None:
    at = page()
    ask(at, QUESTION)
    first = address(at)
    at.text_input(key="conversations sought").set_value("TRELAZE").run()
    assert at.button(key=f"recall-{first}")
    at.text_input(key="conversations sought").set_value("baleine").run()
    assert "Aucune conversation ne contient ces mots." in html(at)
    assert not [one for one in at.button if one.key == f"recall-{first}"]


def test_many_are_shown_a_part_at_a_time_by_age(house: House) -> None:
    with house.engine.library.changing() as changes:
        for number in range(35):
            turn = KeptTurn(f"t{number}", "?", "2024-03-12T10:00:00+00:00")
            changes.threads.keep(kept_at("2024-03-12" if number < 20 else "2023-11-05", number), turn)
    at = page()

    def shown() -> int:
        return sum(str(one.key).startswith("recall-") for one in at.button)

    assert shown() == 30
    assert html(at).index("Mars 2024") < html(at).index("Novembre 2023")
    press(at, "Plus anciennes")
    assert shown() == 35
    assert not [one for one in at.button if one.label == "Plus anciennes"]


def test_two_windows_see_the_same_answer_on_its_way(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    go, real = threading.Event(), house.desk.ask

    def slow(*arguments: object, **more: object) -> Iterator[AnswerEvent]:
        for event in real(*arguments, **more):  # type: ignore[arg-type]
            yield event
            if isinstance(event, Retrieved):
                go.wait(SECONDS)

    monkeypatch.setattr(house.desk, "ask", slow)
    first = page()
    first.chat_input[0].set_value(QUESTION).run()
    until(lambda: bool(house.desk.threads.find()))
    (thread,) = house.desk.threads.find()
    other = at_address(thread.id)
    assert "sf-busy" in html(other)
    assert other.chat_input[0].disabled
    go.set()
    until(lambda: house.desk.threads.turns(thread.id)[0].finished is not None)
    until(lambda: "sf-busy" not in html(other.run()))
    assert "six mois" in html(other)


def test_what_is_deleted_while_it_is_answered_stays_deleted(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    go, ended, real = threading.Event(), threading.Event(), house.desk.ask

    def slow(*arguments: object, **more: object) -> Iterator[AnswerEvent]:
        for event in real(*arguments, **more):  # type: ignore[arg-type]
            yield event
            if isinstance(event, Retrieved):
                go.wait(SECONDS)
        ended.set()

    monkeypatch.setattr(house.desk, "ask", slow)
    at = page()
    at.chat_input[0].set_value(QUESTION).run()
    until(lambda: bool(house.desk.threads.find()))
    at.run()
    choose(at, address(at), "delete")
    at.button(key="delete-thread").click().run()
    go.set()
    assert ended.wait(SECONDS)
    assert house.desk.threads.find() == []


def test_an_answer_that_was_cut_off_says_so_and_can_be_asked_again(house: House) -> None:
    thread = begun(QUESTION)
    events = house.engine.ask(QUESTION, house.engine.scope())
    found = next(one for one in events if isinstance(one, Retrieved))
    house.desk.threads.keep(thread, KeptTurn("t", QUESTION, thread.made, found))
    assert "La réponse n&#x27;a pas été terminée." in html(at_address(thread.id))


def test_what_was_forgotten_is_named_as_such(house: House) -> None:
    at = page()
    ask(at, QUESTION)
    lease = next(one for one in house.desk.documents() if one.name == "bail.txt")
    house.desk.forget([lease.id])
    again = at_address(address(at))
    list(house.desk.ingest([Path(lease.paths[0])], "Atelier"))
    assert "Document retiré de la bibliothèque." in html(again)
    assert "six mois" not in html(again)
    assert not [one for one in again.button if one.label.startswith("Ouvrir la source")]


def test_an_answer_that_cannot_be_kept_is_still_shown(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise DiskFull(Path("/"), 0)

    monkeypatch.setattr(house.desk.threads, "keep", full)
    shown = ask(page(), QUESTION)
    assert "Cette réponse n&#x27;a pas pu être gardée." in shown
    assert "six mois" in shown


def test_nothing_is_kept_when_the_settings_say_so(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    silent = house.engine.settings.model_copy(update={"page": Page(keep_conversations=False)})
    monkeypatch.setattr(house.engine, "settings", silent)
    at = page()
    assert "six mois" in ask(at, QUESTION)
    assert "Les conversations ne sont pas gardées" in html(at)
    assert house.desk.threads.find() == []
    assert address(at) == ""


def test_a_title_is_words_and_nothing_else(house: House) -> None:
    title = "![x](http://evil.example/x) :material/home: :red[rouge] $x$"
    with house.engine.library.changing() as changes:
        changes.threads.keep(Thread(ThreadId("a"), title, "2024-03-12", "2024-03-12"), quoted("1", "bail"))
    label = page().button(key="recall-a").label
    assert "![" not in label
    assert ":material" not in label
    assert label.replace("\\", "").replace("\u2060", "") == title
