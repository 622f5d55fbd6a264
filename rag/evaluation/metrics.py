"""Measures of a ranking against what is relevant. Pure; as in Manning et al., Introduction to IR, chapter 8."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from numpy.typing import NDArray

CONFIDENCE: Final = 0.95
RESAMPLES: Final = 2_000  # bounds move by less than half a point from one seed to another
BATCH: Final = 100  # resamples at a time: a set of 4,000 questions stays within a few megabytes
SEED: Final = 20_240  # any; the same questions give the same bounds


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


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure with the bounds between which it would fall 95 times in 100, were other such questions asked."""

    value: float
    low: float
    high: float


def mean_of(values: Sequence[float]) -> Measure | None:
    """The mean; None without values."""
    return _measure(_mean, values)


def percentile_of(values: Sequence[float], share: float) -> Measure | None:
    """As `percentile`; None without values."""

    def statistic(sample: NDArray[np.float64], axis: int) -> NDArray[np.float64]:
        return np.asarray(np.percentile(sample, 100 * share, axis=axis, method="inverted_cdf"))

    return _measure(statistic, values)


def refusal(unanswerable: Sequence[bool], refused: Sequence[bool]) -> dict[str, Measure]:
    """Precision, recall and F1 of "not found", beside the questions that nothing answers.

    Empty when there is no such question: nothing can be said then. A precision without a single refusal is 0.
    """
    if not any(unanswerable):
        return {}
    samples = ([float(one) for one in unanswerable], [float(one) for one in refused])
    measured = {"precision": _measure(_precision, *samples), "recall": _measure(_recall, *samples)}
    measured["f1"] = _measure(_f1, *samples)
    return {name: measure for name, measure in measured.items() if measure}


def _mean(sample: NDArray[np.float64], axis: int) -> NDArray[np.float64]:
    return np.asarray(sample.mean(axis=axis))


def _precision(wanted: NDArray[np.float64], said: NDArray[np.float64], axis: int) -> NDArray[np.float64]:
    return _ratio((wanted * said).sum(axis=axis), said.sum(axis=axis))


def _recall(wanted: NDArray[np.float64], said: NDArray[np.float64], axis: int) -> NDArray[np.float64]:
    return _ratio((wanted * said).sum(axis=axis), wanted.sum(axis=axis))


def _f1(wanted: NDArray[np.float64], said: NDArray[np.float64], axis: int) -> NDArray[np.float64]:
    return _ratio(2 * (wanted * said).sum(axis=axis), (wanted + said).sum(axis=axis))


def _ratio(above: NDArray[np.float64], below: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(np.divide(above, below, out=np.zeros_like(above, dtype=float), where=below > 0))


def _measure(statistic: Callable[..., NDArray[np.float64]], *samples: Sequence[float]) -> Measure | None:
    """A statistic with its percentile bootstrap interval (Efron & Tibshirani 1993, chapter 13); samples are paired."""
    arrays = tuple(np.asarray(sample, dtype=float) for sample in samples)
    if not arrays[0].size:
        return None
    value = float(statistic(*arrays, axis=-1))
    if arrays[0].size == 1:
        return Measure(value, value, value)
    from scipy.stats import bootstrap

    bounds = bootstrap(
        arrays,
        statistic,
        n_resamples=RESAMPLES,
        batch=BATCH,
        paired=len(arrays) > 1,
        method="percentile",
        confidence_level=CONFIDENCE,
        rng=SEED,
    ).confidence_interval
    return Measure(value, float(bounds.low), float(bounds.high))
