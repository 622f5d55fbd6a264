"""What a reader's opinion about an answer says of its question. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rag.records import Manner

if TYPE_CHECKING:
    from rag.records import Feedback

NOWHERE: Final = "-"  # as the right source: no document answers


def right_sources(said: Feedback) -> frozenset[str] | None:
    """What answers the question, as a question set writes it; empty when nothing does, None when nobody said."""
    if said.right_source:
        return frozenset() if said.right_source == NOWHERE else frozenset({said.right_source})
    if not said.helpful:
        return None
    if said.manner is Manner.REFUSED:
        return frozenset()
    return frozenset(said.sources) or None
