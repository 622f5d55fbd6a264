"""A question asked otherwise, and those that are proposed after it, on the page Ask as Streamlit runs it."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tests.ui.api.parts import NOWHERE, QUESTION
from tests.ui.web.test_pages import ask, html, page, until
from ui.server import House

PRICE = "Combien coûte le chêne massif ?"


def asked(house: House) -> list[str]:
    (thread,) = house.desk.threads.find()
    return [turn.question for turn in house.desk.threads.turns(thread.id)]


def edit(at: AppTest, place: int) -> None:
    """The button of the question at that place, 0 for the first; the latest stands on top."""
    buttons = [one for one in at.button if str(one.key).startswith("edit-")]
    buttons[::-1][place].click().run()
    assert not at.exception


def submit(at: AppTest, question: str) -> str:
    at.text_area[0].set_value(question)
    next(one for one in at.button if one.label == "Demander").click().run()
    until(at, lambda: "sf-busy" not in html(at))
    assert not at.exception
    return html(at)


def test_a_question_takes_the_place_of_the_first_and_of_all_after_it(house: House) -> None:
    at = page()
    for question in (NOWHERE, PRICE, QUESTION):
        ask(at, question)
    (thread,) = house.desk.threads.find()
    edit(at, 1)
    assert "La question suivante et sa réponse seront effacées" in html(at)
    assert at.text_area[0].value == PRICE
    shown = submit(at, "Quel est le préavis du bail ?")
    assert shown.count("sf-question") == 2
    assert asked(house) == [NOWHERE, "Quel est le préavis du bail ?"]
    edit(at, 0)
    submit(at, QUESTION)
    assert asked(house) == [QUESTION]
    (again,) = house.desk.threads.find()
    assert (again.id, again.title) == (thread.id, QUESTION), "the same conversation, called after its first question"


def test_a_name_that_its_reader_gave_stays(house: House) -> None:
    at = page()
    ask(at, PRICE)
    (thread,) = house.desk.threads.find()
    house.desk.threads.rename(thread.id, "Bois")
    at.run()
    edit(at, 0)
    submit(at, QUESTION)
    assert house.desk.threads.find()[0].title == "Bois"


def test_nothing_is_lost_by_giving_up_or_by_an_empty_question(house: House) -> None:
    at = page()
    ask(at, QUESTION)
    edit(at, 0)
    next(one for one in at.button if one.label == "Annuler").click().run()
    assert not at.text_area
    edit(at, 0)
    at.text_area[0].set_value("  ")
    next(one for one in at.button if one.label == "Demander").click().run()
    assert asked(house) == [QUESTION]
    assert "six mois" in html(at)
