"""The plan is a function of values; each test is one thing that happens to folders."""

from __future__ import annotations

from ingest.plan import document_id, is_settled, plan_changes
from ingest.scan import Seen
from rag.records import Collection, Located

HOME = Collection("documents")


def seen(path: str, size: int = 10, mtime: int = 1) -> Seen:
    return Seen(path, "/root", size, mtime)


def indexed(path: str, sha256: str, size: int = 10, mtime: int = 1) -> Located:
    return Located(path, HOME, size, mtime, sha256, document_id(HOME, sha256), root="/root")


def failed(path: str, sha256: str) -> Located:
    return Located(path, HOME, 10, 1, sha256, None, "encrypted", root="/root")


def by_path(*rows: Located) -> dict[str, Located]:
    return {row.path: row for row in rows}


def on_disk(*files: Seen) -> dict[str, Seen]:
    return {one.path: one for one in files}


def test_new_files_are_read() -> None:
    plan = plan_changes(on_disk(seen("/a"), seen("/b")), {"/a": "A", "/b": "B"}, {}, set(), HOME)
    assert plan.read == ("/a", "/b")
    assert not plan.forget


def test_same_size_and_time_is_unchanged_without_a_hash() -> None:
    plan = plan_changes(on_disk(seen("/a")), {}, by_path(indexed("/a", "A")), {document_id(HOME, "A")}, HOME)
    assert plan.unchanged == ("/a",)
    assert not plan.read


def test_a_touched_file_is_not_read() -> None:
    stored = {document_id(HOME, "A")}
    plan = plan_changes(on_disk(seen("/a", mtime=2)), {"/a": "A"}, by_path(indexed("/a", "A")), stored, HOME)
    assert plan.touched == ("/a",)
    assert not plan.read


def test_changed_content_is_read() -> None:
    stored = {document_id(HOME, "A")}
    plan = plan_changes(on_disk(seen("/a", mtime=2)), {"/a": "A2"}, by_path(indexed("/a", "A")), stored, HOME)
    assert plan.read == ("/a",)


def test_a_moved_file_is_neither_read_nor_forgotten() -> None:
    stored = {document_id(HOME, "A")}
    plan = plan_changes(on_disk(seen("/new")), {"/new": "A"}, by_path(indexed("/old", "A")), stored, HOME)
    assert plan.moves == {"/new": "/old"}
    assert not plan.read
    assert not plan.forget


def test_one_of_two_copies_moves_and_the_other_is_a_copy() -> None:
    stored = {document_id(HOME, "A")}
    plan = plan_changes(
        on_disk(seen("/n1"), seen("/n2")), {"/n1": "A", "/n2": "A"}, by_path(indexed("/old", "A")), stored, HOME
    )
    assert plan.moves == {"/n1": "/old"}
    assert plan.copies == {"/n2": "/n2"}


def test_the_same_new_content_twice_is_read_once() -> None:
    plan = plan_changes(on_disk(seen("/a"), seen("/b")), {"/a": "A", "/b": "A"}, {}, set(), HOME)
    assert plan.read == ("/a",)
    assert plan.copies == {"/b": "/a"}


def test_a_gone_file_is_forgotten() -> None:
    plan = plan_changes({}, {}, by_path(indexed("/a", "A")), {document_id(HOME, "A")}, HOME)
    assert plan.forget == ("/a",)


def test_a_failed_file_is_left_alone_until_it_changes_or_one_asks() -> None:
    known = by_path(failed("/a", "A"))
    assert plan_changes(on_disk(seen("/a")), {}, known, set(), HOME).unchanged == ("/a",)
    assert plan_changes(on_disk(seen("/a")), {"/a": "A"}, known, set(), HOME, retry=True).read == ("/a",)
    assert plan_changes(on_disk(seen("/a", mtime=2)), {"/a": "A"}, known, set(), HOME).read == ("/a",)


def test_a_file_that_cannot_be_hashed_is_read_so_that_its_reason_is_named() -> None:
    plan = plan_changes(on_disk(seen("/a"), seen("/b")), {}, {}, set(), HOME)
    assert plan.read == ("/a", "/b")


def test_another_collection_is_another_document() -> None:
    other = Collection("autre")
    assert document_id(HOME, "A") != document_id(other, "A")
    assert not is_settled(seen("/a"), indexed("/a", "A"), other, retry=False)


def test_an_older_reader_version_is_read_again() -> None:
    row = Located("/a", HOME, 10, 1, "A", document=None, root="/root")
    assert not is_settled(seen("/a"), row, HOME, retry=False)
