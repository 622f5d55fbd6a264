"""One look at the disk beside the library: only what may have changed is opened."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest import look as module
from ingest.events import Change
from ingest.look import look
from ingest.pipeline import ingest
from ingest.plan import document_id
from ingest.scan import hash_file
from rag.engine import Engine
from rag.records import Collection

DOCS = Collection("documents")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "docs"
    made.mkdir()
    (made / "bail.txt").write_text("Le bail prend fin en 2027.", encoding="utf-8")
    return made


def test_a_new_file_is_hashed_and_named_by_its_content(engine: Engine, folder: Path) -> None:
    path = str(folder / "bail.txt")
    seen = look(engine.library, [folder], DOCS, retry=False)
    assert seen.hashes == {path: hash_file(path)}
    assert seen.plan.read == (path,)
    assert seen.document(path) == document_id(DOCS, hash_file(path))
    assert seen.change(path) is Change.ADDED
    row = seen.indexed(path)
    assert (row.document, row.failure, row.root) == (seen.document(path), "", str(folder))
    failed = seen.failed(path, "damaged", "why")
    assert (failed.document, failed.failure, failed.detail, failed.sha256) == (None, "damaged", "why", row.sha256)


def test_a_file_that_did_not_change_is_not_opened(
    engine: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    list(ingest(engine, [folder]))
    monkeypatch.setattr(module, "hash_file", pytest.fail)
    seen = look(engine.library, [folder], DOCS, retry=False)
    assert seen.hashes == {}
    assert seen.plan.unchanged == (str(folder / "bail.txt"),)
    assert seen.change(str(folder / "bail.txt")) is Change.REPLACED


def test_a_link_is_seen_without_a_hash_and_read_to_be_refused(engine: Engine, folder: Path) -> None:
    (folder / "lien.txt").symlink_to(folder / "bail.txt")
    seen = look(engine.library, [folder], DOCS, retry=False)
    assert str(folder / "lien.txt") not in seen.hashes
    assert str(folder / "lien.txt") in seen.plan.read


def test_rows_of_other_folders_are_left_alone(engine: Engine, folder: Path, tmp_path: Path) -> None:
    list(ingest(engine, [folder]))
    (tmp_path / "autre").mkdir()
    seen = look(engine.library, [tmp_path / "autre"], DOCS, retry=False)
    assert seen.known == {}
    assert seen.plan.forget == ()
