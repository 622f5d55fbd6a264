"""Saying "not found"."""

from __future__ import annotations

import pytest

from rag.records import Collection, Document, DocumentId, Hit, Kind, Passage, PassageId
from rag.retrieval.floor import is_relevant

DOCUMENT = Document(DocumentId("d"), Collection("c"), "", ("/d",), "", Kind.TEXT, 0, "fr", 1, 1, "")
FLOOR = 0.45


def hit(words: float, likeness: float) -> Hit:
    return Hit(Passage(PassageId("p"), DOCUMENT.id, 0, "texte"), DOCUMENT, 1.0, words, likeness)


@pytest.mark.parametrize(
    ("words", "likeness", "relevant"),
    [(0.6, 0.0, True), (0.0, 0.8, True), (0.3, 0.6, True), (0.3, 0.4, False), (0.0, 0.6, False), (0.0, -1.0, False)],
)
def test_words_and_likeness_add_up(words: float, likeness: float, relevant: bool) -> None:
    assert is_relevant([hit(words, likeness)], FLOOR, 1.0) is relevant


def test_only_the_best_hits_are_looked_at() -> None:
    assert is_relevant([hit(0, 0), hit(0, 0), hit(1, 0)], FLOOR, 1.0)
    assert not is_relevant([hit(0, 0), hit(0, 0), hit(0, 0), hit(1, 0)], FLOOR, 1.0)


def test_strictness_moves_the_floor() -> None:
    assert is_relevant([hit(0.0, 0.0)], FLOOR, 0.0)
    assert not is_relevant([hit(0.7, 0.5)], FLOOR, 2.0)
    assert not is_relevant([], FLOOR, 0.0)
