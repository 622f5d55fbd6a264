from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from rag.errors import DiskFull, NotWritable
from rag.whole import write_whole


def test_a_file_is_whole_or_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = write_whole(tmp_path / "nouveau" / "a.json", b"un")
    assert file.read_bytes() == b"un"

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFull):
        write_whole(file, b"deux")
    assert file.read_bytes() == b"un"
    assert list(file.parent.iterdir()) == [file]


def test_a_place_where_nobody_can_write_is_told() -> None:
    with pytest.raises(NotWritable, match="nowhere"):
        write_whole(Path("/proc/nowhere/a"), b"")


def test_only_its_owner_reads_it(tmp_path: Path) -> None:
    assert write_whole(tmp_path / "a", b"").stat().st_mode & 0o077 == 0
