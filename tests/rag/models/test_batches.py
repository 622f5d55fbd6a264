"""Texts of like length together, rows in the order given."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rag.models.batches import BATCH, by_length, in_order, unit


@given(st.lists(st.integers(0, 300), max_size=60))
def test_every_row_comes_back_at_its_place(lengths: list[int]) -> None:
    batches = by_length(lengths)
    assert sorted(place for batch in batches for place in batch) == list(range(len(lengths)))
    assert all(len(batch) <= BATCH for batch in batches)
    rows = in_order(batches, lambda places: np.array([[lengths[place]] for place in places], dtype=np.float32), 1)
    assert rows[:, 0].tolist() == lengths


def test_a_row_of_zeros_stays_one() -> None:
    assert unit(np.array([[3.0, 4.0], [0.0, 0.0]], dtype=np.float32)).tolist() == [
        [0.6000000238418579, 0.800000011920929],
        [0, 0],
    ]
