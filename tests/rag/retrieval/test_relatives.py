"""All versions of one document of a library, whatever was asked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from rag.records import Collection, Document, DocumentId, Genre, Located, Passage, PassageId
from rag.retrieval.relatives import versions_of
from rag.store.arrival import Arrival
from rag.store.library import Library
from tests.rag.retrieval.parts import document

NAMES = [
    "/rh/Règlement v1.docx",
    "/rh/Règlement v3.docx",
    "/rh/Règlement v2.docx",
    "/rh/Règlement de sécurité.docx",
    "/rh/Bail.docx",
]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    opened = Library.open(tmp_path / "library.sqlite")
    with opened.changing() as changes:
        for number, path in enumerate(NAMES):
            one = replace(made(path), id=DocumentId(str(number)), paths=())
            passage = Passage(PassageId(f"p{number}"), one.id, 0, "Texte.")
            vector = np.ones((1, 4), dtype=np.float32)
            place = Located(path, one.collection, 1, number, one.sha256, one.id, root="/rh")
            changes.add(Arrival(one, (passage,), (f"from {number}",), vector), place)
    return opened


def made(path: str) -> Document:
    return replace(document(path, genre=Genre.POLICY), collection=Collection("RH"), sha256=path, title="")


def names(library: Library, number: int) -> list[str]:
    return [one.name for one in versions_of(library, library.document(DocumentId(str(number))))]


def test_the_newest_comes_first_whichever_is_asked(library: Library) -> None:
    expected = ["Règlement v3.docx", "Règlement v2.docx", "Règlement v1.docx"]
    assert [names(library, number) for number in range(3)] == [expected] * 3


def test_a_document_of_one_version_is_alone(library: Library) -> None:
    assert names(library, 3) == ["Règlement de sécurité.docx"]
    assert names(library, 4) == ["Bail.docx"]
