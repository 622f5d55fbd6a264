"""The page Evaluation as Streamlit runs it, over a real library."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from rag.evaluation.opinions import NOWHERE
from rag.evaluation.own import OwnQuestions
from rag.evaluation.runs import LAST, KeptRuns
from rag.records import Feedback, Manner
from tests.ui.api.parts import NOWHERE as NOT_THERE
from tests.ui.api.parts import QUESTION, open_engine, write_documents
from tests.ui.web.houses import lived_in
from tests.ui.web.test_pages import SECONDS, html, until
from ui.server import House


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with open_engine(tmp_path / "home") as engine, lived_in(engine) as ours:
        list(ours.desk.ingest([write_documents(tmp_path / "documents")], "Atelier"))
        yield ours


def evaluation() -> None:
    from ui.web import evaluation_page
    from ui.web.rim import guarded

    with guarded():
        evaluation_page.show()


def opened() -> AppTest:
    at = AppTest.from_function(evaluation, default_timeout=SECONDS).run()
    assert not at.exception
    return at


def press(at: AppTest, label: str) -> None:
    next(button for button in at.button if button.label == label).click().run()
    assert not at.exception


def keep(at: AppTest, question: str, source: str) -> None:
    next(one for one in at.text_input if one.label.startswith("Question")).set_value(question).run()
    next(one for one in at.selectbox if one.label == "Fichier qui y répond").set_value(source).run()
    press(at, "Garder cette question")


def test_questions_are_added_measured_and_compared(house: House) -> None:
    own = OwnQuestions(house.engine.home.questions_file)
    at = opened()
    assert "Aucune question pour l'instant" in unescape(html(at))
    assert next(one for one in at.button if one.label.startswith("Mesurer")).disabled
    keep(at, QUESTION, "bail.txt")
    keep(at, NOT_THERE, NOWHERE)
    assert [case.relevant for case in own.all().cases] == [{"bail.txt"}, frozenset()]
    assert list(at.dataframe[0].value.columns) == ["Question", "Source attendue"], "nothing was measured yet"
    press(at, "Mesurer sur 2 questions")
    until(at, lambda: "Dernière mesure" in html(at))
    table = at.dataframe[0].value
    assert list(table["Résultat"]) == ["✓ Bien", "✓ Bien"]
    assert table["Place"][0] == 1
    assert table["Place"].isna()[1]
    assert "100,0\u00a0%" in html(at)
    assert "Depuis le" not in html(at)
    at = opened()
    press(at, "Mesurer sur 2 questions")
    until(at, lambda: "meilleur sur 0, moins bon sur 0, égal sur 2." in html(at))
    assert KeptRuns(house.engine.home.evaluations_folder).find(LAST).documents == 2


def test_opinions_become_questions(house: House) -> None:
    given = Feedback("a", "2026-03-12T10:00:00+00:00", QUESTION, Manner.EXTRACTIVE, ("bail.txt",), helpful=True)
    house.desk.feedback.give(given)
    at = opened()
    assert "1 avis dit où est la bonne réponse." in html(at)
    press(at, "En faire une question")
    assert "avis dit" not in html(at)
    assert list(at.dataframe[0].value["Question"]) == [QUESTION]
    assert list(at.dataframe[0].value["Source attendue"]) == ["bail.txt"]


def test_a_spoilt_file_is_said(house: House) -> None:
    house.engine.home.questions_file.write_text("{", encoding="utf-8")
    at = opened()
    assert "ne sont pas lisibles" in html(at)
