"""How much each sentence of a source tells of what was asked, by its words: enough to choose what a model reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.answering.weighing import asking, sentence_score

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rag.records import Hit
    from rag.store.library import Library


def worth_of(question: str, library: Library) -> Callable[[Hit, Sequence[str]], list[float]]:
    """A function that gives each sentence of a source the share of the question's weight that stands in it, 0–1."""
    asked = asking(question, library)

    def worth(hit: Hit, sentences: Sequence[str]) -> list[float]:
        return [sentence_score(text, hit, asked) for text in sentences]

    return worth
