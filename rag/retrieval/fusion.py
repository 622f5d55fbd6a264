"""Two rankings into one, by how good each is. Pure.

Scores are brought to 0–1 within the search and added with weights. Rank-only fusion with equal weights loses: a weak
search model then drags good word hits down (PIAF: words alone 0.81 nDCG@10, equal reciprocal ranks 0.64).
`bench/fusion.py` compares the ways on every question set.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

Key = TypeVar("Key")

RANK_CONSTANT: Final = 60  # of reciprocal rank fusion, Cormack et al. 2009


def fuse(words: Mapping[Key, float], likeness: Mapping[Key, float], vectors_weight: float) -> dict[Key, float]:
    """The fused score of everything that either search found, best first.

    Args:
        words: BM25 of what the word search found, higher is better.
        likeness: cosine of what the vector search found.
        vectors_weight: share of the vectors, 0–1; the words get the rest.

    Returns:
        Scores from 0 to 1; what one search did not find gets nothing from it. Ties keep the order of the words.
    """
    scores = dict.fromkeys([*words, *likeness], 0.0)
    for found, weight in ((_to_top(words), 1 - vectors_weight), (_to_span(likeness), vectors_weight)):
        for key, score in found.items():
            scores[key] += weight * score
    return dict(sorted(scores.items(), key=lambda entry: -entry[1]))


def reciprocal_ranks(
    words: Mapping[Key, float], likeness: Mapping[Key, float], vectors_weight: float
) -> dict[Key, float]:
    """The usual way, kept as the baseline of the bench."""
    scores = dict.fromkeys([*words, *likeness], 0.0)
    for found, weight in ((words, 1 - vectors_weight), (likeness, vectors_weight)):
        for rank, key in enumerate(sorted(found, key=lambda one: -found[one])):
            scores[key] += weight / (RANK_CONSTANT + rank + 1)
    return dict(sorted(scores.items(), key=lambda entry: -entry[1]))


def _to_top(found: Mapping[Key, float]) -> dict[Key, float]:
    """BM25 has a natural zero, so it is only divided by the best."""
    best = max(found.values(), default=0.0)
    return {key: score / best for key, score in found.items()} if best > 0 else dict.fromkeys(found, 0.0)


def _to_span(found: Mapping[Key, float]) -> dict[Key, float]:
    """Cosines have none: the span of what was found is stretched to 0–1."""
    if not found:
        return {}
    low, high = min(found.values()), max(found.values())
    span = high - low
    return {key: (score - low) / span if span else 1.0 for key, score in found.items()}
