"""A scope is never empty, only names that exist get into one, and it holds the documents that meet all of it."""

from __future__ import annotations

import pytest

from rag.errors import CollectionUnknown, DateUnreadable, KindUnknown, LibraryEmpty, NoDocumentNamed
from rag.narrowing import EVERYTHING, Narrowing
from rag.store.access import Scope, documents_by_collection, holds_anything, limited_to, whole_library
from rag.store.library import Library
from tests.rag.store.shelf import OFFICE, PAPERS, SITE, fill


@pytest.fixture
def shelf(library: Library) -> Library:
    fill(library)
    return library


def held(library: Library, narrowing: Narrowing) -> set[str]:
    """The file names that a narrowing leaves."""
    return {document.name for document in library.documents(limited_to(library, narrowing))}


def test_the_whole_library_is_every_collection(shelf: Library) -> None:
    assert whole_library(shelf).collections == (OFFICE, SITE)
    assert limited_to(shelf, EVERYTHING) == whole_library(shelf)
    assert not whole_library(shelf).is_narrowed


def test_an_empty_library_has_no_scope(library: Library) -> None:
    with pytest.raises(LibraryEmpty):
        whole_library(library)
    with pytest.raises(LibraryEmpty):
        limited_to(library, Narrowing(collections=("a",)))


def test_an_empty_scope_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="at least one"):
        Scope(())


@pytest.mark.parametrize(
    ("narrowing", "expected"),
    [
        (EVERYTHING, set(PAPERS)),
        (Narrowing(collections=(SITE, SITE)), {"Compte rendu mars.docx", "Note.txt", "Devis.txt"}),
        (Narrowing(kinds=("contrats",)), {"Bail Trélazé.pdf", "Contrat Dupont.pdf"}),
        (Narrowing(kinds=("quote", "other")), {"Devis.txt", "Note.txt"}),
        (Narrowing(documents=("bail trelaze",)), {"Bail Trélazé.pdf"}),
        (Narrowing(documents=("Titre 4", "F-0142.PDF")), {"Note.txt", "F-0142.pdf"}),
        (Narrowing(documents=(f"/r/{SITE}/Devis.txt", "d0")), {"Devis.txt", "Bail Trélazé.pdf"}),
        (Narrowing(since="2026"), {"Contrat Dupont.pdf", "F-0142.pdf", "Compte rendu mars.docx"}),
        (Narrowing(since="2026-03-15"), {"F-0142.pdf", "Compte rendu mars.docx"}),  # some day of that month
        (Narrowing(since="2026-04"), set()),
        (Narrowing(until="2025"), {"Bail Trélazé.pdf", "Devis.txt"}),
        (Narrowing(since="1/6/2025", until="31/03/2026"), set(PAPERS) - {"Bail Trélazé.pdf", "Note.txt"}),
        (Narrowing(until="2026-03-30"), set(PAPERS) - {"F-0142.pdf", "Note.txt"}),
        (Narrowing((OFFICE,), kinds=("contract",), since="2026"), {"Contrat Dupont.pdf"}),
        (Narrowing((SITE,), kinds=("contract",)), set()),
    ],
)
def test_a_narrowing_leaves_what_meets_all_of_it(shelf: Library, narrowing: Narrowing, expected: set[str]) -> None:
    assert held(shelf, narrowing) == expected
    assert holds_anything(shelf, limited_to(shelf, narrowing)) == bool(expected)


def test_an_unknown_name_is_refused_and_the_known_ones_are_listed(shelf: Library) -> None:
    with pytest.raises(CollectionUnknown) as collection:
        limited_to(shelf, Narrowing(collections=("bureaux",)))
    assert "Bureau, Chantier" in collection.value.next_step("fr")
    with pytest.raises(KindUnknown) as kind:
        limited_to(shelf, Narrowing(kinds=("lettre",)))
    assert "contrat (contract)" in kind.value.next_step("en")
    assert "courrier" not in kind.value.next_step("fr")
    with pytest.raises(NoDocumentNamed) as document:
        limited_to(shelf, Narrowing(documents=("Bail Trelase",)))
    assert document.value.next_step("fr").split(": ")[1].startswith("Bail Trélazé.pdf")
    with pytest.raises(NoDocumentNamed):
        limited_to(shelf, Narrowing(documents=(" ",)))
    with pytest.raises(DateUnreadable):
        limited_to(shelf, Narrowing(since="bientôt"))


def test_documents_are_told_by_collection(shelf: Library) -> None:
    found = documents_by_collection(shelf, limited_to(shelf, Narrowing(kinds=("contract", "quote"))))
    assert {name: sorted(documents) for name, documents in found.items()} == {OFFICE: ["d0", "d1"], SITE: ["d5"]}
