"""Which scanned pages are named as read badly."""

from __future__ import annotations

from ingest.legibility import badly_read, holds_ink
from rag.records import PageRead


def test_doubtful_pages_are_named_in_order() -> None:
    assert badly_read([PageRead(5, 40.0), PageRead(1, 95.0), PageRead(2, 74.9), PageRead(3, 75.0)]) == (2, 5)
    assert badly_read([]) == ()


def shades(dark: int, light: int, dark_shade: int = 60, light_shade: int = 240) -> list[int]:
    counts = [0] * 256
    counts[dark_shade], counts[light_shade] = dark, light
    return counts


def test_writing_is_a_little_ink_on_paper() -> None:
    assert holds_ink(shades(8, 92))
    assert holds_ink(shades(30, 70, dark_shade=215))  # blurred
    assert not holds_ink(shades(8, 92, dark_shade=230))  # grain
    assert not holds_ink(shades(1, 999))  # dust
    assert not holds_ink(shades(45, 55))  # a photograph
    assert not holds_ink([0] * 256)
