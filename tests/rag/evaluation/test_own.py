"""The user's own questions: kept in their order, replaced by the same words, and never lost to a spoilt file."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from rag.errors import QuestionEmpty, QuestionUnknown, SetUnreadable
from rag.evaluation.own import OwnQuestions


@pytest.fixture
def own(tmp_path: Path) -> OwnQuestions:
    return OwnQuestions(tmp_path / "home" / "questions.jsonl")


def test_questions_are_kept_in_the_form_of_every_set(own: OwnQuestions) -> None:
    assert own.all().cases == ()
    first = own.add("  Quel est le\npréavis ? ", ["bail.pdf#p2"])
    own.add("Qui a gagné la coupe ?", [])
    assert (first.id, first.question, first.relevant) == ("q001", "Quel est le préavis ?", {"bail.pdf#p2"})
    lines = [json.loads(line) for line in own._file.read_text(encoding="utf-8").splitlines()]
    assert lines[0] == {
        "id": "q001", "question": "Quel est le préavis ?", "answerable": True, "relevant": ["bail.pdf#p2"], "words": []
    }  # fmt: skip
    assert lines[1]["answerable"] is False
    assert own.all().folder is None
    assert [case.id for case in own.all().cases] == ["q001", "q002"]


def test_the_same_words_replace_and_a_number_is_not_used_twice(own: OwnQuestions) -> None:
    own.add("Quel est le préavis ?", ["bail.pdf#p1"])
    own.add("Autre ?", [])
    again = own.add("quel est le PRÉAVIS ?", ["bail.pdf#p2"])
    assert again.id == "q001"
    assert [case.relevant for case in own.all().cases] == [{"bail.pdf#p2"}, frozenset()]
    assert [case.id for case in own.remove(["q001"])] == ["q001"]
    assert own.add("Encore ?", []).id == "q003"


def test_what_cannot_be_is_said_and_changes_nothing(own: OwnQuestions) -> None:
    own.add("Quel est le préavis ?", [])
    with pytest.raises(QuestionEmpty):
        own.add(" \n", [])
    with pytest.raises(QuestionUnknown):
        own.remove(["q001", "q009"])
    assert len(own.all().cases) == 1
    own._file.write_text("{pas du JSON", encoding="utf-8")
    with pytest.raises(SetUnreadable):
        own.add("Autre ?", [])
    assert own._file.read_text(encoding="utf-8") == "{pas du JSON"


def test_page_and_command_may_add_at_the_same_time(own: OwnQuestions) -> None:
    threads = [threading.Thread(target=own.add, args=(f"Question {number} ?", [])) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({case.id for case in own.all().cases}) == 20
