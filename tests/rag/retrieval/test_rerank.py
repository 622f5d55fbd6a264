"""The order of the reranker, within its time; a real one orders a real search in `tests/ui/api/test_models.py`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from ingest.pipeline import ingest
from rag.engine import Engine
from rag.errors import RerankerUnusable
from rag.models.fakes import HashEmbedder
from rag.options import Retrieval, Settings
from rag.records import Retrieved
from rag.retrieval.rerank import AT_ONCE, rerank
from rag.settings import Home
from tests.rag.retrieval.parts import document, hit

HITS = [hit(document(f"/a/{n}.txt", title=f"Titre {n}"), f"texte {n}", 1 - n / 20) for n in range(10)]
QUESTION = "Quel est le préavis du bail ?"
SUBJECTS = (
    "bail du hangar",
    "contrat de travail",
    "abonnement au téléphone",
    "contrat de maintenance",
    "bail de l'atelier",
)


class Backwards:
    """Prefers the last; each passage takes a second of the clock that it holds."""

    name = "backwards"

    def __init__(self, seconds: float = 1.0) -> None:
        self.now = 0.0
        self.asked: list[str] = []
        self._seconds = seconds

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        assert question == QUESTION
        self.now += self._seconds * len(texts)
        start = len(self.asked)
        self.asked += texts
        return [float(start + place) for place in range(len(texts))]

    def clock(self) -> float:
        return self.now


def test_its_order_and_the_scores_of_the_ranks() -> None:
    backwards = Backwards()
    found = rerank(HITS, QUESTION, backwards, 100.0, backwards.clock)
    assert [one.passage for one in found] == [one.passage for one in reversed(HITS)]
    assert [one.score for one in found] == [one.score for one in HITS]
    assert backwards.asked[0] == "Titre 0\ntexte 0"


@pytest.mark.parametrize(("seconds", "read"), [(0.1, 4), (7.9, 4), (8.0, 8), (11.9, 8), (12.0, 10), (100.0, 10)])
def test_as_many_as_time_allows_and_the_rest_as_it_was(seconds: float, read: int) -> None:
    backwards = Backwards()
    found = rerank(HITS, QUESTION, backwards, seconds, backwards.clock)
    assert len(backwards.asked) == read
    assert [one.passage for one in found[:read]] == [one.passage for one in reversed(HITS[:read])]
    assert found[read:] == HITS[read:]


def test_nothing_found_is_nothing_to_order() -> None:
    backwards = Backwards()
    assert rerank([], QUESTION, backwards, 1.0, backwards.clock) == []
    assert len(rerank(HITS[:AT_ONCE], QUESTION, backwards, 0.1, backwards.clock)) == AT_ONCE


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("Contrats")
    for number, subject in enumerate(SUBJECTS):
        text = f"Le préavis du {subject} est de {number + 2} mois, à compter de la lettre recommandée."
        (folder / f"{subject}.txt").write_text(text, encoding="utf-8")
    return folder


def test_a_reranker_that_cannot_be_had_leaves_the_order_of_the_search(files: Path, tmp_path: Path) -> None:
    with Engine.open(Home(tmp_path / "plain"), Settings(), embedder=HashEmbedder()) as engine:
        list(ingest(engine, [files]))
        expected = engine.search(QUESTION, engine.scope())
    named = Settings(retrieval=Retrieval(reranker="nowhere"))
    with Engine.open(Home(tmp_path / "plain"), named, embedder=HashEmbedder()) as engine:
        found = engine.search(QUESTION, engine.scope())
        events = list(engine.ask(QUESTION, engine.scope()))
    assert [one.passage.id for one in found.hits] == [one.passage.id for one in expected.hits]
    assert (expected.unranked, found.unranked) == ("", "reranker_unusable")
    assert isinstance(events[0], Retrieved)
    assert events[0].unranked == "reranker_unusable"


def test_one_that_fails_at_work_leaves_it_too(files: Path, tmp_path: Path) -> None:
    class Failing:
        name = "failing"

        def scores(self, question: str, texts: Sequence[str]) -> list[float]:
            raise RerankerUnusable(self.name, "out of memory")

    with Engine.open(Home(tmp_path), Settings(), embedder=HashEmbedder()) as engine:
        list(ingest(engine, [files]))
        expected = engine.search(QUESTION, engine.scope())
        engine._reranker._reranker = Failing()
        found = engine.search(QUESTION, engine.scope())
    assert found.unranked == "reranker_unusable"
    assert [one.passage.id for one in found.hits] == [one.passage.id for one in expected.hits]
