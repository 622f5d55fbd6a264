"""The word search, over a real library."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from rag.records import Collection, Document, DocumentId, Kind, Located, Passage, PassageId
from rag.store.access import Scope
from rag.store.arrival import Arrival
from rag.store.lexical import rarity, search_words
from rag.store.library import Library
from rag.store.terms import query_terms

OFFICE, SITE = Collection("office"), Collection("site")
TEXTS = {
    "bail": (OFFICE, "Bail", "Le loyer du hangar est payable le premier jour du mois."),
    "paie": (OFFICE, "Paie", "Les congés payés sont de trente jours ouvrables."),
    "scie": (SITE, "Consigne", "La scie est contrôlée tous les mois, le capot fermé."),
}


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library.open(tmp_path / "library.sqlite")
    for name, (collection, title, text) in TEXTS.items():
        document = Document(DocumentId(name), collection, name, (), title, Kind.TEXT, 0, "fr", 1, 1, "2026-01-01")
        passage = Passage(PassageId(name), document.id, 0, text)
        with opened.changing() as changes:
            changes.add(
                Arrival(document, (passage,), (name,), np.ones((1, 2), dtype=np.float32)),
                Located(f"/r/{name}.txt", collection, 1, 1, name, document.id, root="/r"),
            )
    yield opened
    opened.close()


def found(library: Library, question: str, *collections: Collection) -> list[str]:
    scope = Scope(collections or (OFFICE, SITE))
    return [hit.passage for hit in search_words(library, query_terms(question), scope, 10)]


def test_the_passage_with_the_words_comes_first(library: Library) -> None:
    assert found(library, "Combien de jours de congé ?")[0] == "paie"
    assert found(library, "CONTROLE des scies")[0] == "scie"


def test_title_and_file_name_count(library: Library) -> None:
    assert found(library, "consignes") == ["scie"]
    assert found(library, "paie")[0] == "paie"


def test_a_scope_hides_what_it_does_not_hold(library: Library) -> None:
    assert found(library, "scie", OFFICE) == []
    assert found(library, "mois", SITE) == ["scie"]


def test_words_that_stand_nowhere_find_nothing(library: Library) -> None:
    assert found(library, "parapluie") == []
    assert search_words(library, (), Scope((OFFICE,)), 5) == []


@pytest.mark.parametrize("hostile", ['" OR 1', "a* NEAR(b)", "body:x -y", "l'été\"", "AND OR NOT"])
def test_a_question_is_never_taken_for_a_query_language(library: Library, hostile: str) -> None:
    found(library, hostile)


def test_rare_words_tell_more(library: Library) -> None:
    rare = rarity(library, query_terms("mois scie parapluie"))
    assert 0 < rare["mois"] < rare["scie"] < rare["parapluie"]
