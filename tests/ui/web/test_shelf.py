from __future__ import annotations

from pathlib import Path

from ingest.reasons import REASONS
from rag.records import Cause, Collection, Document, DocumentId, Kind, Located, Watched, Withheld
from ui.web import shelf


def located(path: str, failure: str = "", collection: str = "Clients", root: str = "/a") -> Located:
    return Located(
        path, Collection(collection), 10, 10**18, "0", None if failure else DocumentId(path), failure, "", root
    )


def document(path: str, notes: tuple[str, ...] = ()) -> Document:
    return Document(
        DocumentId(path), Collection("Clients"), "0", (path,), "t", Kind.PDF, 2, "fr", 10, 4, "2026-01-01", notes=notes
    )


FILES = [
    located("/a/Été.pdf"),
    located("/a/bail.pdf"),
    located("/a/vide.docx", "empty"),
    located("/b/x.zip", "unsupported", "Autre", "/b"),
]
ROWS = shelf.rows(FILES, [document("/a/Été.pdf", ("truncated",)), document("/a/bail.pdf")])


def test_failures_come_first_then_names() -> None:
    assert [row.name for row in ROWS] == ["vide.docx", "x.zip", "bail.pdf", "Été.pdf"]


def test_remarks() -> None:
    told = {row.name: row.remark.code if row.remark else "" for row in ROWS}
    assert told == {"vide.docx": "empty", "x.zip": "unsupported", "bail.pdf": "", "Été.pdf": "truncated"}


def test_a_reason_of_a_later_version_is_still_told() -> None:
    assert shelf.reason("brand_new") is REASONS["crashed"]


def test_choosing_rows() -> None:
    def names(words: str = "", *, failed: bool | None = None, collection: str = "", remark: str = "") -> list[str]:
        found = shelf.chosen(ROWS, words, failed=failed, collection=collection, remark=remark)
        return [row.name for row in found]

    assert names("ete") == ["Été.pdf"]
    assert names("ÉTÉ PDF") == ["Été.pdf"]
    assert names(failed=True) == ["vide.docx", "x.zip"]
    assert names(failed=False) == ["bail.pdf", "Été.pdf"]
    assert names(collection="Autre") == ["x.zip"]
    assert names(remark="empty") == ["vide.docx"]
    assert names(remark="truncated") == ["Été.pdf"]
    assert names(remark="empty", failed=False) == []
    assert names("rien de tel") == []


def test_remarks_that_occur_the_most_frequent_first() -> None:
    rows = shelf.rows([*FILES, located("/a/z.zip", "unsupported")], [document("/a/Été.pdf", ("truncated",))])
    assert [one.code for one in shelf.remarks(rows)] == ["unsupported", "empty", "truncated"]


def test_folders() -> None:
    assert shelf.folders(FILES) == [shelf.Folder("/a", "Clients", 3, 1), shelf.Folder("/b", "Autre", 1, 1)]


def test_followed_folders_and_what_is_kept_of_them() -> None:
    watched = [Watched("/a", Collection("Clients"), "2026-01-01", "2026-01-02"), Watched("/c", Collection("Autre"), "")]
    gone = [Withheld("/b", Collection("Autre"), 1, Cause.MISSING)]
    assert shelf.folders(FILES, watched, gone) == [
        shelf.Folder("/a", "Clients", 3, 1, followed=True, looked_at="2026-01-02"),
        shelf.Folder("/b", "Autre", 1, 1, withheld=1),
        shelf.Folder("/c", "Autre", 0, 0, followed=True),
    ]


def test_failures_by_reason_the_most_frequent_first() -> None:
    rows = shelf.rows([*FILES, located("/a/autre.docx", "empty")], [])
    assert [(reason.code, len(group)) for reason, group in shelf.failures(rows)] == [("empty", 2), ("unsupported", 1)]


def test_only_what_still_exists_is_tried_again(tmp_path: Path) -> None:
    there = tmp_path / "vide.docx"
    there.touch()
    rows = shelf.rows(
        [located(str(there), "empty"), located(str(tmp_path / "parti.docx"), "empty"), located("/a/b.pdf")], []
    )
    assert shelf.to_retry(rows) == {"Clients": [there]}


def test_a_document_at_two_places_is_one() -> None:
    twice = document("/a/bail.pdf")
    rows = [shelf.Row(located("/a/bail.pdf"), twice), shelf.Row(located("/c/bail.pdf"), twice)]
    assert shelf.documents_of([*rows, shelf.Row(located("/a/vide.docx", "empty"), None)]) == [twice]
