"""In a conversation, what was quoted last is what is asked about next more often than not. Pure.

Of passages that answer about as well, those of the document quoted last come first. The lean is so small that another
subject is found as before (`bench/lean.py`).
"""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.records import Earlier, Hit

LEAN: Final = 0.1  # of its score, that a passage of that document gains; bench/lean.py


def leaning(hits: Sequence[Hit], earlier: Sequence[Earlier], lean: float = LEAN) -> tuple[Hit, ...]:
    """The hits with those of the document that the question before quoted first moved up.

    Each score stays at its rank, as behind a reranker. Where nothing was quoted just before, nothing moves.

    Args:
        hits: best first.
        earlier: the questions before, oldest first.
        lean: how much such a hit gains, as a share of its score.
    """
    named = earlier[-1].documents[:1] if earlier else ()
    worth = list(accumulate((hit.score for hit in hits), min))  # a source that gave way to others stays behind them
    places = sorted(range(len(hits)), key=lambda at: -worth[at] * (1 + lean * (hits[at].document.name in named)))
    return tuple(replace(hits[place], score=at.score) for place, at in zip(places, hits, strict=True))
