"""Questions to begin with: each about a paper that speaks of it, and one that is answered by a count."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from rag.errors import Language
from rag.listing.wanted import wanted
from rag.narrowing import Narrowing
from rag.records import Finished, Wish
from rag.store.register import Register
from tests.ui.api.parts import open_engine
from ui.desk import LocalDesk
from ui.first_questions import COUNTED, MOST, First, first_questions

PAPERS = {
    "Bail du hangar.txt": "CONTRAT DE BAIL du hangar\nFait le 3 mars 2025.\nLe loyer est de 900 euros par mois.",
    "Réunion.txt": "Compte rendu de réunion du 12 janvier 2026\n\nIl est décidé de fermer en août.",
    "Facture 1.txt": "FACTURE n° F-1 du 4 mars 2026\n\nTotal TTC : 120,00 €\n\nÉchéance : le 4 avril 2026.",
    "Facture 2.txt": "FACTURE n° F-2 du 9 mai 2026\n\nTotal TTC : 80,00 €\n\nÉchéance : le 9 juin 2026.",
    "Lease.txt": "LEASE AGREEMENT of the shed\nMade on 3 March 2026.\nThe rent is 900 pounds a month, paid in advance.",
}

Held = tuple[LocalDesk, Register]


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    files = tmp_path_factory.mktemp("files")
    for name, text in PAPERS.items():
        (files / name).write_text(text, encoding="utf-8")
    engine = open_engine(tmp_path_factory.mktemp("home"))
    with LocalDesk(engine) as desk:
        list(desk.ingest([files], "Bureau"))
        yield desk, engine.library.register


def test_newest_papers_are_asked_what_they_speak_of(held: Held) -> None:
    desk, register = held
    found = first_questions(desk, register, "fr")
    assert [(one.question, one.document) for one in found] == [
        ("Quel est le loyer ?", "Bail du hangar.txt"),
        ("Quelles décisions ont été prises ?", "Réunion.txt"),
        ("Quelle est l'échéance ?", "Facture 2.txt"),
        ("Combien de factures en 2026 ?", ""),
    ]
    assert len(found) <= MOST + 1
    rent, *_, count = found
    assert rent.where == Narrowing(documents=(rent.path,))
    assert count.where is None
    finished = next(one for one in desk.ask(count.question) if isinstance(one, Finished))
    assert finished.listing is not None
    assert len(finished.listing.rows) == 2


def test_of_papers_in_the_language_of_the_page(held: Held) -> None:
    found = first_questions(*held, "en")
    assert [one.question for one in found] == ["What is the rent?", "How many invoices in 2026?"]


def test_an_empty_library_proposes_nothing(tmp_path: Path) -> None:
    engine = open_engine(tmp_path)
    with LocalDesk(engine) as empty:
        assert first_questions(empty, engine.library.register, "fr") == ()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_is_counted_is_taken_for_a_count(language: Language) -> None:
    for genre, words in COUNTED.items():
        asked = wanted(words.say(language, year=2026), date(2026, 3, 2))
        assert asked is not None
        assert (asked.what, asked.genres) == (Wish.COUNT, (genre,))


def test_the_whole_library_is_left_to_the_reader() -> None:
    assert First("Combien ?").where is None
