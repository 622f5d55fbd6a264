"""Measures of a ranking against what is relevant. Pure; as in Manning et al., Introduction to IR, chapter 8."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


def hit_at(ranking: Sequence[str], relevant: Collection[str], depth: int) -> float:
    """1 when anything relevant stands among the first `depth`, else 0."""
    return float(any(name in relevant for name in ranking[:depth]))


def recall_at(ranking: Sequence[str], relevant: Collection[str], depth: int) -> float:
    """Share of what is relevant that stands among the first `depth`; 0 when nothing is relevant."""
    return len(set(ranking[:depth]) & set(relevant)) / len(set(relevant)) if relevant else 0.0


def reciprocal_rank(ranking: Sequence[str], relevant: Collection[str], depth: int = 10) -> float:
    """1 over the place of the first relevant one, 0 when none stands among the first `depth`."""
    return next((1 / place for place, name in enumerate(ranking[:depth], 1) if name in relevant), 0.0)


def ndcg_at(ranking: Sequence[str], relevant: Collection[str], depth: int = 10) -> float:
    """Normalised discounted cumulative gain with gains of 0 and 1; a name counts once."""
    seen: set[str] = set()
    gain = 0.0
    for place, name in enumerate(ranking[:depth], 1):
        if name in relevant and name not in seen:
            gain += 1 / math.log2(place + 1)
        seen.add(name)
    ideal = sum(1 / math.log2(place + 1) for place in range(1, min(len(set(relevant)), depth) + 1))
    return gain / ideal if ideal else 0.0


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` (0–1) of the values lie, by nearest rank; 0 without values."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, math.ceil(share * len(ordered)) - 1))] if ordered else 0.0
