"""Sentences with their places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.answering.sentences import LONGEST, sentences_of
from rag.language import question_language


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le loyer est de 900 €. Il est payé d'avance.", ["Le loyer est de 900 €.", "Il est payé d'avance."]),
        ("M. Dupont et Mme. Roy viendront. Merci !", ["M. Dupont et Mme. Roy viendront.", "Merci !"]),
        ("Voir art. 12 du bail. Fin.", ["Voir art. 12 du bail.", "Fin."]),
        ("Total : 1.250,00 € TTC\nÉchéance | 30 jours", ["Total : 1.250,00 € TTC", "Échéance | 30 jours"]),
        ("« Oui. » Il signa.", ["« Oui. »", "Il signa."]),
        ("\n \n", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [sentence.text for sentence in sentences_of(text)] == expected


@given(st.text(alphabet="aé B.!?\n,; «»\u00a01", max_size=1500))
def test_every_sentence_stands_where_it_says_and_is_short(text: str) -> None:
    last = 0
    for sentence in sentences_of(text):
        assert text[sentence.start : sentence.end] == sentence.text
        assert sentence.text.strip()
        assert len(sentence.text) <= LONGEST
        assert sentence.start >= last
        last = sentence.end


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Quel est le préavis ?", "fr"),
        ("What is the notice period?", "en"),
        ("IBAN Tourvelin", "fr"),
        ("how much", "en"),
    ],
)
def test_a_question_tells_its_language(question: str, language: str) -> None:
    assert question_language(question, "fr") == language
