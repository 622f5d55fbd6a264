"""What goes into a row comes out of it."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rag.records import Mark
from rag.store import rows

fractions = st.integers(min_value=0, max_value=10_000).map(lambda number: number / 10_000)
marks = st.builds(
    Mark,
    st.integers(0, 5000),
    st.integers(0, 5000),
    st.integers(1, 900),
    fractions,
    fractions,
    fractions,
    fractions,
)


@given(st.lists(marks, max_size=5))
def test_marks_survive(many: list[Mark]) -> None:
    assert rows.marks_of(rows.marks_text(many)) == tuple(many)


def test_a_vector_keeps_its_direction() -> None:
    vector = np.random.default_rng(1).normal(size=384).astype(np.float32)
    vector /= np.linalg.norm(vector)
    back = rows.vector_of(rows.vector_bytes(vector))
    assert back.shape == (384,)
    assert float(vector @ back / np.linalg.norm(back)) > 0.99999
