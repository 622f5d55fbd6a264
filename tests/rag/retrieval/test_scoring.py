"""How well passages say what a question asks."""

from __future__ import annotations

import pytest

from rag.retrieval.scoring import (
    DOCUMENT_SHARE,
    NEAR_SHARE,
    SAME_SHARE,
    Sought,
    contributions,
    coverage,
    sought,
    times_of,
    with_documents,
    with_equivalents,
)
from rag.store.lexical import Bag
from rag.store.terms import query_terms


def bag(text: str, document: str = "d") -> Bag:
    words = text.split()
    return Bag(document, {word: float(words.count(word)) for word in words}, len(words))


def test_the_word_itself_counts_more_than_what_stands_for_it() -> None:
    words = [Sought(1.0, {"camion": 1.0, "fourgon": NEAR_SHARE})]
    given = contributions(words, [bag("camion rouge"), bag("fourgon rouge"), bag("porte rouge")], 2.0)[:, 0]
    assert given[0] > given[1] > given[2] == 0


def test_near_words_of_the_passages_are_taken_up() -> None:
    terms = query_terms("Quel camion ?")
    found = sought(terms, {"camion": 1.0}, [bag("fourgon salair rouge")])
    assert "fourgon" in found[0].shares
    assert "salair" not in found[0].shares


def test_the_thesaurus_gives_both_languages() -> None:
    terms = with_equivalents(query_terms("What is the rent?"), "What is the rent?")
    assert ("loyer", SAME_SHARE) in terms[0].others


def test_a_passage_gains_from_its_document() -> None:
    words = [Sought(1.0, {"a": 1.0}), Sought(1.0, {"b": 1.0})]
    bags = [bag("a", "one"), bag("b", "one"), bag("a", "two")]
    scores = with_documents(contributions(words, bags, 1.0), bags)
    assert scores[0] > scores[2]
    assert scores[0] == pytest.approx(1.0)
    assert scores[2] == pytest.approx(1 - DOCUMENT_SHARE / 2)


def test_coverage_is_the_share_of_the_weight() -> None:
    words = [Sought(3.0, {"a": 1.0}), Sought(1.0, {"b": 1.0, "c": SAME_SHARE, "d": NEAR_SHARE})]
    assert coverage(words, bag("a b")) == pytest.approx(1.0)
    assert coverage(words, bag("a c")) == pytest.approx(1.0)  # the same thing, if in the other language
    assert coverage(words, bag("a d")) == pytest.approx((3 + NEAR_SHARE) / 4)
    assert coverage(words, bag("x")) == 0
    assert coverage([], bag("x")) == 0


def test_nothing_found_or_nothing_asked_is_no_trouble() -> None:
    assert contributions([], [bag("a")], 1.0).shape == (1, 0)
    assert with_documents(contributions([], [bag("a")], 1.0), [bag("a")]).tolist() == [0.0]
    assert sought((), {}, [bag("a")]) == []


def test_an_expression_stands_in_a_passage_that_holds_all_of_its_words() -> None:
    assert times_of("chiffr affair", {"chiffr": 2.0, "affair": 1.0}) == 1.0
    assert times_of("chiffr affair", {"chiffr": 2.0}) == 0.0
    assert times_of("chiffr", {"chiffr": 2.0}) == 2.0
