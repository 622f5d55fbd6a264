"""Words as the index keeps them."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rag.stopwords import STOPWORDS
from rag.store.terms import index_terms, query_terms, words_with_places
from rag.words import fold


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("les congés payés", "conge"),
        ("LES CONGES PAYES", "congés"),
        ("l'assurance de l’atelier", "assurances"),
        ("cœur d'ouvrage", "coeur"),
        ("la commande de matériaux", "matériau"),
        ("le tuyau d'aspiration", "tuyaux"),
        ("nos baux commerciaux", "bail"),
        ("la facture F-2026-0142 du mois", "F-2026-0142"),
        ("la facture F-2026-0142 du mois", "0142"),
        ("un total de 1 482,60 € TTC", "1482,60"),
        ("un total de 1 482,60 € TTC", "1 482,60"),
        ("le 12/03/2026", "12-03-2026"),
        ("IBAN FR76 3000 4000 0312 3456 7890 143", "FR7630004000031234567890143"),
        ("SIRET 732 829 320 00074", "73282932000074"),
        ("tél. 02 41 00 00 00", "02 41 00 00 00"),
    ],
)
def test_what_is_written_is_found(written: str, asked: str) -> None:
    there = set(index_terms(written, "fr").split())
    assert all(there & set(term.variants) for term in query_terms(asked)), (there, query_terms(asked))


def test_other_words_stay_apart() -> None:
    there = set(index_terms("les travaux", "fr").split())
    assert all(there.isdisjoint(term.variants) for term in query_terms("travail"))


def test_an_english_question_finds_an_english_text() -> None:
    there = set(index_terms("Employees are entitled to thirty days of holidays", "en").split())
    (asked,) = query_terms("holiday?")
    assert there & set(asked.variants)


def test_stop_words_and_elisions_are_left_out() -> None:
    assert index_terms("Quelle est la durée de l'essai ?", "fr") == "dure essai"
    assert [term.text for term in query_terms("Quelle est la durée de l'essai ?")] == ["duree", "essai"]


def test_a_question_of_stop_words_is_kept_whole() -> None:
    assert query_terms("qui est-ce ?")


def test_stop_words_are_folded() -> None:
    assert all(word == fold(word) for word in STOPWORDS)


def test_places_point_at_the_word() -> None:
    text = "Le préavis dure trois mois."
    assert [(term, text[start:end]) for term, start, end in words_with_places(text, "fr")] == [
        ("preav", "préavis"),
        ("dur", "dure"),
        ("trois", "trois"),
        ("mois", "mois"),
    ]


@given(st.text(), st.sampled_from(["fr", "en", "", "de"]))
@example("𝓐", "fr")
def test_terms_are_plain_letters_and_figures(text: str, language: str) -> None:
    assert re.fullmatch(r"[a-z0-9_ ]*", index_terms(text, language))
    for term in query_terms(text):
        assert all(re.fullmatch(r"[a-z0-9_]+", variant) for variant in term.variants)


@pytest.mark.parametrize(
    ("one", "other", "term"),
    [
        ("1 250,00 €", "1250€", "1250"),
        ("1.250 EUR", "1 250", "1250"),
        ("EUR 1,250.50", "1250,5", "1250_5"),
        ("12/03/2024", "le 12 mars 2024", "d20240312"),
        ("2024-03-12", "March 12, 2024", "d20240312"),
    ],
)
def test_amounts_and_days_meet_however_they_are_written(one: str, other: str, term: str) -> None:
    assert term in index_terms(one, "fr").split()
    assert term in {variant for found in query_terms(f"Quoi ? {other}") for variant in found.variants}


@pytest.mark.parametrize("question", ["les congés de juillet", "holidays in July"])
@pytest.mark.parametrize("text", ["Du 20/07/2026 au 31/07/2026", "le 20 juillet", "2026-07-20", "on July 20, 2026"])
def test_a_month_meets_the_dates_in_it_in_figures_and_in_both_languages(question: str, text: str) -> None:
    month = next(term for term in query_terms(question) if "m07" in term.variants)
    language = "en" if "July" in text else "fr"
    assert not set(month.variants).isdisjoint(index_terms(text, language).split())
    assert set(month.variants).isdisjoint(index_terms("Du 20/06/2026 au 30 juin 2026", "fr").split())


def test_seven_is_not_september() -> None:
    assert all("m09" not in term.variants for term in query_terms("Les sept règles"))
    assert index_terms("le 12/03/2024 et le 14/03/2024", "fr").split().count("m03") == 1
