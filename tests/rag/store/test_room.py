"""Free disk, looked at before a write."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.errors import DiskFull
from rag.store import room
from rag.store.room import need_room


def test_there_is_room(tmp_path: Path) -> None:
    need_room(tmp_path / "not yet" / "there")


def test_without_room_the_folder_that_exists_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "SMALLEST_FREE_MB", 10**9)
    with pytest.raises(DiskFull) as caught:
        need_room(tmp_path / "not yet" / "there")
    assert caught.value.facts["path"] == tmp_path
