"""What a question names and no document holds, over a real library."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from rag.records import Collection, Document, DocumentId, Hit, Kind, Located, Passage, PassageId
from rag.retrieval.absent import Lack, Missing, missing
from rag.retrieval.question import question_terms
from rag.store.arrival import Arrival
from rag.store.library import Library

OFFICE = Collection("office")
TEXTS = (
    "Le règlement de la commune. Chiffre d'affaires de 2025 : 1 482 000 €. La serrure LK3-45 coûte 96 €.",
    "La clé est chez la voisine, Mme Aubineau.",
    "Benne à copeaux | Gilles Frémondière | 02 61 91 36 48",
)


def hits() -> tuple[Hit, ...]:
    document = Document(DocumentId("d"), OFFICE, "d", ("/r/d.txt",), "Atelier", Kind.TEXT, 0, "fr", 1, 3, "2026-01-01")
    return tuple(
        Hit(Passage(PassageId(f"p{place}"), document.id, place, text), document, 1.0)
        for place, text in enumerate(TEXTS)
    )


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library.open(tmp_path / "library.sqlite")
    passages = tuple(hit.passage for hit in hits())
    keys = tuple(passage.id for passage in passages)
    with opened.changing() as changes:
        changes.add(
            Arrival(hits()[0].document, passages, keys, np.ones((len(keys), 2), dtype=np.float32)),
            Located("/r/d.txt", OFFICE, 1, 1, "d", hits()[0].document.id, root="/r"),
        )
    yield opened
    opened.close()


def lacking(library: Library, question: str) -> list[Missing]:
    return list(missing(library, question, question_terms(library, question), hits()))


@pytest.mark.parametrize(
    ("question", "lack", "word"),
    [
        ("Quel était le chiffre d'affaires en 2022 ?", Lack.YEAR, "2022"),
        ("Quel est le prix de la serrure LK3-80 ?", Lack.CODE, "LK3-80"),
        ("Où est la facture F-2026-0999 ?", Lack.CODE, "F-2026-0999"),
        ("Quel est le règlement de Wimbledon ?", Lack.NAME, "Wimbledon"),
        ("num de tel de mme aubineau", Lack.PHONE, "aubineau"),
        ("mail de gilles fremondiere", Lack.EMAIL, "fremondiere"),
        ("Quel est l'IBAN d'Aubineau ?", Lack.ACCOUNT, "Aubineau"),
        ("Quel est le prix de la benne ?", Lack.PRICE, "benne"),
    ],
)
def test_what_refuses(library: Library, question: str, lack: Lack, word: str) -> None:
    assert lacking(library, question)[0] == Missing(lack, word)
    assert lacking(library, question)[0].refuses


def test_what_has_no_other_name_is_told_beside_it_or_not_at_all(library: Library) -> None:
    assert lacking(library, "Quel est le salaire de Gilles Frémondière ?")[0] == Missing(
        Lack.FACT, "Frémondière", "salaire"
    )
    assert lacking(library, "Quelle est la rémunération mensuelle de Gilles Frémondière ?")[0] == Missing(
        Lack.FACT, "Frémondière", "rémunération"
    )
    assert lacking(library, "Quels sont les codes de la benne ?")[0] == Missing(Lack.FACT, "benne", "codes")
    assert not any(one.refuses for one in lacking(library, "Quel est le règlement de la commune ?"))


def test_a_noun_is_told_and_refuses_nothing(library: Library) -> None:
    assert lacking(library, "Quel est le règlement de la piscine ?") == [Missing(Lack.WORD, "piscine")]
    assert not Missing(Lack.WORD, "piscine").refuses


@pytest.mark.parametrize(
    "question",
    [
        "Quel était le chiffre d'affaires en 2025 ?",
        "Quel chiffre d'affaires en 2024 et 2025 ?",  # one of them is there
        "Quel est le prix de la serrure LK3-45 ?",
        "Quel est le numéro de téléphone de Gilles Frémondière ?",
        "Qui garde la clé la 2eme semaine ?",
        "Combien payons-nous ?",  # no noun
        "Combien coûte la benne ?",  # what it comes to may be told in many words
        "Quel est le règlement de la comune ?",  # a slip is forgiven
        "Quel est le règlement du CPF ?",  # a document may say it at length
        "Qui est Gilles Wimbledon ?",  # one word of the name is known
    ],
)
def test_nothing_is_missing_that_refuses(library: Library, question: str) -> None:
    assert not any(one.refuses for one in lacking(library, question))


def test_years_stand_in_titles_and_names_of_files_too(library: Library) -> None:
    question = "Que dit le document de 2026 ?"
    assert missing(library, question, question_terms(library, question), hits()[1:2]) != ()
    dated = Document(DocumentId("e"), OFFICE, "e", ("/r/2026/e.txt",), "E", Kind.TEXT, 0, "fr", 1, 1, "2026-01-01")
    held = Hit(Passage(PassageId("q"), dated.id, 0, "Rien."), dated, 1.0)
    assert missing(library, question, question_terms(library, question), (held,)) == ()
