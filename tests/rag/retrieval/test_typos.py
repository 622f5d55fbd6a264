"""Typing errors, over a real library."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from rag.records import Collection, Document, DocumentId, Kind, Located, Passage, PassageId
from rag.retrieval.typos import corrected
from rag.store.arrival import Arrival
from rag.store.library import Library
from rag.store.terms import query_terms

OFFICE = Collection("office")
TEXT = "La maintenance de la dégauchisseuse est prévue en Chine. Le Chaland Bleu paie la facture."


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library.open(tmp_path / "library.sqlite")
    document = Document(DocumentId("d"), OFFICE, "d", (), "Atelier", Kind.TEXT, 0, "fr", 1, 1, "2026-01-01")
    passage = Passage(PassageId("p"), document.id, 0, TEXT)
    with opened.changing() as changes:
        changes.add(
            Arrival(document, (passage,), ("p",), np.ones((1, 2), dtype=np.float32)),
            Located("/r/d.txt", OFFICE, 1, 1, "d", document.id, root="/r"),
        )
    yield opened
    opened.close()


def meant(library: Library, question: str) -> dict[str, list[str]]:
    return {term.text: [word for word, _ in term.others] for term in corrected(library, query_terms(question))}


@pytest.mark.parametrize(
    ("typed", "stem"),
    [
        ("dégauchiseuse", "degauchiss"),  # a letter missing
        ("degauchhisseuse", "degauchiss"),  # one too much
        ("maintenacne", "mainten"),  # two exchanged
        ("chalnad", "chaland"),
        ("dégau", "degauchiss"),  # cut short
    ],
)
def test_a_slip_of_the_fingers_is_forgiven(library: Library, typed: str, stem: str) -> None:
    (found,) = meant(library, typed).values()
    assert any(word.startswith(stem[:6]) for word in found)


@pytest.mark.parametrize(
    "known",
    ["facture", "chien", "xyz", "F-2026-0142", "zygomatique"],
)
def test_what_is_known_short_or_like_nothing_stays(library: Library, known: str) -> None:
    assert not any(meant(library, known).values())
