"""What a question wants to be told, and whether a text tells it."""

from __future__ import annotations

import pytest

from rag.retrieval.asked import Asked, asked_for, tells


@pytest.mark.parametrize(
    ("question", "sort"),
    [
        ("num de tel de mme aubineau", Asked.PHONE),
        ("Quel est le numéro de téléphone du syndic ?", Asked.PHONE),
        ("What is the phone number of the workshop?", Asked.PHONE),
        ("Pourquoi mon numéro de téléphone est-il connu ?", Asked.CALL),
        ("mail de gilles fremondiere", Asked.EMAIL),
        ("Que dit le mail de Northgate du 13 avril ?", None),
        ("iban de bois sartheval", Asked.ACCOUNT),
        ("À quelle heure ferme l'atelier ?", Asked.HOUR),
        ("c'est quand le controle technique", Asked.DAY),
        ("By what date must the documents arrive?", Asked.DAY),
        ("Combien payons-nous de loyer chaque mois ?", Asked.SUM),
        ("Quel est le prix d'une porte ?", Asked.SUM),
        ("Quel est le numéro de la police ?", Asked.CODE),
        ("on a combien d'extincteurs", Asked.FIGURE),
        ("Quel préavis pour partir ?", Asked.FIGURE),
        ("How long is the warranty?", Asked.FIGURE),
        ("qui garde le disque", Asked.PERSON),
        ("Pourquoi les paumelles ont-elles du retard ?", None),
    ],
)
def test_the_sort_is_told_by_a_few_forms(question: str, sort: Asked | None) -> None:
    assert asked_for(question) is sort


@pytest.mark.parametrize(
    ("sort", "text", "other"),
    [
        (Asked.PHONE, "Affûtage | 02 61 91 20 77", "Appelez le 18."),
        (Asked.CALL, "Appelez Mathis au poste 25.", "Appelez Mathis."),
        (Asked.EMAIL, "Écrire à donnees@atelier.example.", "Écrire à la gérante."),
        (Asked.ACCOUNT, "IBAN FR12 9999 9000 4900 1234 5678 942", "TVA FR49004912739"),
        (Asked.HOUR, "Le bruit est interdit avant 8 h.", "Le bruit est interdit le matin."),
        (Asked.DAY, "La réception a lieu le mercredi 29 avril.", "La réception a lieu sur place."),
        (Asked.SUM, "La redevance est de 1 860 € HT par an.", "La redevance suit un indice."),
        (Asked.CODE, "Police n° LGR-DEC-2026-4471", "Police décennale"),
        (Asked.FIGURE, "Onze extincteurs, vérifiés en février.", "Les extincteurs sont vérifiés."),
        (Asked.PERSON, "Bastien Coulombeau, menuisier", "le maître d'apprentissage"),
    ],
)
def test_a_text_tells_it_or_does_not(sort: Asked, text: str, other: str) -> None:
    assert tells(text, sort, "question ?")
    assert not tells(other, sort, "question ?")


def test_what_the_question_says_itself_is_not_told() -> None:
    assert not tells("Les travaux du lot 4", Asked.FIGURE, "Combien coûte le lot 4 ?")
    assert not tells("Le bilan 2025", Asked.DAY, "Quand le bilan 2025 est-il déposé ?")
    assert not tells("Noé Tessandier", Asked.PERSON, "Qui forme Noé Tessandier ?")
