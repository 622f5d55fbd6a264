"""How sure it is that what was found answers."""

from __future__ import annotations

import pytest

from rag.records import Collection, Document, DocumentId, Hit, Kind, Passage, PassageId
from rag.retrieval.certainty import SURE, certainty, signs

FLOOR = 0.5
WEIGHT = 12.0


def hit(name: str, score: float, words: float = 0.5, likeness: float = 0.5) -> Hit:
    document = Document(DocumentId(name), Collection("c"), "", (f"/{name}",), "", Kind.TEXT, 0, "fr", 1, 1, "")
    return Hit(Passage(PassageId(f"{name}{score}"), document.id, 0, "texte"), document, score, words, likeness)


def sure(*hits: Hit) -> float:
    return certainty(signs(hits, FLOOR, WEIGHT))


def test_signs_are_those_of_the_best_three() -> None:
    found = (hit("a", 1.0, 0.2, 0.6), hit("b", 0.9, 0.4, 0.5), hit("c", 0.8, 0.3, 0.75), hit("d", 0.7, 1.0, 1.0))
    seen = signs(found, FLOOR, WEIGHT)
    assert (seen.words, seen.lift) == (0.4, 0.5)
    assert seen.lead == pytest.approx(0.1)


def test_the_lead_is_over_another_document() -> None:
    assert signs((hit("a", 1.0), hit("a", 0.9), hit("b", 0.5)), FLOOR, WEIGHT).lead == pytest.approx(0.5)
    assert signs((hit("a", 1.0), hit("a", 0.9)), FLOOR, WEIGHT).lead == 1.0
    # A reranker puts who answers first and leaves the scores at their ranks; a worse score never leads backwards.
    assert signs((hit("a", 0.5), hit("b", 1.0)), FLOOR, WEIGHT).lead == 0.0


def test_an_answer_that_stands_out_is_sure_and_one_among_many_is_not() -> None:
    assert sure(hit("a", 1.0, 0.9, 0.8), hit("b", 0.4)) >= SURE
    assert sure(hit("a", 1.0, 0.5, 0.6), hit("b", 0.98)) < SURE


@pytest.mark.parametrize("better", [hit("a", 1.0, 0.7), hit("a", 1.0, 0.5, 0.7), hit("a", 1.5)])
def test_each_sign_speaks_for_the_answer(better: Hit) -> None:
    other = hit("b", 0.9, 0.3, 0.3)
    assert sure(better, other) > sure(hit("a", 1.0), other)


def test_rare_words_say_more() -> None:
    found = (hit("a", 1.0), hit("b", 0.9))
    assert certainty(signs(found, FLOOR, 20.0)) > certainty(signs(found, FLOOR, 5.0))


def test_nothing_found_is_not_sure() -> None:
    assert sure() == 0.0
    assert sure(hit("a", 0.0, 0.0, 0.0), hit("b", 0.0, 0.0, 0.0)) == 0.0
