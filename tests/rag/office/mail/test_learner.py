"""Sorting learnt from the examples that are shipped, with a search model that only counts words."""

from __future__ import annotations

import pytest

from rag.models.fakes import HashEmbedder
from rag.office.mail.categories import french_examples, shipped
from rag.office.mail.learner import SURE, Learner

EMBED = HashEmbedder().embed_passages


@pytest.fixture(scope="module")
def learner() -> Learner:
    return Learner(french_examples(), EMBED)


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Toiture\nCombien coûterait la réfection d'un toit de 90 m² ?", "quote"),
        ("Re: Devis 7\nBon pour accord, vous pouvez commander les tuiles.", "order"),
        ("Facture 88\nNotre facture de 300 € reste impayée, merci de la régler.", "invoice"),
        ("Êtes-vous disponible jeudi à 9 h pour une visite ?", "appointment"),
        ("La gouttière fuit toujours, c'est inadmissible.", "complaint"),
        ("Ci-joint l'attestation et le certificat que vous avez demandés.", "document"),
        ("Je souhaite résilier le contrat d'entretien.", "contract"),
        ("Découvrez notre nouvelle gamme, remise exceptionnelle. Se désinscrire.", "advertising"),
    ],
)
def test_plain_mails_are_sorted(learner: Learner, text: str, category: str) -> None:
    (found,) = learner.sort([text])
    assert found.category == category
    assert found.guesses[0].category == category
    assert found.guesses[0].share > found.guesses[1].share


def test_words_that_spoke_for_it_are_the_mails_own(learner: Learner) -> None:
    text = "La gouttière fuit toujours, c'est inadmissible."
    (found,) = learner.sort([text])
    assert found.words
    assert all(word in text for word in found.words)


def test_what_says_nothing_is_not_sure(learner: Learner) -> None:
    for text in ("", "Bonjour", "xyz"):
        (found,) = learner.sort([text])
        assert not found.sure
        assert found.confidence < SURE


def test_two_intents_are_less_sure_than_one(learner: Learner) -> None:
    one, two = learner.sort(
        [
            "Notre facture de 300 € reste impayée, merci de la régler.",
            "La porte est cassée et je souhaite résilier le contrat ; quand passez-vous ?",
        ]
    )
    assert one.sure
    assert two.confidence < one.confidence


def test_a_correction_teaches() -> None:
    text = "Candidature\nJe vous adresse mon CV pour le poste de menuisier, je cherche un apprentissage."
    own = [
        (text, "job"),
        ("Stage\nÉtudiante, je cherche un stage de trois mois dans votre atelier.", "job"),
    ]
    asked = "Poste\nVotre annonce pour un poste de menuisier m'intéresse, mon CV suit."
    (before,) = Learner(french_examples(), EMBED).sort([asked])
    (after,) = Learner([*french_examples(), *own], EMBED).sort([asked])
    assert before.category != "job"
    assert after.category == "job"


def test_nothing_to_sort(learner: Learner) -> None:
    assert learner.sort([]) == []


def test_two_examples_are_enough_to_begin() -> None:
    found = Learner([("facture à payer", "a"), ("devis pour une porte", "b")], EMBED).sort(["payer la facture"])
    assert found[0].category == "a"


def test_the_shipped_categories_are_whole_in_both_languages() -> None:
    french, english = shipped("fr"), shipped("en")
    assert [one.id for one in french] == [one.id for one in english]
    for one, other in zip(french, english, strict=True):
        assert one.examples == other.examples
        assert len(set(one.examples)) >= 10
        assert one.name != other.name
        assert one.sentence.endswith(".")
