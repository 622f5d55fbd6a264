from __future__ import annotations

import dataclasses
import sqlite3

import pytest

from rag.records import Feedback, Manner
from rag.store.library import Library

FIRST = Feedback("a", "2026-03-12T10:00:00+00:00", "Préavis ?", Manner.WRITTEN, ("bail été.pdf#p2", "note.txt"), True)
SECOND = Feedback("b", "2026-03-13T10:00:00+00:00", "Prix ?", Manner.REFUSED, (), False, "trop court", "tarif.pdf#p1")


def test_opinions_are_kept_the_latest_first(library: Library) -> None:
    assert library.feedback() == []
    with library.changing() as changes:
        changes.feedback.give(FIRST)
        changes.feedback.give(SECOND)
    assert library.feedback() == [SECOND, FIRST]
    with library.changing() as changes:
        changes.feedback.take(["b"])
        assert changes.feedback.remove(["a", "nobody"]) == 1
    assert library.feedback() == [dataclasses.replace(SECOND, taken=True)]


def test_a_second_word_takes_the_place_of_the_first(library: Library) -> None:
    changed = dataclasses.replace(FIRST, helpful=False, reason="faux")
    with library.changing() as changes:
        changes.feedback.give(FIRST)
        changes.feedback.give(changed)
    assert library.feedback() == [changed]


def test_a_transaction_that_fails_keeps_nothing(library: Library) -> None:
    with pytest.raises(sqlite3.IntegrityError), library.changing() as changes:
        changes.feedback.give(FIRST)
        changes.feedback.give(dataclasses.replace(SECOND, reason=None))  # type: ignore[arg-type]
    assert library.feedback() == []
