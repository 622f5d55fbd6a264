"""The page Trial as Streamlit runs it, over a real library."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from rag.evaluation.own import OwnQuestions
from rag.records import Feedback, Manner
from rag.settings import read_settings
from tests.rag.store.test_threads import quoted
from tests.ui.api.parts import NOWHERE, QUESTION, open_engine, write_documents
from tests.ui.web.houses import lived_in
from tests.ui.web.test_pages import SECONDS, html
from tests.ui.web.test_search_page import press
from ui.server import House
from ui.threads import begun


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with open_engine(tmp_path / "home") as engine, lived_in(engine) as ours:
        list(ours.desk.ingest([write_documents(tmp_path / "documents")], "Atelier"))
        yield ours


def page() -> None:
    from ui.web import trial_page

    trial_page.show()


def shown(at: AppTest) -> str:
    assert not at.exception
    words = unescape(html(at)).replace("\u00a0", " ")
    assert "problème imprévu" not in words
    return words


def test_an_empty_trial_says_what_to_do(house: House) -> None:
    words = shown(AppTest.from_function(page, default_timeout=SECONDS).run())
    assert "Aucune question sur cette période." in words
    assert "pas ses mots" in words
    assert "<figure" not in words


def test_figures_plots_questions_and_forgetting(house: House) -> None:
    list(house.desk.ask(QUESTION))
    list(house.desk.ask(NOWHERE))
    moment = house.desk.trial.all()[0].moment
    house.desk.feedback.give(Feedback("a", moment, QUESTION, Manner.EXTRACTIVE, ("bail.txt",), helpful=True))
    house.desk.feedback.give(Feedback("b", moment, NOWHERE, Manner.REFUSED, (), helpful=False, reason="<i>si</i>"))
    at = AppTest.from_function(page, default_timeout=SECONDS).run()
    words = shown(at)
    assert "<dd>2</dd><dt>questions posées</dt>" in words
    assert "<dd>50 %</dd><dt>avis favorables sur 2</dt>" in words
    assert words.count("data:image/svg+xml") == 2
    assert f"{NOWHERE} — <i>si</i>" in words  # unescaped by this test, escaped on the page
    press(at, "En faire une question")
    assert [case.question for case in OwnQuestions(house.engine.home.questions_file).all().cases] == [QUESTION]
    press(at, "Effacer le relevé")
    assert len(house.desk.trial.all()) == 2, "asked before it is done"
    press(at, "Oui, effacer le relevé")
    assert house.desk.trial.all() == []
    assert len(house.desk.feedback.all()) == 2


def test_an_answer_that_was_judged_is_a_click_away(house: House) -> None:
    book, thread = house.desk.threads, begun(QUESTION)
    book.keep(thread, quoted("kept", "bail"))
    for name in ("kept", "unkept"):
        house.desk.feedback.give(Feedback(name, thread.made, QUESTION, Manner.EXTRACTIVE, (), helpful=False))
    at = AppTest.from_function(page, default_timeout=SECONDS).run()
    assert shown(at).count(QUESTION) == 2
    assert [one.key for one in at.button if one.label == "Relire cette réponse"] == ["reread-kept"]


def test_the_figures_of_the_subscription_are_kept(house: House) -> None:
    at = AppTest.from_function(page, default_timeout=SECONDS).run()
    at.text_input(key="value-trial.seats").set_value("12").run()
    at.text_input(key="value-trial.seat_price").set_value("30,50").run()
    assert "4 392,00 € par an" in shown(at).replace("\u202f", " ")
    kept = read_settings(house.engine.home).trial
    assert (kept.seats, kept.seat_price) == (12, 30.5)
    again = AppTest.from_function(page, default_timeout=SECONDS).run()
    assert again.text_input(key="value-trial.seat_price").value == "30,5"
