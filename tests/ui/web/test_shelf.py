from __future__ import annotations

from pathlib import Path

from ingest.reasons import REASONS
from rag.records import Cause, Collection, Document, DocumentId, Kind, Located, PageRead, Watched, Withheld
from rag.store.register import Entry, Tree
from ui.web import shelf

CLIENTS, OTHER = Collection("Clients"), Collection("Autre")
TREES = [Tree("/a", CLIENTS, 3, 1, 1), Tree("/b", OTHER, 1, 1, 0)]


def located(path: str, failure: str = "") -> Located:
    return Located(path, CLIENTS, 10, 10**18, "0", None if failure else DocumentId(path), failure, "", "/a")


def document(path: str, notes: tuple[str, ...] = ()) -> Document:
    scanned = (PageRead(2, 40.0), PageRead(3, 95.0))
    return Document(
        *(DocumentId(path), CLIENTS, "0", (path,), "t", Kind.PDF, 3, "fr", 10, 4, "2026-01-01"),
        notes=notes,
        scanned=scanned,
        date="2026-03-31",
    )


def entry(path: str, *notes: str) -> Entry:
    return Entry(located(path), document(path, notes))


def test_remarks_are_why_it_failed_or_all_that_was_read_badly() -> None:
    assert shelf.remarks(Entry(located("/a/vide.docx", "empty"), None)) == [REASONS["empty"]]
    badly = shelf.remarks(entry("/a/bail.pdf", "truncated", "read_badly", "of a later version"))
    assert badly == [REASONS["truncated"], REASONS["read_badly"]]
    assert shelf.remarks(entry("/a/bail.pdf")) == []


def test_a_reason_of_a_later_version_is_still_told() -> None:
    assert shelf.reason("brand_new") is REASONS["crashed"]


def test_what_is_known_of_a_file() -> None:
    known = entry("/a/Été.pdf")
    assert shelf.name(known) == "Été.pdf"
    assert shelf.doubtful_pages(known) == (2,)
    assert str(shelf.dated(known)) == "2026-03-31"
    assert shelf.changed(known).year == 2001
    failed = Entry(located("/a/vide.docx", "empty"), None)
    assert (shelf.doubtful_pages(failed), shelf.dated(failed)) == ((), None)


def test_folders() -> None:
    assert shelf.folders(TREES) == [shelf.Folder("/a", "Clients", 3, 1, badly=1), shelf.Folder("/b", "Autre", 1, 1)]


def test_followed_folders_and_what_is_kept_of_them() -> None:
    watched = [Watched("/a", CLIENTS, "2026-01-01", "2026-01-02"), Watched("/c", OTHER, "")]
    gone = [Withheld("/b", OTHER, 1, Cause.MISSING)]
    assert shelf.folders(TREES, watched, gone) == [
        shelf.Folder("/a", "Clients", 3, 1, followed=True, looked_at="2026-01-02", badly=1),
        shelf.Folder("/b", "Autre", 1, 1, withheld=1),
        shelf.Folder("/c", "Autre", 0, 0, followed=True),
    ]


def test_only_what_still_exists_is_tried_again(tmp_path: Path) -> None:
    there = tmp_path / "vide.docx"
    there.touch()
    unread = [located(str(there), "empty"), located(str(tmp_path / "parti.docx"), "empty")]
    assert shelf.to_retry(unread) == {"Clients": [there]}


def test_a_document_at_two_places_is_one() -> None:
    twice = document("/a/bail.pdf")
    found = [Entry(located("/a/bail.pdf"), twice), Entry(located("/c/bail.pdf"), twice)]
    assert shelf.documents_of([*found, Entry(located("/a/vide.docx", "empty"), None)]) == [twice]
