"""Two rankings into one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.retrieval.fusion import fuse, reciprocal_ranks

found = st.dictionaries(st.sampled_from("abcdefgh"), st.floats(0.01, 50), max_size=8)
WORDS = {"a": 10.0, "b": 8.0, "c": 1.0}
LIKE = {"c": 0.9, "d": 0.8, "a": 0.2}


def test_each_half_alone_keeps_its_order() -> None:
    assert list(fuse(WORDS, {}, 0.2)) == ["a", "b", "c"]
    assert list(fuse({}, LIKE, 0.2)) == ["c", "d", "a"]


def test_a_small_share_of_the_vectors_does_not_overrule_clear_words() -> None:
    assert next(iter(fuse(WORDS, LIKE, 0.2))) == "a"
    assert next(iter(fuse(WORDS, LIKE, 0.9))) == "c"


def test_what_both_found_beats_what_one_found() -> None:
    assert next(iter(fuse({"a": 5, "b": 5}, {"b": 0.5, "z": 0.4}, 0.5))) == "b"


def test_nothing_found_is_nothing() -> None:
    assert fuse({}, {}, 0.5) == {}
    assert fuse({"a": 0.0}, {}, 0.5) == {"a": 0.0}


@pytest.mark.parametrize("way", [fuse, reciprocal_ranks])
@given(words=found, likeness=found, weight=st.floats(0, 1))
def test_scores_stay_in_bounds_and_order(way, words, likeness, weight) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    scores = way(words, likeness, weight)
    assert set(scores) == {*words, *likeness}
    assert list(scores.values()) == sorted(scores.values(), reverse=True)
    assert all(-1e-9 <= score <= 1 + 1e-9 for score in scores.values())
