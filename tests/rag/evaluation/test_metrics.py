"""Measures of a ranking, against values reckoned by hand and against those of llama-index."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from llama_index.core.evaluation.retrieval.metrics import MRR, NDCG, BaseRetrievalMetric, HitRate, Recall

from rag.evaluation.metrics import (
    Measure,
    hit_at,
    mean_of,
    ndcg_at,
    percentile,
    percentile_of,
    recall_at,
    reciprocal_rank,
    refusal,
)

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


ANYTHING = st.lists(st.sampled_from("abcdefghijkl"), min_size=1, max_size=12, unique=True)


@given(ranking=ANYTHING, relevant=ANYTHING, depth=st.integers(1, 12))
def test_llama_index_says_the_same(ranking: list[str], relevant: list[str], depth: int) -> None:
    def theirs(metric: BaseRetrievalMetric) -> float:
        return float(metric.compute(expected_ids=relevant, retrieved_ids=ranking[:depth]).score)

    assert hit_at(ranking, relevant, depth) == theirs(HitRate())
    assert recall_at(ranking, relevant, depth) == pytest.approx(theirs(Recall()))
    assert reciprocal_rank(ranking, relevant, depth) == pytest.approx(theirs(MRR()))
    # Their ideal ranking holds all that is relevant, however few places were looked at; ours fits into them.
    if len(relevant) <= depth:
        assert ndcg_at(ranking, relevant, depth) == pytest.approx(theirs(NDCG()))


def test_a_mean_lies_inside_its_bounds_and_is_the_same_every_time() -> None:
    values = [0.0, 1.0, 1.0, 0.5] * 10
    measure = mean_of(values)
    assert measure is not None
    assert measure.value == pytest.approx(0.625)
    assert 0.45 < measure.low < measure.value < measure.high < 0.8
    # As the central limit theorem has it: 1.96 standard errors on each side.
    assert measure.high - measure.low == pytest.approx(2 * 1.96 * 0.4146 / 40**0.5, rel=0.1)
    assert mean_of(values) == measure
    assert mean_of([]) is None
    assert mean_of([0.5]) == Measure(0.5, 0.5, 0.5)
    assert mean_of([1.0, 1.0, 1.0]) == Measure(1.0, 1.0, 1.0)


def test_a_percentile_with_bounds() -> None:
    values = [float(one) for one in range(1, 101)]
    measure = percentile_of(values, 0.95)
    assert measure is not None
    assert measure.value == percentile(values, 0.95) == 95
    assert measure.low < 95 < measure.high <= 100
    assert percentile_of([], 0.5) is None


def test_refusal() -> None:
    unanswerable = [True, True, True, False, False, False, False]
    refused = [True, True, False, True, False, False, False]
    said = refusal(unanswerable, refused)
    assert said["precision"].value == pytest.approx(2 / 3)
    assert said["recall"].value == pytest.approx(2 / 3)
    assert said["f1"].value == pytest.approx(2 / 3)
    assert all(0 <= one.low <= one.value <= one.high <= 1 for one in said.values())
    assert refusal([False, False], [True, False]) == {}
    nothing = refusal([True, False], [False, False])
    assert (nothing["precision"].value, nothing["recall"].value, nothing["f1"].value) == (0.0, 0.0, 0.0)
