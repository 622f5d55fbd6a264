"""A seal fits the files as they were closed, and nothing else."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from rag.store.seal import break_seal, check_seal, seal, take_prints


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "0"
    (made / "graph").mkdir(parents=True)
    (made / "chroma.sqlite3").write_bytes(b"a" * 1000)
    (made / "graph" / "length.bin").write_bytes(b"b" * 1000)
    seal(made)
    return made


def flip_unseen(folder: Path) -> None:
    """One bit, while size and time stay: what a tired disk does."""
    file = folder / "graph" / "length.bin"
    times = file.stat()
    file.write_bytes(b"c" + b"b" * 999)
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))


def test_untouched_files_fit_their_seal(folder: Path) -> None:
    assert set(check_seal(folder) or ()) == {"chroma.sqlite3", "graph/length.bin"}


@pytest.mark.parametrize(
    "change",
    [
        flip_unseen,
        lambda folder: (folder / "chroma.sqlite3").write_bytes(b"a" * 999),
        lambda folder: (folder / "graph" / "length.bin").unlink(),
        lambda folder: (folder / "more.bin").touch(),
        lambda folder: folder.with_name("0.seal").write_text("{", encoding="utf-8"),
        lambda folder: folder.with_name("0.seal").write_text('{"chroma.sqlite3": 3}', encoding="utf-8"),
        break_seal,
    ],
)
def test_any_change_shows(folder: Path, change: Callable[[Path], object]) -> None:
    change(folder)
    assert check_seal(folder) is None


def test_an_untouched_file_is_not_hashed_again(folder: Path) -> None:
    known = take_prints(folder)
    flip_unseen(folder)
    assert take_prints(folder, known) == known
    assert take_prints(folder) != known


def test_a_seal_that_cannot_be_written_is_no_trouble(tmp_path: Path) -> None:
    seal(tmp_path / "absent" / "0")
    assert check_seal(tmp_path / "absent" / "0") is None
