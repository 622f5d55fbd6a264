"""A set asked through the desk, here and behind the server."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.errors import DocumentUnknown, PageUnknown, SetEmpty
from rag.evaluation.cases import Case, QuestionSet
from rag.evaluation.runs import Run
from rag.options import Settings
from rag.records import Collection, Document, DocumentId, Kind
from tests.ui.api.parts import NOWHERE, PLACES, QUESTION, open_engine, seen_from, write_documents
from ui.desk import Desk, LocalDesk
from ui.measuring import Step, measure, sources_named

ASKED = QuestionSet(
    "essai",
    (Case("1", QUESTION, frozenset({"bail.txt"})), Case("2", NOWHERE, frozenset()), Case("3", "?", frozenset({"x"}))),
    None,
)


@pytest.fixture(params=PLACES)
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    with LocalDesk(open_engine(tmp_path / "home")) as owner:
        list(owner.ingest([write_documents(tmp_path / "documents")], "Atelier"))
        with seen_from(request.param, owner) as seen:
            yield seen


def test_every_question_is_asked(desk: Desk) -> None:
    *steps, run = measure(desk, ASKED, Settings())
    assert steps == [Step(done, 3) for done in range(4)]
    assert isinstance(run, Run)
    assert [one.place for one in run.judged] == [1, 0, 0]
    assert run.missing == ("x",)
    assert (run.set, run.documents, run.passages) == ("essai", 2, desk.counts().passages)
    assert all(one.seconds > 0 for one in run.judged)


def test_it_can_be_stopped(desk: Desk) -> None:
    stop = threading.Event()
    stop.set()
    assert list(measure(desk, ASKED, Settings(), cancel=stop)) == [Step(0, 3), Step(1, 3)]


def test_nothing_to_ask(desk: Desk) -> None:
    with pytest.raises(SetEmpty):
        list(measure(desk, QuestionSet("vide", (), None), Settings()))


def document(path: str, pages: int) -> Document:
    return Document(DocumentId(path), Collection("c"), "", (path,), "", Kind.PDF, pages, "fr", 1, 1, "")


def test_sources_as_somebody_names_them() -> None:
    known = [document("/d/2025/bail.pdf", 3), document("/d/2026/bail.pdf", 4), document("/d/note.txt", 0)]
    assert sources_named(["2026/bail.pdf"], [1, 4], known) == ("2026/bail.pdf#p1", "2026/bail.pdf#p4")
    assert sources_named(["/d/note.txt", "2025/bail.pdf#p2"], [], known) == ("note.txt", "2025/bail.pdf#p2")
    with pytest.raises(PageUnknown):
        sources_named(["2025/bail.pdf"], [4], known)
    with pytest.raises(DocumentUnknown):
        sources_named(["ail.pdf"], [], known)
