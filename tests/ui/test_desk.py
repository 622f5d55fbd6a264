"""The same questions to the library here and behind a server: the same answers, the same errors, one owner."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.events import Change, Outcome, Planned, Summary
from rag.engine import Engine
from rag.errors import (
    CollectionUnknown,
    DocumentUnknown,
    LibraryBusy,
    LibraryEmpty,
    NoDocumentNamed,
    NothingInScope,
    NothingThere,
    QuestionEmpty,
)
from rag.models.fakes import ScriptedChat
from rag.models.pace import Pace
from rag.models.paced import PacedChat
from rag.narrowing import Narrowing
from rag.options import Settings
from rag.records import DocumentId, Earlier, Finished, Manner, Meanwhile, Retrieved, Token, Understood
from rag.repair import Repaired
from rag.settings import Home
from tests.ui.api.parts import NOWHERE, PLACES, QUESTION, SOON, open_engine, seen_from, served, until, write_documents
from ui.desk import Desk, LocalDesk, open_desk
from ui.remote import RemoteDesk


@pytest.fixture
def owner(tmp_path: Path) -> Engine:
    return open_engine(tmp_path / "home")


@pytest.fixture(params=PLACES)
def desk(request: pytest.FixtureRequest, tmp_path: Path, owner: Engine) -> Iterator[Desk]:
    with LocalDesk(owner) as local, seen_from(request.param, local) as seen:
        yield seen


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    return write_documents(tmp_path / "documents")


def test_a_folder_is_read_and_asked(desk: Desk, documents: Path) -> None:
    events = list(desk.ingest([documents], "Atelier"))
    assert isinstance(events[0], Planned)
    assert isinstance(events[-1], Summary)
    assert (events[-1].added, events[-1].failed) == (2, 1)
    retrieved, *_, finished = desk.ask(QUESTION)
    assert isinstance(retrieved, Retrieved)
    assert isinstance(finished, Finished)
    assert finished.manner is Manner.EXTRACTIVE
    assert "six mois" in finished.citations[0].quote
    assert finished.citations[0].hit.document.name == "bail.txt"
    refused, *_, nothing = desk.ask(NOWHERE)
    assert isinstance(refused, Retrieved)
    assert refused.refused
    assert isinstance(nothing, Finished)
    assert (nothing.manner, nothing.citations) == (Manner.REFUSED, ())


def test_a_slow_model_leaves_the_word_to_the_documents_meanwhile(desk: Desk, documents: Path, owner: Engine) -> None:
    list(desk.ingest([documents], "Atelier"))
    owner._chat, owner._chat_opened = PacedChat(ScriptedChat(["Le préavis est de six mois [1]."]), Pace()), True
    retrieved, meanwhile, token, finished = desk.ask(QUESTION)
    assert isinstance(retrieved, Retrieved)
    assert isinstance(meanwhile, Meanwhile)
    assert "six mois" in meanwhile.citations[0].quote
    assert isinstance(token, Token)
    assert isinstance(finished, Finished)
    assert finished.manner is Manner.WRITTEN


def test_a_list_is_answered_whole_unless_it_is_to_be_plain(desk: Desk, documents: Path) -> None:
    text = "Facture n° F-1\nDate : 2 mars 2026\nÉchéance : 2 avril 2026\nTVA 20 %\nTotal TTC 1 200,00 €"
    (documents / "Facture F-1.txt").write_text(text, encoding="utf-8")
    list(desk.ingest([documents], "Atelier"))
    *_, listed = desk.ask("Total des factures de mars 2026")
    assert isinstance(listed, Finished)
    assert listed.manner is Manner.LISTED
    assert listed.listing
    assert (listed.listing.totals, listed.listing.looked_at, listed.listing.unread) == ((("EUR", "1200"),), 3, 1)
    *_, plain = desk.ask("Total des factures de mars 2026", plain=True)
    assert isinstance(plain, Finished)
    assert plain.listing is None


def test_lists(desk: Desk, documents: Path) -> None:
    assert (desk.documents(), desk.located(), desk.collections()) == ([], [], ())
    list(desk.ingest([documents], "Atelier"))
    assert [one.name for one in desk.documents()] == ["bail.txt", "tarifs été.txt"]
    assert [(Path(one.path).name, one.failure) for one in desk.located()] == [
        ("bail.txt", ""), ("plan.xyz", "unsupported"), ("tarifs été.txt", ""),
    ]  # fmt: skip
    assert desk.collections() == ("Atelier",)
    counts = desk.counts()
    assert (counts.documents, counts.failures) == (2, 1)
    assert counts.passages == sum(len(desk.passages_of(one.id)) for one in desk.documents())


def test_a_second_reading_reads_nothing(desk: Desk, documents: Path) -> None:
    list(desk.ingest([documents], "Atelier"))
    again = list(desk.ingest([documents], "Atelier"))
    assert again[0] == Planned(files=0, unchanged=3, moved=0, forgotten=0, total_bytes=0)
    retried = list(desk.ingest([documents], "Atelier", retry=True))
    assert [one.path for one in retried if isinstance(one, Outcome)] == [str(documents / "plan.xyz")]


def test_searching_within_a_collection(desk: Desk, documents: Path) -> None:
    list(desk.ingest([documents / "bail.txt"], "Baux"))
    list(desk.ingest([documents / "tarifs été.txt"], "Prix"))
    assert {hit.document.collection for hit in desk.search("hangar chêne").hits} == {"Baux", "Prix"}
    assert {hit.document.collection for hit in desk.search("hangar chêne", Narrowing(collections=("Prix",))).hits} == {
        "Prix"
    }
    assert len(desk.search("hangar chêne", limit=1).hits) == 1
    with pytest.raises(CollectionUnknown) as caught:
        desk.search("hangar", Narrowing(collections=("Clients",)))
    assert "Baux, Prix" in caught.value.next_step("fr")


def test_searching_and_asking_within_documents_kinds_and_dates(desk: Desk, documents: Path) -> None:
    (documents / "facture.txt").write_text(
        "FACTURE F-2026-0142\nDate : 31/03/2026\nLocation du hangar, total TTC 900 €.", encoding="utf-8"
    )
    list(desk.ingest([documents], "Atelier"))
    everywhere = {hit.document.name for hit in desk.search("hangar bail chêne").hits}
    assert {"bail.txt", "tarifs été.txt", "facture.txt"} <= everywhere
    for narrowing in (
        Narrowing(documents=("facture",)),
        Narrowing(kinds=("factures",)),
        Narrowing(since="mars 2026", until="31/03/2026"),
    ):
        assert {hit.document.name for hit in desk.search("hangar bail chêne", narrowing).hits} == {"facture.txt"}
        evidence = next(desk.ask("Quel est le total du hangar ?", narrowing))
        assert isinstance(evidence, Retrieved)
        assert {hit.document.name for hit in evidence.hits} == {"facture.txt"}
    with pytest.raises(NoDocumentNamed):
        desk.search("hangar", Narrowing(documents=("factures 2026",)))
    with pytest.raises(NothingInScope):
        list(desk.ask("hangar", Narrowing(kinds=("facture",), until="2025")))


def test_a_follow_up_is_made_whole(desk: Desk, documents: Path) -> None:
    list(desk.ingest([documents], "Atelier"))
    told, evidence, *_, answer = desk.ask("Quand prend-il fin ?", earlier=[Earlier(QUESTION, ("bail.txt",))])
    assert isinstance(told, Understood)
    assert told.question == "Quand prend-il fin ?"
    assert "bail du hangar" in told.rewritten
    assert isinstance(evidence, Retrieved)
    assert isinstance(answer, Finished)
    assert answer.citations[0].hit.document.name == "bail.txt"
    whole = list(desk.ask("Combien coûte le chêne massif ?", earlier=[Earlier(QUESTION)]))
    assert not any(isinstance(event, Understood) for event in whole)


def test_a_model_that_is_fast_enough_makes_it_whole(desk: Desk, documents: Path, owner: Engine) -> None:
    list(desk.ingest([documents], "Atelier"))
    pace = Pace()
    pace.note(read=(100_000, 1.0), written=(1_000, 1.0))
    chat = PacedChat(ScriptedChat(["Quel est le préavis du bail de la halle ?", "\n[1]"]), pace)
    owner._chat, owner._chat_opened = chat, True
    list(desk.ask(QUESTION))
    told, *_ = desk.ask("Et de la halle ?", earlier=[Earlier(QUESTION)])
    assert told == Understood("Et de la halle ?", "Quel est le préavis du bail de la halle ?", "scripted")


def test_what_there_is_to_choose_from(desk: Desk, documents: Path) -> None:
    list(desk.ingest([documents / "bail.txt"], "Baux"))
    list(desk.ingest([documents / "tarifs été.txt"], "Prix"))
    assert desk.choices.contents().collections == (("Baux", 1), ("Prix", 1))
    assert desk.choices.contents(Narrowing(collections=("Baux",))).documents == 1
    (prices,) = desk.choices.documents_like("ETE")
    assert (prices.name, prices.path) == ("tarifs été.txt", str(documents / "tarifs été.txt"))
    assert desk.choices.documents_like("ETE", Narrowing(collections=("Baux",))) == ()
    kept = Narrowing(
        collections=("Baux", "Partis"), documents=(prices.path, "/parti.pdf"), kinds=("facture",), since="2026"
    )
    assert desk.choices.still_there(kept) == Narrowing(collections=("Baux",), documents=(prices.path,), since="2026")


def test_errors_are_the_same_class_on_both_sides(desk: Desk, documents: Path) -> None:
    with pytest.raises(LibraryEmpty):
        list(desk.ask(QUESTION))
    with pytest.raises(NothingThere, match="parti"):
        list(desk.ingest([documents / "parti"], "Atelier"))
    list(desk.ingest([documents], "Atelier"))
    with pytest.raises(QuestionEmpty):
        list(desk.ask("  "))
    with pytest.raises(DocumentUnknown):
        desk.passages_of(DocumentId("nobody"))


def test_forgetting_leaves_the_file(desk: Desk, documents: Path) -> None:
    list(desk.ingest([documents], "Atelier"))
    lease = desk.documents()[0]
    assert desk.forget([lease.id, DocumentId("nobody")]) == 1
    assert [one.name for one in desk.documents()] == ["tarifs été.txt"]
    assert (documents / "bail.txt").is_file()
    assert all(hit.document.id != lease.id for hit in desk.search(QUESTION).hits)


def test_repair_counts_every_passage(desk: Desk, documents: Path) -> None:
    list(desk.ingest([documents], "Atelier"))
    passages = desk.counts().passages
    assert list(desk.repair())[-1] == Repaired(passages)
    assert desk.search(QUESTION).relevant


def test_a_second_reading_waits_its_turn(tmp_path: Path, documents: Path) -> None:
    with LocalDesk(open_engine(tmp_path / "home")) as desk:
        first = desk.ingest([documents / "bail.txt"], "Baux")
        next(first)
        seen: list[object] = []
        second = threading.Thread(
            target=lambda: seen.extend(desk.ingest([documents / "tarifs été.txt"], "Prix")), daemon=True
        )
        second.start()
        assert desk.collections() == ()
        assert seen == []
        list(first)
        second.join(SOON)
        assert desk.collections() == ("Baux", "Prix")


def test_whoever_waits_can_be_stopped(tmp_path: Path, documents: Path) -> None:
    with LocalDesk(open_engine(tmp_path / "home")) as desk:
        first = desk.ingest([documents / "bail.txt"], "Baux")
        next(first)
        stop = threading.Event()
        stop.set()
        assert list(desk.ingest([documents / "tarifs été.txt"], "Prix", cancel=stop)) == []
        first.close()  # type: ignore[attr-defined]  # a generator
        list(desk.ingest([documents / "tarifs été.txt"], "Prix"))
        assert desk.collections() == ("Prix",)


def test_the_owner_is_asked_and_not_the_library(tmp_path: Path, documents: Path) -> None:
    home = Home(tmp_path / "home")
    with LocalDesk(open_engine(home.folder)) as owner:
        with pytest.raises(LibraryBusy):
            open_desk(home, Settings())
        with served(owner, home):
            desk = open_desk(home, Settings())
            assert isinstance(desk, RemoteDesk)
            summary = list(desk.ingest([documents], "Atelier"))[-1]
            desk.close()
            assert isinstance(summary, Summary)
            assert owner.collections() == ("Atelier",)
            assert [one.change for one in summary.failures] == [Change.FAILED]
    desk = open_desk(home, Settings())
    assert isinstance(desk, LocalDesk)
    desk.close()


def test_closing_lets_the_next_process_in(tmp_path: Path) -> None:
    desk = LocalDesk(open_engine(tmp_path / "home"))
    held = desk.ingest([write_documents(tmp_path / "documents")], "Atelier")
    next(held)
    closing = threading.Thread(target=desk.close)
    closing.start()
    held.close()  # type: ignore[attr-defined]  # whoever reads ends; the closing was waiting for it
    closing.join(SOON)
    until(lambda: not closing.is_alive())
    with LocalDesk(open_engine(tmp_path / "home")) as again:
        assert again.counts().documents == 0
