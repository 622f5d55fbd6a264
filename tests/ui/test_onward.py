"""What is proposed after an answer finds something: searched for in a real library."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.narrowing import Narrowing
from rag.records import Finished
from tests.ui.api.parts import open_engine
from ui.desk import LocalDesk
from ui.onward import MOST, Onward, onward

PAPERS = {
    "Bail du hangar.txt": "CONTRAT DE BAIL du hangar\nLe loyer est de 900 euros.\nLe préavis dure six mois.",
    "Bail du bureau.txt": "CONTRAT DE BAIL du bureau\nLe loyer du bureau est de 700 euros.\nIl est au premier étage.",
    "Bail de la cave.txt": "CONTRAT DE BAIL de la cave\nLa cave est humide.",
    "note.txt": "Penser à arroser les plantes.",
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalDesk]:
    files = tmp_path_factory.mktemp("files")
    for name, text in PAPERS.items():
        (files / name).write_text(text, encoding="utf-8")
    with LocalDesk(open_engine(tmp_path_factory.mktemp("home"))) as owner:
        list(owner.ingest([files], "Baux"))
        yield owner


def answered(desk: LocalDesk, question: str) -> Finished:
    return next(one for one in desk.ask(question) if isinstance(one, Finished))


def test_other_facts_of_the_document_and_the_same_of_its_neighbours(desk: LocalDesk) -> None:
    question = "Quel est le loyer du hangar ?"
    found = onward(desk, question, answered(desk, question), "fr")
    assert 0 < len(found) <= MOST
    assert ("Quel est le préavis ?", "Bail du hangar.txt") in [(one.question, one.document) for one in found]
    assert (question, "Bail du bureau.txt") in [(one.question, one.document) for one in found]
    assert not any(one.document in {"Bail de la cave.txt", "note.txt"} for one in found), "it says nothing of a rent"
    for one in found:
        assert desk.search(one.question, one.where, 1).relevant


def test_nothing_after_a_refusal_or_a_list(desk: LocalDesk) -> None:
    for question in ("Qui a gagné la coupe du monde de rugby ?", "Combien de contrats avons-nous ?"):
        assert onward(desk, question, answered(desk, question), "fr") == ()


def test_a_document_that_has_gone_proposes_nothing(desk: LocalDesk, tmp_path: Path) -> None:
    paper = tmp_path / "Bail du garage.txt"
    paper.write_text("CONTRAT DE BAIL\nLe loyer du garage : 80 euros. Le préavis : un mois.", encoding="utf-8")
    list(desk.ingest([paper], "Baux"))
    question = "Quel est le loyer du garage ?"
    finished = answered(desk, question)
    document = finished.citations[0].hit.document
    assert document.name == paper.name
    desk.forget([document.id])
    assert onward(desk, question, finished, "fr") == ()


def test_it_is_asked_of_one_document() -> None:
    assert Onward("Loyer ?", "b.txt", "/r/b.txt").where == Narrowing(documents=("/r/b.txt",))
