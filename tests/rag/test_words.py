"""Folding and stemming."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.words import LONGEST, fold, folded_words, stem


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("L'Œuvre de l’État", ["oeuvre", "de", "etat"]),
        ("Jusqu'à 12 h", ["a", "12", "h"]),
        ("sous-traitant_d'été", ["sous", "traitant", "d", "ete"]),
        ("x" * (LONGEST + 1), []),
        ("Москва paie", ["paie"]),
    ],
)
def test_words_are_folded_and_lose_their_elisions(text: str, words: list[str]) -> None:
    assert list(folded_words(text)) == words


def test_stems_go_by_language_and_figures_stay() -> None:
    assert stem("factures", "fr") == stem("facture", "fr") == stem("facturer", "fr")
    assert stem("loyers", "fr") == stem("loyer", "fr") != stem("loi", "fr")
    assert stem("deliveries", "en") == stem("delivery", "en")
    assert stem("f2026s", "fr") == "f2026s"
    assert stem("rechnungen", "de") == "rechnungen"


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
