"""Saying "not found"."""

from __future__ import annotations

import pytest

from rag.records import Collection, Document, DocumentId, Hit, Kind, Passage, PassageId
from rag.retrieval.floor import Standing, standing

DOCUMENT = Document(DocumentId("d"), Collection("c"), "", ("/d",), "", Kind.TEXT, 0, "fr", 1, 1, "")
FLOOR = 0.45


def hit(words: float, likeness: float) -> Hit:
    return Hit(Passage(PassageId("p"), DOCUMENT.id, 0, "texte"), DOCUMENT, 1.0, words, likeness)


@pytest.mark.parametrize(
    ("words", "likeness", "worth"),
    [
        (0.6, 0.0, Standing.GOOD),
        (0.0, 0.8, Standing.GOOD),
        (0.3, 0.6, Standing.GOOD),
        (0.4, 0.4, Standing.WEAK),
        (0.3, 0.4, Standing.NONE),
        (0.0, 0.6, Standing.NONE),
        (0.0, -1.0, Standing.NONE),
    ],
)
def test_words_and_likeness_add_up(words: float, likeness: float, worth: Standing) -> None:
    assert standing([hit(words, likeness)], FLOOR, 1.0) is worth


def test_where_a_word_stands_nowhere_weak_is_not_enough() -> None:
    assert standing([hit(0.4, 0.4)], FLOOR, 1.0, lacks_a_word=True) is Standing.NONE
    assert standing([hit(0.6, 0.0)], FLOOR, 1.0, lacks_a_word=True) is Standing.GOOD


def test_only_the_best_hits_are_looked_at() -> None:
    assert standing([hit(0, 0), hit(0, 0), hit(1, 0)], FLOOR, 1.0) is Standing.GOOD
    assert standing([hit(0, 0), hit(0, 0), hit(0, 0), hit(1, 0)], FLOOR, 1.0) is Standing.NONE


def test_strictness_moves_the_floor() -> None:
    assert standing([hit(0.0, 0.0)], FLOOR, 0.0) is Standing.GOOD
    assert standing([hit(0.6, 0.5)], FLOOR, 2.0) is Standing.NONE
    assert standing([], FLOOR, 0.0) is Standing.NONE
