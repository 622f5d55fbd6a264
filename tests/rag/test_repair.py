"""Repair: library and index in step, another search model without a gap, and a crash on the way that costs nothing."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from ingest.pipeline import ingest
from rag import repair as repairing
from rag.engine import Engine
from rag.errors import EmbedderChanged, LibraryDamaged
from rag.models.batches import Matrix
from rag.models.fakes import HashEmbedder
from rag.options import Settings
from rag.repair import Repaired, RepairProgress, Stage
from rag.settings import Home
from rag.store.comparison import compare
from rag.store.vectors import Stored, chroma_name

QUESTION = "Quel est le préavis du bail du hangar ?"
FILES = 5


class Counting(HashEmbedder):
    """Counts the passages it reads."""

    read = 0

    def embed_passages(self, texts: Sequence[str]) -> Matrix:
        self.read += len(texts)
        return super().embed_passages(texts)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "bail.txt").write_text("Le préavis du bail du hangar est de six mois.", encoding="utf-8")
    for number in range(1, FILES):
        (documents / f"note {number}.txt").write_text(f"La note numéro {number} parle du chêne.", encoding="utf-8")
    (tmp_path / "home").mkdir()
    made = Home(tmp_path / "home")
    with Engine.open(made, Settings(), embedder=HashEmbedder()) as engine:
        list(ingest(engine, [documents]))
    return made


@pytest.fixture
def engine(home: Home) -> Iterator[Engine]:
    with Engine.open(home, Settings(), embedder=HashEmbedder()) as opened:
        yield opened


@pytest.fixture
def other(home: Home, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """The same library, its settings naming another search model; every passage is a batch of its own."""
    monkeypatch.setattr(repairing, "REPAIR_BATCH", 1)
    with Engine.open(home, Settings(), embedder=Counting(dimensions=32)) as opened:
        yield opened


def best(engine: Engine) -> tuple[str, float, str]:
    found = engine.search(QUESTION, engine.scope())
    return found.hits[0].document.name, found.hits[0].likeness, found.words_only


def test_what_is_in_order_is_left_alone(engine: Engine) -> None:
    folder = engine.vectors.folder
    assert list(engine.repair())[-1] == Repaired(FILES)
    assert engine.vectors.folder == folder


def test_vectors_lost_and_strayed_are_put_right(engine: Engine) -> None:
    ids = [row["id"] for row in engine.library.read("SELECT id FROM passages ORDER BY id")]
    name = chroma_name("documents")
    engine.vectors.remove(name, ids[:2])
    engine.vectors.fill([Stored("stray", "gone", "documents", b"\x00\x3c" * 64)])
    assert list(engine.repair())[-1] == Repaired(FILES, missing=2, orphaned=1)
    assert not compare(engine.library, engine.vectors)
    assert list(engine.repair())[-1] == Repaired(FILES)


def test_vectors_and_words_that_the_library_lost_are_made_again(engine: Engine, home: Home) -> None:
    with closing(sqlite3.connect(home.library_file)) as raw:
        raw.execute("DELETE FROM vectors WHERE passage IN (SELECT passage FROM vectors LIMIT 2)")
        raw.execute("DELETE FROM passage_terms WHERE rowid = 1")
        raw.commit()
    assert list(engine.repair())[-1] == Repaired(FILES, embedded=2, words=FILES)
    assert list(engine.repair())[-1] == Repaired(FILES)


def test_a_damaged_library_is_said_and_not_touched(engine: Engine, home: Home) -> None:
    engine.close()
    content = bytearray(home.library_file.read_bytes())
    content[-3 * 4096 : -4096] = b"\x55" * (2 * 4096)
    home.library_file.write_bytes(bytes(content))
    with (
        pytest.raises(LibraryDamaged),
        Engine.open(home, Settings(), embedder=HashEmbedder()) as spoiled,
    ):
        list(spoiled.repair())


def test_questions_go_on_with_the_former_model_until_the_switch(other: Engine) -> None:
    with pytest.raises(EmbedderChanged):
        _ = other.embedder
    before = best(other)
    assert before[0] == "bail.txt"
    assert before[2] == ""
    seen = []
    for event in other.repair():
        if isinstance(event, RepairProgress):
            seen.append((event.stage, event.done))
            assert best(other) == before
    assert seen == [*((Stage.READING, done) for done in range(1, FILES + 1)), (Stage.INDEXING, FILES)]
    after = best(other)
    assert (after[0], after[2]) == ("bail.txt", "")
    assert other.embedder.fingerprint == "hash/32/1"
    assert not compare(other.library, other.vectors)
    assert other.library.prepared() == []


def test_a_repair_that_was_stopped_goes_on_where_it_was(other: Engine, home: Home) -> None:
    steps = other.repair()
    assert [next(steps).done for _ in range(3)] == [1, 2, 3]
    steps.close()
    other.close()
    again = Counting(dimensions=32)
    with Engine.open(home, Settings(), embedder=again) as resumed:
        assert best(resumed)[0] == "bail.txt"
        read = again.read
        assert list(resumed.repair())[-1] == Repaired(FILES, embedded=FILES - 3)
        assert again.read - read == FILES - 3
        assert not compare(resumed.library, resumed.vectors)


def test_back_to_the_former_model_nothing_is_made_again(other: Engine, home: Home) -> None:
    steps = other.repair()
    next(steps)
    steps.close()
    other.close()
    with Engine.open(home, Settings(), embedder=HashEmbedder()) as back:
        assert best(back)[2] == ""
        assert list(back.repair())[-1] == Repaired(FILES)
        assert not compare(back.library, back.vectors)


def test_an_index_that_fails_while_it_is_open_is_made_again(engine: Engine, home: Home) -> None:
    assert best(engine)[2] == ""
    spoil(home)
    assert list(engine.repair())[-1] == Repaired(FILES, rebuilt=True)
    assert best(engine)[2] == ""


def test_a_question_to_an_index_that_fails_is_answered_by_words(engine: Engine, home: Home) -> None:
    assert best(engine)[2] == ""
    spoil(home)
    assert best(engine) == ("bail.txt", 0.0, "vectors_unusable")
    assert best(engine)[2] == ""  # made again in the meantime


def test_without_the_former_model_words_are_searched(home: Home) -> None:
    with closing(sqlite3.connect(home.library_file)) as raw:
        raw.execute("UPDATE facts SET value = 'nowhere' WHERE key = 'embedder_model'")
        raw.commit()
    with Engine.open(home, Settings(), embedder=HashEmbedder(dimensions=32)) as other:
        assert best(other) == ("bail.txt", 0.0, "embedder_changed")
        list(other.repair())
        assert best(other)[2] == ""


def spoil(home: Home) -> None:
    """Take the tables away from under the open index."""
    for file in home.vectors_folder.rglob("chroma.sqlite3"):
        with closing(sqlite3.connect(file)) as raw:
            for table in ("collections", "embeddings", "segments"):
                raw.execute(f"DROP TABLE {table}")
            raw.commit()


def test_an_absent_folder_of_vectors_is_no_loss(engine: Engine, home: Home) -> None:
    engine.close()
    shutil.rmtree(home.vectors_folder)
    with Engine.open(home, Settings(), embedder=HashEmbedder()) as again:
        assert list(again.repair())[-1] == Repaired(FILES)
