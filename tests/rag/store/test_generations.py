"""A new index is filled beside the old one and put in force at once; whatever a crash leaves is swept away."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.errors import DiskFull
from rag.records import PassageId
from rag.store import room
from rag.store.access import whole_library
from rag.store.comparison import compare
from rag.store.generations import Generations
from rag.store.library import FACT, Library
from rag.store.seal import check_seal
from rag.store.vectors import BATCH
from tests.rag.store.test_library import arrival, store


@pytest.fixture
def generations(library: Library, tmp_path: Path) -> Generations:
    return Generations(library, tmp_path / "library.sqlite", tmp_path / "chroma")


def test_a_closed_index_is_sealed_and_opened_again_as_it_is(
    library: Library, generations: Generations, tmp_path: Path
) -> None:
    store(library, arrival("a", "un", "deux"), "/root/a.txt")
    index = generations.open()
    first = index.folder
    assert check_seal(first) is None
    generations.close(index)
    assert check_seal(first) is not None
    again = generations.open()
    assert again.folder == first
    assert again.count(whole_library(library)) == 2
    generations.close(again)


def test_the_old_index_stays_in_force_until_the_switch(library: Library, generations: Generations) -> None:
    store(library, arrival("a", *(f"texte {number}" for number in range(BATCH + 1))), "/root/a.txt")
    old = generations.open()
    fresh = generations.begin()
    assert list(generations.fill(fresh)) == [BATCH, BATCH + 1]
    assert old.count(whole_library(library)) == BATCH + 1
    assert library.fact(FACT.GENERATION) in {"", "1"}
    before = library.fact(FACT.GENERATION)
    index = generations.switch(fresh, lambda changes: changes.set_fact("beside", "yes"))
    assert (library.fact("beside"), library.fact(FACT.GENERATION)) == ("yes", str(int(before or 0) + 1))
    assert not compare(library, index)
    old.close()
    index.close()


def test_what_changes_while_an_index_is_filled_is_told_after_the_switch(
    library: Library, generations: Generations
) -> None:
    store(library, arrival("a", "un", "deux"), "/root/a.txt")
    old = generations.open()
    fresh = generations.begin()
    assert list(generations.fill(fresh)) == [2]
    store(library, arrival("b", "trois"), "/root/b.txt")
    with library.changing() as changes:
        changes.forget_path("/root/a.txt")
    index = generations.switch(fresh)
    assert not compare(library, index)
    assert index.held() != {}
    assert [one for ids in index.held().values() for one in ids] == [PassageId("b-0")]
    old.close()
    index.close()


def test_what_a_crash_left_is_swept_away(library: Library, generations: Generations, tmp_path: Path) -> None:
    store(library, arrival("a", "un"), "/root/a.txt")
    generations.close(generations.open())
    in_force = library.fact(FACT.GENERATION) or "0"
    (tmp_path / "chroma" / "9").mkdir()
    (tmp_path / "chroma" / "9" / "chroma.sqlite3").write_bytes(b"half")
    (tmp_path / "chroma" / "chroma.sqlite3").write_bytes(b"older")
    generations.close(generations.open())
    assert sorted(item.name for item in (tmp_path / "chroma").iterdir()) == [in_force, f"{in_force}.seal"]


def test_without_room_nothing_is_begun(
    library: Library, generations: Generations, monkeypatch: pytest.MonkeyPatch
) -> None:
    store(library, arrival("a", "un"), "/root/a.txt")
    monkeypatch.setattr(room, "SMALLEST_FREE_MB", 10**9)
    with pytest.raises(DiskFull):
        generations.open()
    monkeypatch.undo()
    index = generations.open()
    assert index.count(whole_library(library)) == 1
    index.close()
