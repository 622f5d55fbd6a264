"""The figures of the floor, on values whose results are known."""

from __future__ import annotations

import numpy as np
import pytest

from bench.refusals import answering, at, bounded, curve, judged
from rag.evaluation.cases import Case
from rag.records import Collection, Document, DocumentId, Hit, Kind, Passage, PassageId

CASE = Case("1", "Quel est le préavis ?", frozenset({"bail"}))


def hit(name: str, score: float = 1.0, words: float = 0.0, copies: tuple[Hit, ...] = ()) -> Hit:
    document = Document(DocumentId(name), Collection("c"), "", (f"/{name}.txt",), "", Kind.TEXT, 0, "fr", 1, 1, "")
    return Hit(Passage(PassageId(name), document.id, 0, "texte"), document, score, words, copies=copies)


def test_what_lies_apart_is_told_apart() -> None:
    assert curve(np.array([3.0, 2.0]), np.array([1.0, 0.0])) == {"area": 1.0, "above": 1.0, "best_f1": 1.0}


def test_what_is_alike_is_told_by_chance() -> None:
    found = curve(np.array([1.0, 1.0, 1.0]), np.array([1.0]))
    assert found == pytest.approx({"area": 0.25, "above": 0.5, "best_f1": 0.4})


def test_area_counts_precision_at_each_step_of_recall() -> None:
    # Levels 0, 1, 2: one of one is right, then one of two, then two of three.
    assert curve(np.array([1.0]), np.array([0.0, 2.0]))["area"] == pytest.approx(0.5 * 1 + 0.5 * 2 / 3)


def test_one_level() -> None:
    found = at(np.array([0.4, 0.9]), np.array([0.1, 0.8]), 0.5)
    assert found == pytest.approx({"precision": 0.5, "recall": 0.5, "f1": 0.5, "wrong": 0.5})


def test_bounds_lie_around_what_holds_at_one_level() -> None:
    answerable, unanswerable = np.array([0.4, 0.9, 0.9, 0.9]), np.array([0.1, 0.8, 0.2, 0.3])
    found = at(answerable, unanswerable, 0.5)
    bounds = bounded(answerable, unanswerable, 0.5)
    assert len(bounds) == 3
    for (low, high), name in zip(bounds, ("precision", "recall", "f1"), strict=True):
        assert 0 <= low < found[name] < high <= 1


def test_a_near_miss_loses_the_answer_and_what_stands_for_it() -> None:
    hits = [hit("bail"), hit("avenant"), hit("lettre", copies=(hit("bail"),))]
    assert answering(hits, CASE, None) == {"bail", "lettre"}


def test_lead_is_over_the_fifth_as_a_share() -> None:
    hits = [hit(f"d{place}", score) for place, score in enumerate((0.8, 0.7, 0.6, 0.5, 0.4, 0.0))]
    assert judged(hits, 0.45).lead == pytest.approx(0.5)
    assert judged(hits[:1], 0.45).lead == 0
    assert judged([], 0.45).by("with lead") == 0


def test_measures_differ_by_the_lead_alone() -> None:
    hits = [hit("bail", 1.0, words=0.6), hit("avenant", 0.5)]
    one = judged(hits, 0.45)
    assert (one.by("in use"), one.by("with lead"), one.words) == pytest.approx((0.6, 1.6, 0.6))
