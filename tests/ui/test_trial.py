"""What is noted of questions, here and behind the server; never their words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.engine import Engine
from rag.errors import QuestionEmpty, ServerUnreachable
from rag.evaluation.trial import Ending, ending
from rag.records import AnswerEvent
from tests.ui.api.parts import NOWHERE, PLACES, QUESTION, open_engine, seen_from, until, write_documents
from ui.desk import Desk, LocalDesk


@pytest.fixture(params=PLACES)
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    with LocalDesk(open_engine(tmp_path / "home")) as owner:
        list(owner.ingest([write_documents(tmp_path / "documents")], "Atelier"))
        with seen_from(request.param, owner) as seen:
            yield seen


def test_every_question_is_noted_once_without_its_words(desk: Desk, tmp_path: Path) -> None:
    list(desk.ask(QUESTION))
    list(desk.ask(NOWHERE))
    with pytest.raises(QuestionEmpty):
        list(desk.ask(" "))
    until(lambda: len(desk.trial.all()) == 2)
    first, second = desk.trial.all()
    assert (ending(first), ending(second)) == (Ending.ANSWERED, Ending.REFUSED)
    assert first.language == "fr"
    assert first.evidence is not None
    assert first.first_word is not None
    assert first.evidence <= first.first_word <= first.seconds
    stored = b"".join(file.read_bytes() for file in (tmp_path / "home").glob("library.sqlite*"))
    assert b"rugby" not in stored
    assert desk.trial.clear() == 2
    assert desk.trial.all() == []


def test_a_question_that_is_given_up_and_one_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> Iterator[AnswerEvent]:
        yield from ()
        raise ServerUnreachable("http://127.0.0.1:1")

    with LocalDesk(open_engine(tmp_path / "home")) as desk:
        list(desk.ingest([write_documents(tmp_path / "documents")], "Atelier"))
        events = desk.ask(QUESTION)
        next(events)
        events.close()  # type: ignore[attr-defined]  # a generator
        monkeypatch.setattr(Engine, "ask", fail)
        with pytest.raises(ServerUnreachable):
            list(desk.ask(QUESTION))
        given_up, failed = desk.trial.all()
        assert given_up.stopped
        assert (failed.trouble, failed.stopped, failed.manner) == ("server_unreachable", False, None)


def test_a_record_that_cannot_be_kept_costs_no_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with LocalDesk(open_engine(tmp_path / "home")) as desk:
        list(desk.ingest([write_documents(tmp_path / "documents")], "Atelier"))
        monkeypatch.setattr("rag.store.asked.AskedChanges.note", lambda *_: 1 / 0)
        assert len(list(desk.ask(QUESTION))) > 1
        assert desk.trial.all() == []


def test_what_is_remembered_of_the_words_is_not_forgotten_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with LocalDesk(open_engine(tmp_path / "home")) as desk:
        list(desk.ingest([write_documents(tmp_path / "documents")], "Atelier"))
        monkeypatch.setattr("rag.store.tally.Tally.forget", lambda _: pytest.fail("every question would count again"))
        list(desk.ask(QUESTION))
        assert len(desk.trial.all()) == 1
