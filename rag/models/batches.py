"""Texts of like length go to the model together, and come back in the order they were given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Matrix = NDArray[np.float32]

BATCH: Final = 8  # larger ones leave the second-level cache: 39 passages/s at 8, 30 at 32 (one core, MiniLM int8)


def by_length(lengths: Sequence[int], size: int = BATCH) -> list[list[int]]:
    """Places 0…n-1 in batches of at most `size`, longest first so that a lack of memory shows at once."""
    order = sorted(range(len(lengths)), key=lambda place: -lengths[place])
    return [order[start : start + size] for start in range(0, len(order), size)]


def in_order(batches: Sequence[Sequence[int]], embed: Callable[[Sequence[int]], Matrix], dimensions: int) -> Matrix:
    """Embed each batch of places and put the rows where the places say; shape (n, dimensions)."""
    rows = np.zeros((sum(len(batch) for batch in batches), dimensions), dtype=np.float32)
    for batch in batches:
        rows[list(batch)] = embed(batch)
    return rows


def unit(rows: Matrix) -> Matrix:
    """Each row at length 1; a row of zeros stays one."""
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, np.finfo(np.float32).tiny), dtype=np.float32)
