"""What the scan sees and what it leaves alone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ingest.scan import hash_file, is_ignored, scan


def test_sees_files_below_a_folder_with_size_and_root(tmp_path: Path) -> None:
    (tmp_path / "Contrats été").mkdir()
    file = tmp_path / "Contrats été" / "bail n° 1.txt"
    file.write_text("loyer", encoding="utf-8")
    seen = scan([tmp_path]).files
    assert list(seen) == [str(file)]
    assert seen[str(file)].size == 5
    assert seen[str(file)].root == str(tmp_path)


def test_a_single_file_may_be_named(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("a")
    (tmp_path / "b.txt").write_text("b")
    assert list(scan([file]).files) == [str(file)]


def test_a_missing_folder_is_not_an_empty_one(tmp_path: Path) -> None:
    disk = scan([tmp_path / "absent", tmp_path])
    assert disk.missing == (str(tmp_path / "absent"),)
    assert not disk.files


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is shut to the administrator")
def test_a_folder_that_cannot_be_looked_into_is_said(tmp_path: Path) -> None:
    (tmp_path / "fermé").mkdir(mode=0)
    assert scan([tmp_path]).hidden == (str(tmp_path / "fermé"),)


@pytest.mark.parametrize(
    "name", ["~$devis.docx", ".~lock.a#", "x.tmp", "film.part", "Thumbs.db", "desktop.ini", ".git"]
)
def test_temporary_and_hidden_names_are_ignored(name: str) -> None:
    assert is_ignored(name)


@pytest.mark.parametrize("name", ["devis.docx", "tmp.txt", "part 2.pdf", "a~$b.doc"])
def test_ordinary_names_are_not_ignored(name: str) -> None:
    assert not is_ignored(name)


def test_links_are_not_followed_pipes_and_hidden_folders_not_seen(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("secret")
    inside = tmp_path / "inside"
    (inside / ".cache").mkdir(parents=True)
    (inside / ".cache" / "x.txt").write_text("x")
    (inside / "link.txt").symlink_to(outside / "secret.txt")
    (inside / "linked").symlink_to(outside)
    os.mkfifo(inside / "pipe")
    assert scan([inside]).files.keys() == {str(inside / "link.txt"), str(inside / "linked")}  # told, see the parser


def test_hash_is_of_the_content_and_never_follows_a_link(tmp_path: Path) -> None:
    one, two, link = tmp_path / "one", tmp_path / "two", tmp_path / "link"
    one.write_bytes(b"same")
    two.write_bytes(b"same")
    link.symlink_to(one)
    assert hash_file(str(one)) == hash_file(str(two))
    with pytest.raises(OSError, match="link"):
        hash_file(str(link))


def test_a_pipe_or_a_device_is_not_seen_even_when_it_is_named_and_never_hashed(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    for special in (pipe, Path("/dev/zero")):
        assert not scan([special]).files
        with pytest.raises(OSError, match="no regular file"):
            hash_file(str(special))
