"""What a reader's opinion about an answer says of its question. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from rag.evaluation.cases import file_and_page
from rag.records import Manner

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

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


def without(said: Feedback, names: AbstractSet[str]) -> Feedback:
    """The opinion with these names of files taken out; what its reader thought of the answer stays."""
    sources = tuple(one for one in said.sources if file_and_page(one)[0] not in names)
    right = "" if file_and_page(said.right_source)[0] in names else said.right_source
    return replace(said, sources=sources, right_source=right)
