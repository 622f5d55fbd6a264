"""Conversations in a real library: kept, found, renamed, removed, and what forgetting a document takes out of them."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from ingest.pipeline import forget, ingest
from rag.engine import Engine
from rag.errors import ThreadUnknown
from rag.narrowing import EVERYTHING, Narrowing
from rag.records import Collection, Finished, Listed, Listing, Manner, Retrieved, Wish
from rag.store.library import Library
from rag.threads import KeptTurn, Thread, ThreadId, is_gone
from tests.rag.test_threads import cite, hit, turn
from tests.ui.api.parts import QUESTION, open_engine, write_documents

FIRST = Thread(ThreadId("aaa1"), "Préavis du bail", "2026-03-12T10:00:00+00:00", "2026-03-12T10:00:00+00:00")
BUREAU = Narrowing(collections=("Bureau",))
SECOND = Thread(ThreadId("aab2"), "Prix du chêne", "2026-03-13T10:00:00+00:00", "2026-03-13T10:00:00+00:00", BUREAU)


def quoted(name: str, of: str) -> KeptTurn:
    source = hit(of)
    text = f"« {source.passage.text} » [1]"
    answer = Finished(text, Manner.EXTRACTIVE, (cite(1, source),), 0.1)
    return dataclasses.replace(turn(answer, source), id=name, question=f"Œuvre de {of} ?")


def keep(library: Library, thread: Thread, *turns: KeptTurn) -> None:
    for one in turns:
        with library.changing() as changes:
            changes.threads.keep(thread, one)


def test_conversations_are_kept_whole_the_latest_first(library: Library) -> None:
    assert library.threads.find("", 10) == []
    keep(library, FIRST, quoted("1", "bail"), quoted("2", "note"))
    keep(library, SECOND, KeptTurn("3", "Chêne ?", "2026-03-13T10:00:00+00:00", stopped=True))
    assert library.threads.find("", 10) == [
        dataclasses.replace(SECOND, turns=1), dataclasses.replace(FIRST, turns=2)
    ]  # fmt: skip
    assert library.threads.find("", 1) == [dataclasses.replace(SECOND, turns=1)]
    assert library.threads.turns(FIRST.id) == [quoted("1", "bail"), quoted("2", "note")]
    assert library.threads.turns(SECOND.id)[0].stopped


def test_how_a_question_was_understood_is_kept(library: Library) -> None:
    turn = dataclasses.replace(quoted("1", "bail"), understood="Quel est le préavis des cadres ?")
    keep(library, FIRST, turn)
    assert library.threads.turns(FIRST.id) == [turn]


def test_what_is_known_later_takes_the_place_of_what_was_known(library: Library) -> None:
    whole = quoted("1", "bail")
    keep(library, FIRST, dataclasses.replace(whole, finished=None), quoted("2", "note"), whole)
    assert library.threads.turns(FIRST.id) == [whole, quoted("2", "note")]
    later = dataclasses.replace(FIRST, title="autre", changed="2026-03-20T10:00:00+00:00", narrowing=BUREAU)
    keep(library, later, quoted("4", "x"))
    (found,) = library.threads.find("", 10)
    assert (found.title, found.changed, found.narrowing) == (FIRST.title, later.changed, BUREAU)


def test_search_in_titles_questions_and_answers_without_case_and_accents(library: Library) -> None:
    keep(library, FIRST, quoted("1", "bail"))
    keep(library, SECOND, quoted("2", "tarif"))

    def found(words: str) -> list[str]:
        return [one.id for one in library.threads.find(words, 10)]

    assert found("PREAVIS") == ["aab2", "aaa1"]
    assert found("preavis du bail") == ["aaa1"]
    assert found("chêne œuvre six mois") == ["aab2"]
    assert found("oeuvre tari") == ["aab2"]
    assert found("50 % _ '") == []
    with library.changing() as changes:
        assert changes.threads.rename(FIRST.id, "Loyer")
        assert not changes.threads.rename(ThreadId("nobody"), "x")
    assert found("loyer") == ["aaa1"]
    assert found("preavis bail") == ["aaa1"]
    assert library.threads.named("aaa1").title == "Loyer"


def test_a_conversation_is_named_by_how_its_id_begins(library: Library) -> None:
    keep(library, FIRST, quoted("1", "bail"))
    keep(library, SECOND, quoted("2", "tarif"))
    assert library.threads.named("aab").title == "Prix du chêne"
    for name in ("aa", "", "zz", "%"):
        with pytest.raises(ThreadUnknown):
            library.threads.named(name)


def test_removed_without_a_trace(library: Library) -> None:
    keep(library, FIRST, quoted("1", "bail"))
    keep(library, SECOND, quoted("2", "tarif"))
    with library.changing() as changes:
        assert changes.threads.remove([FIRST.id, ThreadId("nobody")]) == 1
    assert [one.id for one in library.threads.find("", 10)] == ["aab2"]
    for table in ("turns", "turn_documents", "thread_words"):
        assert len(library.read(f"SELECT * FROM {table}")) == 1
    library.check()


def test_a_question_leaves_with_all_after_it(library: Library) -> None:
    keep(library, FIRST, quoted("1", "bail"), quoted("2", "note"), quoted("3", "tarif"))
    keep(library, SECOND, quoted("4", "note"))
    with library.changing() as changes:
        assert changes.threads.cut(FIRST.id, "4") == 0, "it is of another conversation"
        assert changes.threads.cut(FIRST.id, "2") == 2
    assert [one.id for one in library.threads.turns(FIRST.id)] == ["1"]
    assert library.threads.find("tarif", 5) == []
    keep(library, FIRST, quoted("5", "plan"))
    assert [one.id for one in library.threads.turns(FIRST.id)] == ["1", "5"]
    assert len(library.read("SELECT * FROM turn_documents")) == 3
    library.check()


def test_who_may_not_see_a_collection_sees_no_conversation_about_it(library: Library) -> None:
    keep(library, FIRST, quoted("1", "bail"))  # quotes Bureau
    keep(library, SECOND, KeptTurn("3", "Chêne ?", "2026-03-13T10:00:00+00:00"))  # was put to Bureau
    other = dataclasses.replace(SECOND, id=ThreadId("c"), narrowing=Narrowing(collections=("Atelier",)))
    keep(library, other, KeptTurn("4", "Chêne ?", "2026-03-13T10:00:00+00:00"))
    unseen = [Collection("Bureau"), Collection("Direction")]
    assert [one.id for one in library.threads.find("", 10, unseen)] == ["c"]
    assert [one.id for one in library.threads.find("chene", 10, unseen)] == ["c"]
    with pytest.raises(ThreadUnknown):
        library.threads.named("aaa1", unseen)


def test_an_answer_that_cannot_be_read_is_one_that_never_came(library: Library) -> None:
    keep(library, FIRST, quoted("1", "bail"))
    with library._database.writing() as connection:
        connection.execute("UPDATE turns SET answer = x'00'")
    (one,) = library.threads.turns(FIRST.id)
    assert (one.question, one.found, one.finished) == ("Œuvre de bail ?", None, None)


def test_a_document_that_is_only_listed_leaves_too(engine: Engine) -> None:
    with engine:
        (lease, prices) = engine.library.documents(engine.scope())
        rows = tuple(Listed(one.id, one.name, one.title, one.genre) for one in (lease, prices))
        answer = Finished("2 documents", Manner.LISTED, (), 0.1, listing=Listing(Wish.LIST, rows, (), 2, 2, 0))
        keep(engine.library, FIRST, KeptTurn("l", "Lesquels ?", "2026-03-12T10:00:00+00:00", None, answer))
        assert engine.library.threads.find("", 5, [lease.collection]) == []
        forget(engine, [lease.id])
        (rest,) = engine.library.threads.turns(FIRST.id)
        assert rest.finished is not None
        assert rest.finished.listing is not None
        assert [row.name for row in rest.finished.listing.rows] == [prices.name]


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    opened = open_engine(tmp_path / "home")
    list(ingest(opened, [write_documents(tmp_path / "files")]))
    return opened


def asked(engine: Engine) -> KeptTurn:
    events = list(engine.ask(QUESTION, engine.scope()))
    found = next(one for one in events if isinstance(one, Retrieved))
    finished = next(one for one in events if isinstance(one, Finished))
    return KeptTurn("q", QUESTION, "2026-03-12T10:00:00+00:00", found, finished)


def test_where_it_was_asked_is_kept_and_forgets_a_document_too(engine: Engine) -> None:
    with engine:
        lease = next(one for one in engine.library.located().values() if one.path.endswith("bail.txt"))
        where = Narrowing(("Atelier",), (lease.path, "/autre.pdf"), ("contract",), "2026-03", "2026")
        keep(engine.library, dataclasses.replace(FIRST, narrowing=where), KeptTurn("q", QUESTION, FIRST.made))
        assert engine.library.threads.named(FIRST.id).narrowing == where
        assert engine.library.threads.find("", 5, [lease.collection]) == [], "the collection of a document counts"
        assert lease.document is not None
        forget(engine, [lease.document])
        assert engine.library.threads.named(FIRST.id).narrowing == dataclasses.replace(where, documents=("/autre.pdf",))


def test_one_that_was_kept_when_only_collections_were_is_read(library: Library) -> None:
    keep(library, FIRST, KeptTurn("q", QUESTION, FIRST.made))
    assert library.threads.named(FIRST.id).narrowing == EVERYTHING
    with library._database.writing() as connection:
        connection.execute('UPDATE threads SET narrowing = \'{"collections": ["Bureau"]}\'')
    assert library.threads.named(FIRST.id).narrowing == BUREAU


def citations(engine: Engine) -> list[bool]:
    (one,) = engine.library.threads.turns(FIRST.id)
    assert one.finished is not None
    return [is_gone(citation.hit) for citation in one.finished.citations]


def test_forgetting_a_document_takes_its_words_out_of_file_and_answer(engine: Engine, tmp_path: Path) -> None:
    with engine:
        keep(engine.library, FIRST, dataclasses.replace(asked(engine), understood="Préavis (bail) de six mois ?"))
        assert citations(engine) == [False]
        assert [one.id for one in engine.library.threads.find("mois", 5)] == [FIRST.id]
        lease = next(one.document for one in engine.library.located().values() if one.path.endswith("bail.txt"))
        assert lease is not None
        forget(engine, [lease])
        assert citations(engine) == [True]
        assert engine.library.threads.find("mois", 5) == []
        assert "six mois" not in repr(engine.library.threads.turns(FIRST.id))
    whole = b"".join(file.read_bytes() for file in (tmp_path / "home").glob("library.sqlite*"))
    assert "Trélazé prend fin".encode() not in whole


def test_a_file_that_is_gone_takes_its_words_along(engine: Engine, tmp_path: Path) -> None:
    with engine:
        keep(engine.library, FIRST, asked(engine))
        (tmp_path / "files" / "bail.txt").unlink()
        list(ingest(engine, [tmp_path / "files"]))
        assert citations(engine) == [True]


def test_an_answer_stays_what_it_was_when_a_file_changes_and_goes_with_its_last_version(
    engine: Engine, tmp_path: Path
) -> None:
    with engine:
        before = asked(engine)
        keep(engine.library, FIRST, before)
        lease = tmp_path / "files" / "bail.txt"
        lease.write_text("Le bail du hangar est résilié.", encoding="utf-8")
        list(ingest(engine, [tmp_path / "files"]))
        assert engine.library.threads.turns(FIRST.id) == [before]
        now = next(one.document for one in engine.library.located().values() if one.path == str(lease))
        assert now is not None
        forget(engine, [now])
        assert citations(engine) == [True]


def test_a_file_that_moved_changes_nothing(engine: Engine, tmp_path: Path) -> None:
    with engine:
        before = asked(engine)
        keep(engine.library, FIRST, before)
        (tmp_path / "files" / "bail.txt").rename(tmp_path / "files" / "bail 2026.txt")
        list(ingest(engine, [tmp_path / "files"]))
        assert engine.library.threads.turns(FIRST.id) == [before]
