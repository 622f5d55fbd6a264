"""An estimate errs upwards: what is said to fit, fits."""

from __future__ import annotations

from typing import Any

import pytest

from rag.models.estimate import estimated_tokens
from tests.rag.models.small_model import small_model

TEXTS = {
    "French": "Le préavis du bail est de six mois ; il doit être donné par lettre recommandée avec accusé.",
    "English": "The notice period of the lease is six months; it must be given by registered letter.",
    "figures": "1 234 567,89 € ; 12/03/2024 ; 06 12 34 56 78 ; FR76 3000 6000 0112 3456 7890 189 ; 0,5 % ; 1.250,00",
    "table": "| Mois | CA | Marge |\n|---|---|---|\n| 01 | 12 450 | 31,2 % |\n| 02 | 9 870 | 28,4 % |\n" * 3,
    "identifiers": "SIRET 73282932000074, réf. XK-49/BQZ-0071, a3f9c2e17b, Référence_interne_v2.pdf",
    "capitals": "CONDITIONS GÉNÉRALES DE VENTE ET D'UTILISATION DU MATÉRIEL LOUÉ",
    "other scripts": "これは請求書です。 Πληρωμή 支払い条件 🙂 ∑ ≤",
    "nothing": "",
}


@pytest.fixture(scope="module")
def tokenizer() -> Any:
    file = small_model()
    from llama_cpp import Llama

    return Llama(str(file), vocab_only=True, verbose=False)


@pytest.mark.model
@pytest.mark.parametrize("name", TEXTS)
def test_no_text_takes_more_than_was_said(tokenizer: Any, name: str) -> None:
    real = len(tokenizer.tokenize(TEXTS[name].encode(), add_bos=False, special=True))
    assert real <= estimated_tokens(TEXTS[name])


def test_plain_prose_is_not_overrated_by_much() -> None:
    assert estimated_tokens(TEXTS["French"]) < len(TEXTS["French"]) / 2


def test_every_digit_counts() -> None:
    assert estimated_tokens("0123456789") >= 10
