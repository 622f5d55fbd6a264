"""What there is to choose from, counted as a choice would give it."""

from __future__ import annotations

import pytest

from rag.errors import LibraryEmpty
from rag.narrowing import EVERYTHING, Narrowing
from rag.records import Genre
from rag.store.contents import contents, documents_like
from rag.store.library import Library
from tests.rag.store.shelf import OFFICE, PAPERS, SITE, fill


@pytest.fixture
def shelf(library: Library) -> Library:
    fill(library)
    return library


def test_the_whole_library(shelf: Library) -> None:
    found = contents(shelf)
    assert found.documents == len(PAPERS)
    assert found.collections == ((OFFICE, 3), (SITE, 3))
    assert found.kinds[0] == (Genre.CONTRACT, 2)
    assert dict(found.kinds) == {genre: 2 if genre == Genre.CONTRACT else 1 for _, genre, _ in PAPERS.values()}
    assert (found.first, found.last, found.undated) == ("2024-04-01", "2026-03-31T10:00:00", 1)


def test_a_field_is_counted_as_if_it_were_not_chosen(shelf: Library) -> None:
    found = contents(shelf, Narrowing(collections=(SITE,), kinds=("minutes",)))
    assert found.documents == 1
    assert found.collections == ((SITE, 1),)
    assert dict(found.kinds) == {Genre.MINUTES: 1, Genre.OTHER: 1, Genre.QUOTE: 1}
    assert contents(shelf, Narrowing(since="2026-01-20")).first == "2024-04-01"


def test_nothing_meets_it(shelf: Library) -> None:
    found = contents(shelf, Narrowing(collections=(SITE,), kinds=("contract",)))
    assert (found.documents, found.first, found.last, found.undated) == (0, "", "", 0)


def test_an_empty_library(library: Library) -> None:
    with pytest.raises(LibraryEmpty):
        contents(library)


def test_documents_by_their_words(shelf: Library) -> None:
    assert [one.name for one in documents_like(shelf, "", EVERYTHING, 3)] == [
        "Bail Trélazé.pdf", "Compte rendu mars.docx", "Contrat Dupont.pdf",
    ]  # fmt: skip
    (lease,) = documents_like(shelf, "TRELAZE bail", EVERYTHING, 10)
    assert (lease.path, lease.kind, lease.date) == (f"/r/{OFFICE}/Bail Trélazé.pdf", Genre.CONTRACT, "2024-04-01")
    assert [one.name for one in documents_like(shelf, "titre 5", EVERYTHING, 10)] == ["Devis.txt"]
    assert documents_like(shelf, "bail", Narrowing(collections=(SITE,)), 10) == ()


def test_a_chosen_document_hides_no_other(shelf: Library) -> None:
    found = documents_like(shelf, "", Narrowing(documents=("Note.txt",)), 10)
    assert len(found) == len(PAPERS)
