"""What a reader says under an answer, as Streamlit runs it, over a real library."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from rag.evaluation.opinions import NOWHERE
from rag.records import Manner
from tests.ui.api.parts import NOWHERE as NOT_THERE
from tests.ui.api.parts import QUESTION, open_engine, write_documents
from tests.ui.web.houses import lived_in
from tests.ui.web.test_pages import ask, page
from ui.server import House


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with open_engine(tmp_path / "home") as engine, lived_in(engine) as ours:
        list(ours.desk.ingest([write_documents(tmp_path / "documents")], "Atelier"))
        yield ours


def press(at: AppTest, label: str) -> None:
    next(button for button in at.button if button.label == label).click().run()
    assert not at.exception


def test_a_thumb_up_is_kept_at_once(house: House) -> None:
    at = page()
    ask(at, QUESTION)
    press(at, "Oui")
    (said,) = house.desk.feedback.all()
    assert (said.question, said.helpful, said.manner, said.sources) == (
        QUESTION, True, Manner.EXTRACTIVE, ("bail.txt",)
    )  # fmt: skip
    assert not any(box.label == "Où était la bonne réponse ?" for box in at.selectbox)
    press(at, "Envoyer")
    assert any("Merci, c'est noté." in str(one.proto.body).replace("&#x27;", "'") for one in at.get("html"))
    assert len(house.desk.feedback.all()) == 1


def test_a_thumb_down_with_its_reason_and_the_right_source(house: House) -> None:
    at = page()
    ask(at, QUESTION)
    press(at, "Non")
    assert house.desk.feedback.all()[0].right_source == ""
    next(field for field in at.text_input if field.label == "Pourquoi\u00a0?").set_value("  hors sujet ").run()
    box = next(box for box in at.selectbox if box.label == "Où était la bonne réponse\u00a0?")
    box.set_value("tarifs été.txt").run()
    press(at, "Envoyer")
    (said,) = house.desk.feedback.all()
    assert (said.helpful, said.reason, said.right_source) == (False, "hors sujet", "tarifs été.txt")


def test_not_found_can_be_wrong_and_can_be_right(house: House) -> None:
    at = page()
    ask(at, NOT_THERE)
    press(at, "Non")
    next(box for box in at.selectbox if box.label == "Où était la bonne réponse\u00a0?").set_value(NOWHERE).run()
    press(at, "Envoyer")
    (said,) = house.desk.feedback.all()
    assert (said.sources, said.right_source) == ((), NOWHERE)
