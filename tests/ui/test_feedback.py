"""Opinions here and behind the server, and the questions that become of them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.evaluation.own import OwnQuestions
from rag.records import Feedback, Manner
from tests.ui.api.parts import PLACES, open_engine, seen_from
from ui.desk import Desk, LocalDesk
from ui.feedback import to_questions

GOOD = Feedback("a", "2026-03-12T10:00:00+00:00", "Préavis ?", Manner.EXTRACTIVE, ("bail.pdf#p2",), True)
BAD = Feedback("b", "2026-03-13T10:00:00+00:00", "Prix ?", Manner.EXTRACTIVE, ("bail.pdf#p2",), False, "hors sujet")


@pytest.fixture(params=PLACES)
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    with LocalDesk(open_engine(tmp_path / "home")) as owner, seen_from(request.param, owner) as seen:
        yield seen


def test_opinions_are_kept_changed_and_forgotten(desk: Desk) -> None:
    assert desk.feedback.all() == []
    desk.feedback.give(GOOD)
    desk.feedback.give(BAD)
    known = dataclasses.replace(BAD, right_source="tarif.pdf")
    desk.feedback.give(known)
    assert desk.feedback.all() == [known, GOOD]
    desk.feedback.take(["a"])
    assert desk.feedback.all()[1].taken
    assert desk.feedback.remove(["a", "b", "c"]) == 2
    assert desk.feedback.all() == []


def test_those_that_say_what_answers_become_questions_once(desk: Desk, tmp_path: Path) -> None:
    own = OwnQuestions(tmp_path / "questions.jsonl")
    for said in (GOOD, BAD):
        desk.feedback.give(said)
    assert [(case.question, case.relevant) for case in to_questions(desk.feedback, own)] == [
        ("Préavis ?", {"bail.pdf#p2"})
    ]
    assert to_questions(desk.feedback, own) == []
    desk.feedback.give(dataclasses.replace(BAD, right_source="tarif.pdf#p1"))
    assert [case.relevant for case in to_questions(desk.feedback, own)] == [{"tarif.pdf#p1"}]
    assert [case.id for case in own.all().cases] == ["q001", "q002"]
    later = dataclasses.replace(GOOD, id="z", moment="2026-03-14T10:00:00+00:00", helpful=False, right_source="-")
    desk.feedback.give(later)
    to_questions(desk.feedback, own)
    assert own.all().cases[0].relevant == frozenset()
