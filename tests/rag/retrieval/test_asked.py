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
        ("Pourquoi mon numéro de téléphone est-il connu ?", None),
        ("Mon téléphone professionnel peut-il être contrôlé ?", None),
        ("Qui appeler quand la benne déborde ?", Asked.CALL),
        ("on appelle qui en cas de panne", Asked.CALL),
        ("Comment s'appelle le président ?", None),
        ("mail de gilles fremondiere", Asked.EMAIL),
        ("Que dit le mail de Northgate du 13 avril ?", None),
        ("iban de bois sartheval", Asked.ACCOUNT),
        ("À quelle heure ferme l'atelier ?", Asked.HOUR),
        ("c'est quand le controle technique", Asked.DAY),
        ("Avant quand faut-il envoyer la facture ?", Asked.DAY),
        ("la paye tombe quand", Asked.DAY),
        ("Que faire quand le bois gonfle ?", None),
        ("Quelle est l'indemnité quand je prends ma voiture ?", Asked.SUM),
        ("By what date must the documents arrive?", Asked.DATE),
        ("Quel jour tombe la paie ?", Asked.DATE),
        ("Combien payons-nous de loyer chaque mois ?", Asked.SUM),
        ("Quel est le prix d'une porte ?", Asked.SUM),
        ("Quel est le numéro de la police ?", Asked.CODE),
        ("on a combien d'extincteurs", Asked.FIGURE),
        ("combien de factures avons-nous envoyées", Asked.FIGURE),
        ("subvention aspiration on touche combien", Asked.SUM),
        ("prix au litre du vernis", Asked.SUM),
        ("Combien de temps garde-t-on les factures ?", Asked.SPAN),
        ("Quel préavis pour partir ?", Asked.SPAN),
        ("How long is the warranty?", Asked.SPAN),
        ("qui garde le disque", Asked.PERSON),
        ("le tuteur de Noé c'est qui déjà", Asked.PERSON),
        ("Où range-t-on l'appareil qui mesure l'humidité ?", None),
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
        (Asked.HOUR, "Appelez à partir de 8 heures.", "La durée du travail est de 35 heures par semaine."),
        (Asked.DATE, "La réception a lieu le mercredi 29 avril.", "Paiement à 45 jours fin de mois, CC-2026-03."),
        (Asked.DAY, "La demande se fait deux mois avant.", "La réception a lieu sur place."),
        (Asked.SPAN, "Le préavis est de six mois.", "Le préavis est donné par lettre, article 3."),
        (Asked.SPAN, "Vinylique D4 | 6 min | 45 min", "Colle | Temps ouvert | Temps de presse"),
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
