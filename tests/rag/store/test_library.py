"""The commit protocol: what is stored, what goes with it, and what Chroma is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from rag.errors import DocumentUnknown
from rag.records import Collection, Document, DocumentId, Kind, Located, Mark, Passage, PassageId
from rag.store.access import Scope, whole_library
from rag.store.arrival import Arrival
from rag.store.library import Library
from rag.store.reindex import reindex_words
from rag.store.vectors import VectorIndex

HOME = Collection("documents")


def arrival(name: str, *texts: str, collection: Collection = HOME) -> Arrival:
    document = Document(
        DocumentId(name),
        collection,
        f"sha-{name}",
        (),
        f"Titre {name}",
        Kind.TEXT,
        0,
        "fr",
        10,
        len(texts),
        "2026-01-01",
    )
    passages = tuple(
        Passage(PassageId(f"{name}-{place}"), document.id, place, text, marks=(Mark(0, 3, 1, 0, 0, 1, 1),))
        for place, text in enumerate(texts)
    )
    vectors = np.stack([vector_for(text) for text in texts])
    return Arrival(document, passages, tuple(f"from {text}" for text in texts), vectors)


def vector_for(text: str) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    vector = np.random.default_rng(abs(hash(text)) % 2**32).normal(size=16).astype(np.float32)
    return vector / np.linalg.norm(vector)


def at(path: str, document: str, collection: Collection = HOME) -> Located:
    return Located(path, collection, 10, 1, f"sha-{document}", DocumentId(document), root="/root")


@pytest.fixture
def index(tmp_path: Path) -> Iterator[VectorIndex]:
    opened = VectorIndex(tmp_path / "chroma")
    yield opened
    opened.close()


def words_of(library: Library) -> list[str]:
    return [row["body"] for row in library.read("SELECT body FROM passage_terms ORDER BY rowid")]


def store(library: Library, one: Arrival, path: str) -> None:
    with library.changing() as changes:
        changes.add(one, at(path, one.document.id, one.document.collection))


def test_a_document_comes_back_as_it_was_stored(library: Library) -> None:
    one = arrival("a", "le bail du hangar", "le loyer")
    store(library, one, "/root/bail.txt")
    assert library.document(one.document.id) == replace(one.document, paths=("/root/bail.txt",))
    assert library.passages_of(one.document.id) == list(one.passages)
    assert library.counts().passages == 2
    assert library.collections() == (HOME,)


def test_an_unknown_document_is_said(library: Library) -> None:
    with pytest.raises(DocumentUnknown):
        library.document(DocumentId("absent"))


def test_a_replaced_file_shows_the_new_document_and_nothing_of_the_old(library: Library, index: VectorIndex) -> None:
    store(library, arrival("old", "ancien tarif"), "/root/t.txt")
    index.catch_up(library)
    store(library, arrival("new", "nouveau tarif"), "/root/t.txt")
    index.catch_up(library)
    assert [document.id for document in library.documents(whole_library(library))] == ["new"]
    assert library.counts().passages == 1
    assert len(words_of(library)) == 1
    assert index.count(whole_library(library)) == 1
    assert [hit.passage for hit in index.search(vector_for("ancien tarif"), whole_library(library), 5)] == ["new-0"]


def test_a_transaction_that_fails_shows_the_old_document(library: Library) -> None:
    store(library, arrival("old", "ancien tarif"), "/root/t.txt")
    with pytest.raises(RuntimeError), library.changing() as changes:
        changes.add(arrival("new", "nouveau tarif"), at("/root/t.txt", "new"))
        raise RuntimeError
    assert [document.id for document in library.documents(whole_library(library))] == ["old"]
    assert [row["passage"] for row in library.read("SELECT passage FROM vector_changes")] == ["old-0"]


def test_what_chroma_was_not_told_before_a_crash_is_told_at_the_next_start(library: Library, tmp_path: Path) -> None:
    store(library, arrival("a", "un", "deux"), "/root/a.txt")
    first = VectorIndex(tmp_path / "chroma")
    assert first.count(whole_library(library)) == 0  # the crash: committed, not told
    first.close()
    second = VectorIndex(tmp_path / "chroma")
    assert second.catch_up(library) == 2
    assert second.count(whole_library(library)) == 2
    assert second.catch_up(library) == 0
    second.close()


def test_telling_twice_does_no_harm(library: Library, index: VectorIndex) -> None:
    store(library, arrival("a", "un", "deux"), "/root/a.txt")
    index.catch_up(library)
    with library.changing() as changes:
        changes.tell_again([PassageId("a-0"), PassageId("a-1")])
    index.catch_up(library)
    assert index.count(whole_library(library)) == 2


def test_the_same_content_at_two_paths_is_one_document_with_both(library: Library) -> None:
    one = arrival("a", "un")
    store(library, one, "/root/a.txt")
    store(library, one, "/root/copie.txt")
    assert library.document(one.document.id).paths == ("/root/a.txt", "/root/copie.txt")
    with library.changing() as changes:
        changes.forget_path("/root/a.txt")
    assert library.document(one.document.id).paths == ("/root/copie.txt",)
    with library.changing() as changes:
        changes.forget_path("/root/copie.txt")
    assert library.counts().documents == 0
    assert words_of(library) == []


def test_a_document_is_as_new_as_its_newest_file(library: Library) -> None:
    with library.changing() as changes:
        changes.add(arrival("a", "un"), at("/root/a", "a"))
        changes.add(arrival("b", "deux"), at("/root/b", "b"))
        changes.place(replace(at("/root/copie", "a"), mtime_ns=7))
    assert library.modified([DocumentId("a"), DocumentId("b"), DocumentId("c")]) == {"a": 7, "b": 1}
    assert library.modified([]) == {}


def test_a_moved_file_keeps_its_passages_and_is_found_by_its_new_name(library: Library) -> None:
    store(library, arrival("a", "un"), "/root/brouillon.txt")
    with library.changing() as changes:
        changes.move({"/root/brouillon.txt": at("/root/Chantier Écouflant/devis.txt", "a")})
    assert list(library.located()) == ["/root/Chantier Écouflant/devis.txt"]
    name = library.read("SELECT name FROM passage_terms")[0]["name"]
    assert "ecoufl" in name
    assert "brouillon" not in name


def test_a_document_is_named_by_every_place_it_has_now(library: Library) -> None:
    store(library, arrival("a", "un"), "/root/original.txt")
    with library.changing() as changes:
        changes.place(at("/root/copie.txt", "a"))
    assert library.read("SELECT name FROM passage_terms")[0]["name"].split() == ["cop", "original"]
    reindex_words(library)
    assert library.read("SELECT name FROM passage_terms")[0]["name"].split() == ["cop", "original"]
    with library.changing() as changes:
        changes.forget_path("/root/original.txt")
    assert library.read("SELECT name FROM passage_terms")[0]["name"] == "cop"


def test_a_failure_is_remembered_and_an_old_document_goes(library: Library) -> None:
    store(library, arrival("a", "un"), "/root/a.pdf")
    with library.changing() as changes:
        changes.place(Located("/root/a.pdf", HOME, 1, 2, "sha-b", None, "encrypted", "detail", "/root"))
    assert library.counts().documents == 0
    assert library.counts().failures == 1
    assert library.located()["/root/a.pdf"].failure == "encrypted"


def test_passages_outside_the_scope_are_absent(library: Library) -> None:
    other = Collection("paie")
    store(library, arrival("a", "un"), "/root/a.txt")
    store(library, arrival("b", "salaire", collection=other), "/root/b.txt")
    ids = [PassageId("a-0"), PassageId("b-0"), PassageId("gone")]
    assert set(library.passages(ids, Scope((HOME,)))) == {"a-0"}
    assert set(library.passages(ids, Scope((HOME, other)))) == {"a-0", "b-0"}


def test_vectors_stay_within_their_collection(library: Library, index: VectorIndex) -> None:
    other = Collection("paie")
    store(library, arrival("a", "un"), "/root/a.txt")
    store(library, arrival("b", "salaire", collection=other), "/root/b.txt")
    index.catch_up(library)
    assert [hit.passage for hit in index.search(vector_for("salaire"), Scope((HOME,)), 5)] == ["a-0"]
    found = index.search(vector_for("salaire"), Scope((HOME, other)), 5)
    assert found[0].passage == "b-0"
    assert found[0].likeness == pytest.approx(1.0, abs=0.001)


def test_a_vector_is_found_by_the_text_it_was_made_from(library: Library) -> None:
    store(library, arrival("a", "un"), "/root/a.txt")
    found = library.vectors_made_from(["from un", "from deux"])
    assert set(found) == {"from un"}
    assert np.allclose(found["from un"], vector_for("un"), atol=0.001)


def test_words_can_be_made_again_from_the_text(library: Library) -> None:
    store(library, arrival("a", "le bail du hangar"), "/root/a.txt")
    before = words_of(library)
    with library.changing() as changes:
        changes.replace_terms([(1, "x", "x", "x", "x")])
    assert reindex_words(library) == 1
    assert words_of(library) == before
