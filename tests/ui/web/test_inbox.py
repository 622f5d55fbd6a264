from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.scan import is_ignored
from rag.errors import DiskFull
from ui.web import inbox


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("Devis n° 12 – été.pdf", "Devis n° 12 – été.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\moi\\bail.docx", "bail.docx"),
        ("a:b?c*.txt", "a_b_c_.txt"),
        (".bashrc", "bashrc"),
        ("~$devis.docx", "devis.docx"),
        ("CON.txt", "_CON.txt"),
        ("facture\u202efdp.exe", "facturefdp.exe"),
        ("note\x00.txt", "note.txt"),
        ("", "document"),
        ("..", "document"),
        ("fin. ", "fin"),
    ],
)
def test_a_name_is_only_a_name(given_name: str, kept: str) -> None:
    assert inbox.safe_name(given_name) == kept


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("Clients/Dupont/devis.pdf", "Clients/Dupont/devis.pdf"),
        ("/Clients//./devis.pdf", "Clients/devis.pdf"),
        ("../../etc/passwd", "etc/passwd"),
        ("Clients\\été\\a:b.txt", "Clients/été/a_b.txt"),
        ("/".join("abcdefghijk") + "/devis.pdf", "d/e/f/g/h/i/j/k/devis.pdf"),
        ("", "document"),
    ],
)
def test_a_dropped_folder_keeps_its_folders(given_name: str, kept: str) -> None:
    assert inbox.safe_path(given_name).as_posix() == kept


@given(st.text(max_size=300))
def test_no_path_leads_out(given_name: str) -> None:
    path = inbox.safe_path(given_name)
    assert not path.is_absolute()
    assert ".." not in path.parts


def test_hidden_folders_and_temporary_files_are_no_documents() -> None:
    assert inbox.is_wanted("Clients/Dupont/devis.pdf")
    assert not inbox.is_wanted("Clients/.git/config")
    assert not inbox.is_wanted("Clients/~$devis.docx")
    assert not inbox.is_wanted("__MACOSX/Clients/._devis.pdf")


def test_files_of_one_name_in_two_folders_are_two(tmp_path: Path) -> None:
    one = inbox.keep(tmp_path, "2025/Dupont/devis.pdf", b"un")
    other = inbox.keep(tmp_path, "2026/Dupont/devis.pdf", b"deux")
    assert (one, other) == (tmp_path / "2025/Dupont/devis.pdf", tmp_path / "2026/Dupont/devis.pdf")
    assert (one.read_bytes(), other.read_bytes()) == (b"un", b"deux")
    assert {path for path in tmp_path.rglob("*") if path.is_file()} == {one, other}


@given(st.text(max_size=300))
def test_any_name_can_be_stored(given_name: str) -> None:
    name = inbox.safe_name(given_name)
    assert name == Path(name).name
    assert name not in {"", ".", ".."}
    assert len(name.encode()) <= inbox.NAME_BYTES
    assert not name.startswith((".", "~$"))
    assert inbox.safe_name(name) == name


def test_a_long_name_keeps_its_kind() -> None:
    assert inbox.safe_name("é" * 300 + ".pdf").endswith("é.pdf")


def test_what_is_kept_is_whole_and_private(tmp_path: Path) -> None:
    path = inbox.keep(tmp_path / "inbox" / "c", "bail.txt", b"six mois")
    assert path.read_bytes() == b"six mois"
    assert path.stat().st_mode & 0o077 == 0
    assert [one.name for one in path.parent.iterdir()] == ["bail.txt"]


def test_the_same_content_is_kept_once_and_another_one_gets_a_number(tmp_path: Path) -> None:
    first = inbox.keep(tmp_path, "facture.pdf", b"client A")
    assert inbox.keep(tmp_path, "facture.pdf", b"client A") == first
    second = inbox.keep(tmp_path, "facture.pdf", b"client B")
    assert second.name == "facture (2).pdf"
    assert first.read_bytes() == b"client A"
    assert inbox.keep(tmp_path, "facture.pdf", b"client B") == second
    assert len(list(tmp_path.iterdir())) == 2


class Usage(NamedTuple):
    total: int
    used: int
    free: int


def test_a_full_disk_is_said_before_anything_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10, 10, 50_000_000))
    with pytest.raises(DiskFull):
        inbox.keep(tmp_path, "bail.txt", b"x")
    assert list(tmp_path.iterdir()) == []


def test_a_failed_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> bool:
        raise OSError(28, "no space")

    monkeypatch.setattr(inbox, "_taken_by", refuse)
    with pytest.raises(DiskFull):
        inbox.keep(tmp_path, "bail.txt", b"x")
    assert list(tmp_path.iterdir()) == []


def test_two_collections_never_share_a_folder(tmp_path: Path) -> None:
    names = ["Clients", "clients/2026", "clients_2026", "..", "", "Clients "]
    folders = [inbox.folder_for(tmp_path, name) for name in names]
    assert len(set(folders)) == len(names)
    assert all(folder.parent == tmp_path and not is_ignored(folder.name) for folder in folders)
