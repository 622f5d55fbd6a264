from __future__ import annotations

import pytest

from rag.answering.negation import denied

PAIRS = [
    ("Le locataire peut sous-louer.", "Le locataire ne peut pas sous-louer.", "fr"),
    ("Le contrat n'est pas reconduit.", "Le contrat est reconduit.", "fr"),
    ("The lease is renewed.", "The lease isn't renewed.", "en"),
    ("You cannot sublet the flat.", "You can sublet the flat.", "en"),
]
AGREE = [
    ("Le locataire ne peut pas sous-louer.", "Sauf accord, le locataire ne peut jamais sous-louer.", "fr"),
    ("Le bail ne dure que six mois.", "Le bail dure seulement six mois.", "fr"),
    ("Le loyer est de 900 €.", "Le loyer est de 900 €, sans les charges.", "fr"),
    ("The rent is due.", "The rent is due, not the deposit.", "en"),
]


@pytest.mark.parametrize(("one", "other", "language"), PAIRS)
def test_yes_against_no(one: str, other: str, language: str) -> None:
    assert denied(one, other, language)
    assert denied(other, one, language)
    assert not denied(one, one, language)


@pytest.mark.parametrize(("claim", "source", "language"), AGREE)
def test_a_no_that_is_about_something_else(claim: str, source: str, language: str) -> None:
    assert not denied(claim, source, language)
