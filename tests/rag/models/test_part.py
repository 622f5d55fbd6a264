"""The part of a file that waits for the rest."""

from __future__ import annotations

import hashlib
import os
import threading
from pathlib import Path

from rag.models.part import Notes, drop, forget_notes, hashed, mark_of, note, read_notes, size_of
from tests.rag.models.hub import git_name

CONTENT = os.urandom(3_000_003)


def test_notes_are_kept_and_forgotten(tmp_path: Path) -> None:
    part = tmp_path / "deep" / "m.part"
    assert (read_notes(part), size_of(part), mark_of(part)) == (Notes(), 0, "")
    note(part, Notes('"e"', "abc", 7))
    part.write_bytes(b"1234")
    assert (read_notes(part), size_of(part), mark_of(part)) == (Notes('"e"', "abc", 7), 4, "abc")
    forget_notes(part)
    assert (read_notes(part), size_of(part)) == (Notes(), 4)
    note(part, Notes(total=7))
    drop(part)
    assert list(part.parent.iterdir()) == []


def test_notes_that_were_cut_are_none(tmp_path: Path) -> None:
    part = tmp_path / "m.part"
    note(part, Notes(total=7))
    for text in ("", "{", "[]", '{"etag": "x", "other": 1}'):
        part.with_name("m.part.json").write_text(text)
        assert read_notes(part) == Notes()


def test_both_kinds_of_mark_are_computed(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(CONTENT)
    *steps, sha256 = hashed(tmp_path / "f", hashlib.sha256(b"").hexdigest(), threading.Event())
    assert sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert steps[-1] == len(CONTENT)
    *_, git = hashed(tmp_path / "f", "0" * 40, threading.Event())
    assert git == git_name(CONTENT)


def test_hashing_stops_when_it_is_told(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(CONTENT)
    stop = threading.Event()
    stop.set()
    assert len(list(hashed(tmp_path / "f", "", stop))) == 1
