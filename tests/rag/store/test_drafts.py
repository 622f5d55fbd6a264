from __future__ import annotations

import sqlite3
import threading
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from rag.errors import DraftUnknown
from rag.office.drafts.numbering import Rule
from rag.store.drafts import Kept, given_numbers, kept_draft, kept_drafts
from rag.store.library import Library

DAY = date(2026, 11, 28)
RULE = Rule("DEV-{year}-{n:04}")
FIRST = Kept("DEV-2026-0001", "quote", "2026-11-28T10:00:00+00:00", "open", "2026-11-28T10:00:00+00:00", "{}")
LATER = "2026-11-30T08:00:00+00:00"


def give(library: Library) -> str:
    with library.changing() as changes:
        return changes.drafts.give_number(lambda given: RULE.next(DAY, given), FIRST.made)


def test_a_quote_is_kept_and_moved(library: Library) -> None:
    assert give(library) == FIRST.number
    with library.changing() as changes:
        changes.drafts.keep(FIRST)
        changes.drafts.move(FIRST.number.lower(), "accepted", LATER)
    accepted = replace(FIRST, state="accepted", changed=LATER)
    assert kept_draft(library.read, " dev-2026-0001 ") == accepted
    assert kept_drafts(library.read) == [accepted]


def test_a_number_stays_given_when_its_paper_is_forgotten(library: Library) -> None:
    give(library)
    with library.changing() as changes:
        changes.drafts.keep(FIRST)
    with library.changing() as changes:
        changes.drafts.remove(FIRST.number)
    assert kept_drafts(library.read) == []
    assert give(library) == "DEV-2026-0002"
    with pytest.raises(DraftUnknown):
        kept_draft(library.read, FIRST.number)
    for verb in ("remove", "move"):
        with pytest.raises(DraftUnknown), library.changing() as changes:
            getattr(changes.drafts, verb)(FIRST.number, *(("declined", LATER) if verb == "move" else ()))


def test_no_paper_has_a_number_that_was_not_given_or_is_another_ones(library: Library) -> None:
    with pytest.raises(sqlite3.IntegrityError), library.changing() as changes:
        changes.drafts.keep(FIRST)
    give(library)
    with pytest.raises(sqlite3.IntegrityError), library.changing() as changes:
        changes.drafts.give_number(lambda _: FIRST.number.lower(), FIRST.made)


def test_a_number_of_a_transaction_that_failed_is_given_to_the_next(library: Library) -> None:
    with pytest.raises(RuntimeError), library.changing() as changes:
        changes.drafts.give_number(lambda given: RULE.next(DAY, given), FIRST.made)
        raise RuntimeError
    assert give(library) == FIRST.number


def test_two_at_once_get_two_numbers(library: Library, tmp_path: Path) -> None:
    """Threads of one process, and another opening of the same file."""
    other = Library.open(tmp_path / "library.sqlite")
    found: list[str] = []
    threads = [
        threading.Thread(target=lambda one=one: found.extend(give(one) for _ in range(5)))
        for one in (library, library, other)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    other.close()
    assert sorted(found) == [RULE.number(count, DAY) for count in range(1, 16)]
    assert sorted(given_numbers(library.read)) == sorted(found)
