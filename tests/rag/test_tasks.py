"""What leaves the result of a task with a document."""

from __future__ import annotations

from rag.office.record import Change, Minutes, Place, Row, Sort, Summary, Turn
from rag.records import DocumentId, PassageId
from rag.tasks import documents_in, without
from ui.wire import record_from_json, record_to_json


def row(of: str) -> Row:
    place = Place(DocumentId(of), f"{of}.docx", "Paul signe.", PassageId(f"p {of}"), 0, 11)
    return Row(Sort.ACTION, f"Paul signe {of}.", place)


def meeting(of: str) -> Minutes:
    return Minutes(DocumentId(of), f"{of}.docx", of, "2026-03-02", rows=(row(of),), summary=(row(of).place,))


def test_a_document_takes_all_that_rests_on_it() -> None:
    whole = Summary(
        (meeting("a"), meeting("b")), "2026-05-01", (Change(Turn.AGAIN, row("a"), row("b")),), (row("a"), row("b"))
    )
    written = record_to_json(whole)
    assert set(documents_in(written)) == {"a", "b"}
    rest = without(written, {"a"})
    assert record_from_json(Summary, rest) == Summary((meeting("b"),), "2026-05-01", (), (row("b"),))
    assert without(written, {"z"}) == written


def test_what_stands_in_no_list_takes_what_is_around_it() -> None:
    assert without({"draft": {"source": {"document": "a"}, "text": "secret"}, "other": 1}, {"a"}) is None
    assert without({"fields": [{"source": {"document": "a"}}, {"source": None}], "document": {"x": 1}}, {"a"}) == {
        "fields": [{"source": None}], "document": {"x": 1}
    }  # fmt: skip
    assert without({"document": "a"}, {"a"}) is None
