"""Measures of a ranking, against values reckoned by hand."""

from __future__ import annotations

import pytest

from rag.evaluation.metrics import hit_at, ndcg_at, percentile, recall_at, reciprocal_rank

RANKING = ("x", "a", "y", "b")


def test_measures() -> None:
    relevant = {"a", "b"}
    assert hit_at(RANKING, relevant, 1) == 0.0
    assert hit_at(RANKING, relevant, 2) == 1.0
    assert recall_at(RANKING, relevant, 2) == 0.5
    assert reciprocal_rank(RANKING, relevant) == 0.5
    assert reciprocal_rank(RANKING, {"b"}, depth=3) == 0.0
    assert ndcg_at(RANKING, relevant) == pytest.approx((1 / 1.58496 + 1 / 2.32193) / (1 + 1 / 1.58496), abs=1e-4)
    assert ndcg_at(("a", "b"), relevant) == 1.0
    assert ndcg_at(("a", "a"), {"a"}) == 1.0
    assert ndcg_at((), set()) == recall_at((), set(), 5) == 0.0


def test_percentile_is_a_value_that_was_seen() -> None:
    assert percentile([5, 1, 3, 2, 4], 0.5) == 3
    assert percentile([5, 1, 3, 2, 4], 0.95) == 5
    assert percentile([], 0.5) == 0.0
