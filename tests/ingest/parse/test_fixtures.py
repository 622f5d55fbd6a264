"""Hundreds of real files by others, broken ones among them: each is read, or fails with a reason that is known."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from ingest.parse.worker import ParserPool
from ingest.reasons import REASONS
from rag.options import Ingest
from rag.records import Parsed

# What these files are; anything else that fails was readable before.
UNREAD = {"damaged", "empty", "encrypted", "no_text", "ocr_missing", "office_missing", "unsupported"}
MOST_UNREAD = 0.12  # of the files; 28 of 306 when this was written


@pytest.mark.slow
def test_every_file_is_read_or_named(shared: Path) -> None:
    files = sorted(path for path in (shared / "fixtures").rglob("*") if path.is_file())
    with ParserPool(Ingest()) as pool:
        found = {path: one for path, one, _ in pool.parse(files)}
    assert found.keys() == set(files)
    reasons = Counter(one.code for one in found.values() if not isinstance(one, Parsed))
    assert reasons.keys() <= UNREAD & REASONS.keys(), reasons
    assert reasons.total() < MOST_UNREAD * len(files)
    for path, one in found.items():
        if isinstance(one, Parsed):
            assert all(block.text == block.text.strip() and block.text for block in one.blocks), path
            assert set(one.notes) <= REASONS.keys(), path
