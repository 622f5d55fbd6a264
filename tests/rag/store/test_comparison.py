"""What the index lacks, holds too much, or holds wrongly."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.records import PassageId
from rag.store.comparison import Difference, compare, finds_itself
from rag.store.library import Library
from rag.store.vectors import Stored, VectorIndex, chroma_name
from tests.rag.store.test_library import arrival, store, vector_for


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library.open(tmp_path / "library.sqlite")
    store(opened, arrival("a", "un", "deux", "trois"), "/root/a.txt")
    yield opened
    opened.close()


@pytest.fixture
def index(tmp_path: Path, library: Library) -> Iterator[VectorIndex]:
    opened = VectorIndex(tmp_path / "chroma")
    opened.catch_up(library)
    yield opened
    opened.close()


def stored(passage: str, text: str) -> Stored:
    return Stored(passage, "a", "documents", vector_for(text).astype("<f2").tobytes())


def test_in_step_is_no_difference(library: Library, index: VectorIndex) -> None:
    assert not compare(library, index)
    assert finds_itself(library, index)


def test_what_waits_to_be_told_is_no_difference(library: Library, index: VectorIndex) -> None:
    store(library, arrival("b", "quatre"), "/root/b.txt")
    with library.changing() as changes:
        changes.forget_path("/root/a.txt")
    assert not compare(library, index)


def test_every_sort_of_difference_is_named(library: Library, index: VectorIndex) -> None:
    index.remove(chroma_name("documents"), ["a-0"])
    index.fill([stored("a-1", "autre chose"), stored("stray", "perdu")])
    found = compare(library, index)
    assert found == Difference((PassageId("a-0"), PassageId("a-1")), {chroma_name("documents"): ("stray",)})
    assert found.orphans == 1
    assert not finds_itself(library, index)


def test_a_collection_that_left_the_library_is_orphaned(library: Library, index: VectorIndex) -> None:
    index.fill([Stored("x", "x", "ancienne", vector_for("x").astype("<f2").tobytes())])
    assert compare(library, index).orphaned == {chroma_name("ancienne"): ("x",)}
