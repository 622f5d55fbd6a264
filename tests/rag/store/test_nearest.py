"""Vectors of some documents only, in a real index."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from rag.narrowing import EVERYTHING, Narrowing
from rag.store import nearest
from rag.store.access import documents_by_collection, limited_to
from rag.store.library import Library
from rag.store.vectors import VectorIndex
from tests.rag.store.shelf import PAPERS, SITE, fill

ASKED = np.array([1.0, 0.0], dtype=np.float32)  # nearest to the first paper, then the second, and so on


@pytest.fixture
def index(library: Library, tmp_path: Path) -> Iterator[VectorIndex]:
    fill(library)
    opened = VectorIndex(tmp_path / "chroma")
    opened.catch_up(library)
    yield opened
    opened.close()


def found(library: Library, index: VectorIndex, narrowing: Narrowing, limit: int = 10) -> list[str]:
    scope = limited_to(library, narrowing)
    among = documents_by_collection(library, scope) if scope.is_narrowed else None
    return [hit.passage for hit in index.search(ASKED, scope, limit, among)]


def test_only_passages_of_the_documents_are_found(library: Library, index: VectorIndex) -> None:
    assert found(library, index, EVERYTHING) == [f"p{place}" for place in range(len(PAPERS))]
    assert found(library, index, Narrowing(kinds=("contract", "quote"))) == ["p0", "p1", "p5"]
    assert found(library, index, Narrowing(since="2026"), limit=2) == ["p1", "p2"]
    assert found(library, index, Narrowing(collections=(SITE,), kinds=("contract",))) == []


def test_many_documents_are_asked_in_parts(
    library: Library, index: VectorIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nearest, "MOST_NAMED", 1)
    assert found(library, index, Narrowing(since="2025"), limit=3) == ["p1", "p2", "p3"]


def test_a_narrowed_scope_is_never_searched_whole(library: Library, index: VectorIndex) -> None:
    with pytest.raises(ValueError, match="among its documents"):
        index.search(ASKED, limited_to(library, Narrowing(kinds=("quote",))), 10)
