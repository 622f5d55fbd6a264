from __future__ import annotations

import re

import pytest

from rag.answering.onward import FACTS, further_facts, neighbours, speaks_of
from rag.records import Genre

LEASE = "Le loyer est de 900 €. Le préavis est de six mois. Dépôt de garantie : 1 800 €. Résiliation par lettre."


def asked(genre: Genre, text: str, known: str) -> list[str]:
    return [question for question, _ in further_facts(genre, [text], known, "fr")]


def test_what_a_document_says_besides_is_proposed() -> None:
    assert asked(Genre.CONTRACT, LEASE, "Quel est le LOYER ?") == [
        "Quel est le préavis ?", "Quel est le dépôt de garantie ?", "Comment peut-on résilier ?"
    ]  # fmt: skip
    assert asked(Genre.CONTRACT, LEASE, LEASE) == []


def test_a_kind_is_asked_for_its_own_facts_only() -> None:
    assert asked(Genre.INVOICE, LEASE, "") == []
    assert asked(Genre.OTHER, LEASE, "") == []
    (question, fact), *_ = further_facts(Genre.MINUTES, ["Next meeting on May 3."], "", "en")
    assert question == "When is the next one?"
    assert speaks_of("NEXT MEETING", fact)


def test_the_deposit_is_no_warranty() -> None:
    assert "Quelle est la garantie ?" not in asked(Genre.CONTRACT, LEASE, "")
    assert "Quelle est la garantie ?" in asked(Genre.CONTRACT, "La garantie est de dix ans.", "")


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.question.en)
def test_every_cue_is_folded_and_every_question_one(fact: object) -> None:
    cue, question = getattr(fact, "cue", ""), getattr(fact, "question")  # noqa: B009
    assert re.compile(cue)
    assert cue == cue.casefold()
    assert question.fr.endswith(" ?")
    assert question.en.endswith("?")


def test_neighbours_begin_alike_the_nearest_first() -> None:
    others = ["Bail du bureau.pdf", "Facture 12.pdf", "BAIL du hangar.docx", "Bail.pdf", "Bail du hangar nord.pdf"]
    assert neighbours("Bail du hangar.pdf", others, 5) == ["Bail du hangar nord.pdf", "Bail du bureau.pdf", "Bail.pdf"]
    assert neighbours("Bail du hangar.pdf", others, 1) == ["Bail du hangar nord.pdf"]
    assert neighbours("…", others, 5) == []
    assert neighbours("F-2026-031.pdf", ["F-2026-032.pdf"], 5) == ["F-2026-032.pdf"]
