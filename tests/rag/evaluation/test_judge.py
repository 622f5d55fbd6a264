"""One question's result, and all measures of a set at once."""

from __future__ import annotations

import pytest

from rag.evaluation.judge import measures, quality
from tests.rag.evaluation.parts import judged

SET = [
    judged("a", 1), judged("b", 3), judged("c"), judged("d", 1, refused=True),
    judged("e", refused=True, answerable=False), judged("f", answerable=False),
]  # fmt: skip


def test_place_and_worth() -> None:
    assert [one.place for one in SET] == [1, 3, 0, 1, 0, 0]
    assert [one.worth for one in SET] == [1.0, 0.5, 0.0, 0.0, 1.0, 0.0]


def test_the_measures_are_the_means_with_bounds() -> None:
    found, means = measures(SET), quality("s", SET)
    for name in ("hit_at_1", "hit_at_5", "recall_at_5", "mrr_at_10", "ndcg_at_10", "wrongly_refused"):
        assert found[name].value == pytest.approx(getattr(means, name))
        assert found[name].low <= found[name].value <= found[name].high
    assert found["refusal_precision"].value == 0.5
    assert found["refusal_recall"].value == means.refused == 0.5
    assert found["p50_ms"].value == pytest.approx(10)


def test_what_a_set_says_nothing_of_is_absent() -> None:
    assert measures([]) == {}
    assert "refusal_f1" not in measures(SET[:3])
    assert "hit_at_1" not in measures(SET[4:])
