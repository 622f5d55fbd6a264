"""Which scanned pages are named as read badly."""

from __future__ import annotations

from ingest.legibility import badly_read
from rag.records import PageRead


def test_doubtful_pages_are_named_in_order() -> None:
    assert badly_read([PageRead(5, 40.0), PageRead(1, 95.0), PageRead(2, 74.9), PageRead(3, 75.0)]) == (2, 5)
    assert badly_read([]) == ()
