"""Nouns with what belongs to them."""

from __future__ import annotations

import pytest

from rag.answering.hanging import RELATIONAL
from rag.answering.nouns import matter_of, owner, place_named, with_noun


@pytest.mark.parametrize(
    ("base", "matter"),
    [
        ("Quel est le montant du bail du hangar", "le bail du hangar"),
        ("Quel est le montant TTC de la facture F-2026-0142", "la facture F-2026-0142"),
        ("Combien payons-nous de loyer chaque mois", "loyer"),
        ("Que doit Le Chaland Bleu", "Le Chaland Bleu"),
        ("What is the price of the workshop", "the workshop"),
    ],
)
def test_what_a_question_is_about(base: str, matter: str) -> None:
    assert matter_of(base, RELATIONAL, one=True) == matter


@pytest.mark.parametrize(
    ("noun", "of"),
    [
        ("le bail", "du bail"), ("les portes", "des portes"), ("la facture", "de la facture"),
        ("l'avoir", "de l'avoir"),        ("Karim", "de Karim"), ("Hélène", "d'Hélène"), ("the lease", "of the lease"),
    ],
)  # fmt: skip
def test_a_noun_as_owner(noun: str, of: str) -> None:
    assert owner(noun, english=False) == of


def test_a_noun_takes_the_place_of_its_like() -> None:
    assert with_noun("Quel est le prix du hêtre", "", "le chêne") == "Quel est le prix du chêne"
    assert with_noun("Combien pour des lunettes", "pour", "les dents") == "Combien pour les dents"
    assert with_noun("Où est-il", "", "chêne") is None
    assert with_noun("Où est le bois", "", " ") is None


def test_a_named_place_is_changed_with_its_preposition() -> None:
    base = "Combien d'heures à l'école des Tilleuls"
    start = base.index("Tilleuls")
    assert place_named(base, start, len(base), "au Mail-Vert") == "Combien d'heures au Mail-Vert"
