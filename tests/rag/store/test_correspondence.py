"""E-mails that answer each other are listed together, and leave with their documents."""

from __future__ import annotations

import numpy as np

from rag.records import Collection, Document, DocumentId, Kind, Letter, Located
from rag.store.access import Scope
from rag.store.arrival import Arrival
from rag.store.correspondence import correspondence
from rag.store.library import Library

HOME = Collection("documents")


def store(library: Library, name: str, *letters: Letter, collection: Collection = HOME) -> DocumentId:
    document = Document(DocumentId(name), collection, name, (), name, Kind.MAIL, 0, "fr", 1, 0, "2026-01-01")
    with library.changing() as changes:
        place = Located(f"/{name}", collection, 1, 1, name, document.id)
        changes.add(Arrival(document, (), (), np.empty((0, 0), dtype=np.float32), letters), place)
    return document.id


def ids(library: Library, document: DocumentId, *collections: Collection) -> list[str]:
    return [one.letter.message_id for one in correspondence(library, document, Scope(collections or (HOME,)))]


def test_answers_are_found_through_a_message_that_was_lost(library: Library) -> None:
    first = store(library, "a", Letter("<1>", date="2026-03-01"))
    last = store(library, "c", Letter("<3>", ("<1>", "<2>"), date="2026-03-03"))
    other = store(library, "d", Letter("<4>", ("<2>",), date="2026-03-02"))
    store(library, "e", Letter("<5>", date="2026-03-04"), Letter("", date="2026-03-05"))
    for one in (first, last, other):
        assert ids(library, one) == ["<1>", "<4>", "<3>"]


def test_what_a_letter_says_comes_back(library: Library) -> None:
    letter = Letter("<1>", ("<0>",), "message 1", "Jeanne", "2026-03-01", "Portail")
    name = store(library, "a", letter)
    assert [one.letter for one in correspondence(library, name, Scope((HOME,)))] == [letter]


def test_letters_without_an_id_stay_alone_and_other_collections_out(library: Library) -> None:
    alone = store(library, "a", Letter(""))
    store(library, "b", Letter(""))
    private = Collection("paie")
    answered = store(library, "c", Letter("<1>"))
    store(library, "d", Letter("<2>", ("<1>",)), collection=private)
    assert ids(library, alone) == [""]
    assert ids(library, answered) == ["<1>"]
    assert ids(library, answered, HOME, private) == ["<1>", "<2>"]


def test_a_forgotten_document_takes_its_letters_along(library: Library) -> None:
    name = store(library, "a", Letter("<1>"))
    with library.changing() as changes:
        changes.forget_document(name)
    assert library.read("SELECT * FROM letters") == []
