from __future__ import annotations

import pytest

from rag.evaluation.opinions import NOWHERE, right_sources, without
from rag.records import Feedback, Manner


@pytest.mark.parametrize(
    ("manner", "helpful", "right", "told"),
    [
        (Manner.EXTRACTIVE, True, "", {"bail.pdf#p2"}),
        (Manner.EXTRACTIVE, False, "", None),
        (Manner.EXTRACTIVE, False, "note.txt", {"note.txt"}),
        (Manner.EXTRACTIVE, False, NOWHERE, set()),
        (Manner.REFUSED, True, "", set()),
        (Manner.REFUSED, False, "", None),
        (Manner.REFUSED, False, "note.txt", {"note.txt"}),
    ],
)
def test_what_an_opinion_says_of_its_question(manner: Manner, helpful: bool, right: str, told: set[str] | None) -> None:
    said = Feedback("1", "2026-03-12T10:00:00+00:00", "?", manner, ("bail.pdf#p2",), helpful, right_source=right)
    assert right_sources(said) == told


def test_an_answer_without_sources_says_nothing() -> None:
    assert right_sources(Feedback("1", "", "?", Manner.WRITTEN, (), helpful=True)) is None


def test_a_forgotten_name_leaves_an_opinion_that_then_says_less() -> None:
    said = Feedback(
        "1", "", "?", Manner.WRITTEN, ("a/bail.pdf#p2", "note.txt"), helpful=True, right_source="note.txt#p1"
    )
    left = without(said, {"note.txt"})
    assert (left.sources, left.right_source) == (("a/bail.pdf#p2",), "")
    assert right_sources(without(left, {"a/bail.pdf"})) is None, "nobody said that nothing answers it"
    assert without(said, {"bail.pdf", "note"}) == said
