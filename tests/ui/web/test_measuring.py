"""A measurement behind the page: it ends, it can be stopped, and trouble is said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.errors import LibraryEmpty, SetEmpty, Unexpected
from rag.evaluation.cases import Case, QuestionSet
from rag.evaluation.runs import BEFORE, LAST, KeptRuns
from rag.options import Settings
from tests.ui.api.parts import QUESTION, open_engine, until, write_documents
from ui.desk import LocalDesk
from ui.measuring import Step
from ui.web.measuring import Measuring

ASKED = QuestionSet("essai", (Case("1", QUESTION, frozenset({"bail.txt"})), Case("2", "Prix ?", frozenset())), None)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[LocalDesk]:
    with LocalDesk(open_engine(tmp_path / "home")) as owner:
        yield owner


def ended(desk: LocalDesk, questions: QuestionSet, kept: KeptRuns, log: Path) -> Measuring:
    measuring = Measuring(log).start(desk, questions, Settings(), kept)
    until(lambda: measuring.look().done)
    return measuring


def test_the_last_two_runs_are_kept(desk: LocalDesk, tmp_path: Path) -> None:
    list(desk.ingest([write_documents(tmp_path / "documents")], "Atelier"))
    kept = KeptRuns(tmp_path / "evaluations")
    stand = ended(desk, ASKED, kept, tmp_path / "log").look()
    assert (stand.step, stand.trouble) == (Step(2, 2), None)
    assert kept.look(BEFORE) is None
    first = kept.find(LAST)
    assert first.judged[0].place == 1
    ended(desk, ASKED, kept, tmp_path / "log")
    assert kept.find(BEFORE) == first


def test_stopped_nothing_is_kept(desk: LocalDesk, tmp_path: Path) -> None:
    list(desk.ingest([write_documents(tmp_path / "documents")], "Atelier"))
    measuring = Measuring(tmp_path / "log")
    measuring.stop()
    measuring.start(desk, ASKED, Settings(), KeptRuns(tmp_path / "evaluations"))
    until(lambda: measuring.look().done)
    assert measuring.look().step == Step(1, 2)
    assert KeptRuns(tmp_path / "evaluations").names() == ()


def test_trouble_is_kept_for_the_page(desk: LocalDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = KeptRuns(tmp_path / "evaluations")
    assert isinstance(ended(desk, ASKED, kept, tmp_path / "log").look().trouble, LibraryEmpty)
    assert isinstance(ended(desk, QuestionSet("vide", (), None), kept, tmp_path / "log").look().trouble, SetEmpty)

    def fail() -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(desk, "counts", fail)
    assert isinstance(ended(desk, ASKED, kept, tmp_path / "log").look().trouble, Unexpected)
