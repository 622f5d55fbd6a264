"""Everything that travels arrives as it was sent, errors as the same class."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from ingest.events import Change, Outcome, Planned, Progress, Summary
from rag.errors import CollectionUnknown, LibraryEmpty, QuestionTooLong, SouffleurError, Unexpected
from rag.models.installed import Checked, Checking
from rag.models.pulling import Pulled
from rag.models.staging import PullProgress, PullStage
from rag.narrowing import Narrowing
from rag.office.mail.record import (
    Guess,
    Link,
    Mail,
    MailFetched,
    MailsSorted,
    Priority,
    Sorted,
    SortedMail,
    Sorting,
    Tie,
)
from rag.records import (
    Apart,
    Citation,
    Collection,
    Document,
    DocumentId,
    Doubt,
    Earlier,
    Finished,
    Genre,
    Hit,
    Kind,
    Listed,
    Listing,
    Manner,
    Mark,
    Meanwhile,
    Passage,
    PassageId,
    Retrieved,
    Thought,
    Token,
    Understood,
    Waiting,
    Wish,
)
from rag.repair import Repaired, RepairProgress
from rag.retrieval.hybrid import Found
from rag.store.contents import Choice, Contents
from rag.store.library import Counts
from rag.tasks import Ending, KeptTask, TaskEnded, TaskId, TaskStep
from ui import wire

PASSAGE = Passage(
    PassageId("p1"), DocumentId("d1"), 3, "Préavis : six mois — « œuvre »", 2, 3, ("Bail", "Durée"), marks=(
        Mark(0, 7, 2, 0.1, 0.2, 0.3, 0.4),
    ),
)  # fmt: skip
DOCUMENT = Document(
    DocumentId("d1"), Collection("Été"), "ab" * 32, ("/a/b é.pdf",), "Bail", Kind.PDF, 4, "fr", 1000, 7,
    "2026-01-02T03:04:05Z", notes=("truncated",),
)  # fmt: skip
PLAIN = Hit(PASSAGE, DOCUMENT, 0.75, 0.5, -0.25)
HIT = replace(PLAIN, neighbours=(PLAIN,), copies=(PLAIN, PLAIN), older=(replace(PLAIN, copies=(PLAIN,)),))
FAILED = Outcome("/a/x", Change.FAILED, reason="empty", detail="0", seconds=0.5)
ROW = Listed(DocumentId("d1"), "F é.pdf", "F", Genre.INVOICE, "2026-03", "Été & Cie", "12.50", "EUR", 2, "p1", 3, 9)
LISTING = Listing(
    Wish.SUM, (ROW,), (Apart(Doubt.UNDATED, (ROW, ROW)),), 75, 11, 2, (Genre.INVOICE,), True, "2026-03-01", "",
    ("Été",), True, (("EUR", "12.50"),),
)  # fmt: skip
EVENTS: tuple[wire.Event, ...] = (
    Understood("Et en 2025 ?", "Quel est le prix en 2025 ?"),
    Retrieved((HIT,), refused=False, seconds=0.1, words_only="x", unranked="y", certainty=0.75),
    Waiting(2),
    Thought("voyons\n"),
    Meanwhile("« Six mois » [1]", (Citation(1, HIT, "six mois", 10, 18),)),
    Token("mot\n"),
    Finished(
        "Six mois [1]", Manner.WRITTEN, (Citation(1, HIT, "six mois", 10, 18),), 1.5, "m", "e", "s", "model_failed"
    ),
    Finished("1 facture.", Manner.LISTED, (), 0.1, listing=LISTING),
    Planned(3, 2, 1, 0, 999),
    Progress(1, 3, 12, 0.5, None, "b é.pdf"),
    FAILED,
    Summary(1, 2, 3, 4, 5, 6, 7, 8.5, (FAILED,)),
    RepairProgress(5, 9),
    Repaired(9, 4, 1, 2, 0, rebuilt=True),
    PullProgress("m", 5, 9, PullStage.COPYING),
    Pulled("m", "/a/m.gguf", confirmed=True),
    Checking("m", 5, 9),
    Checked("m", "config.json"),
    TaskStep("reading", 1, 3, "b é.pdf"),
    TaskEnded(
        KeptTask(
            TaskId("t"), "minutes", "Été", "2026-03-01T10:00:00+00:00", 1.5, Ending.FAILED, (DocumentId("d"),),
            ("b é.pdf",), {"rows": [{"document": "d"}]}, {"code": "no_minutes", "facts": {"path": "/x"}},
            shortened=True,
        )
    ),
    SortedMail(
        Sorted(
            Mail("a1", "é.eml", "Paule <p@c.example>", "", "", "Devis", "Combien ?", ("plan.pdf",)),
            Sorting("quote", sure=False, confidence=0.5, guesses=(Guess("quote", 0.5),), words=("Combien",)),
            "Demande de devis",
            Priority.HIGH,
            links=(Link(Tie.NAME, "Paule", DOCUMENT.id, "devis.pdf", "Paule"),),
        ),
        1,
        2,
    ),
    MailFetched(1, 2),
    MailsSorted(1, 1, ("b.eml",), stopped=True),
)  # fmt: skip


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_an_event_comes_back(event: wire.Event) -> None:
    line = json.dumps(wire.event_to_json(event))
    assert wire.event_from_json(json.loads(line)) == event


def test_every_event_has_a_test() -> None:
    assert {type(event) for event in EVENTS} == set(wire.EVENTS.values())


RECORDS = (
    DOCUMENT,
    PASSAGE,
    HIT,
    Counts(1, 2, 3),
    Earlier("Prix ?", ("b é.pdf",)),
    Narrowing(("Été",), ("/a/b.pdf",), ("contract",), "2026-01", "2026"),
    Contents(3, ((Collection("Été"), 3),), ((Genre.CONTRACT, 2), (Genre.OTHER, 1)), "2026", "2026-03-01", 1),
    Choice("/a/b.pdf", "b.pdf", Genre.CONTRACT, "2026-03"),
)


@pytest.mark.parametrize("record", RECORDS, ids=lambda one: type(one).__name__)
def test_a_record_comes_back(record: wire.Record) -> None:
    line = json.dumps(wire.record_to_json(record))
    assert wire.record_from_json(type(record), json.loads(line)) == record


def test_what_was_found_comes_back() -> None:
    found = Found((HIT,), relevant=False, seconds=0.25, words_only="x", unranked="y", certainty=0.75)
    assert wire.found_from_json(json.loads(json.dumps(wire.found_to_json(found)))) == found


@pytest.mark.parametrize("error", [LibraryEmpty(), QuestionTooLong(3000, 2000), CollectionUnknown("x", "a, b")])
def test_an_error_arrives_as_itself(error: SouffleurError) -> None:
    arrived = wire.error_from_json(json.loads(json.dumps(wire.error_to_json(error, "en"))))
    assert type(arrived) is type(error)
    for language in ("fr", "en"):
        assert arrived.sentence(language) == error.sentence(language)
        assert arrived.next_step(language) == error.next_step(language)


def test_an_error_of_a_later_version_is_still_said() -> None:
    arrived = wire.error_from_json({"code": "flux_inverted", "facts": {"flux": "1"}})
    assert isinstance(arrived, Unexpected)
    assert "flux_inverted" in arrived.sentence("en")


def test_an_error_ends_a_stream() -> None:
    with pytest.raises(LibraryEmpty):
        wire.event_from_json({"event": "error", **wire.error_to_json(LibraryEmpty(), "fr")})


def test_every_error_can_be_sent() -> None:
    codes = [kind.code for kind in wire.every_error()]
    assert len(codes) == len(set(codes)) > 10
