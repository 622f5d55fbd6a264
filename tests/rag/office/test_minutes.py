"""What minutes say, row by row: decisions, actions, open points, figures, and where it stands."""

from __future__ import annotations

import pytest

from rag.office.minutes import read_minutes
from rag.office.record import Sort, State
from tests.rag.office.parts import DATE, document, passage, read, rows

DECIDED = [
    "Décision : le local est loué à compter du 1er mai.",
    "Il est décidé que les réunions se tiendront le lundi.",
    "Il a été convenu de reporter l'inventaire.",
    "Le comité décide de renouveler le contrat.",
    "Le budget 2026 est adopté à l'unanimité.",
    "Les devis ont été validés par la direction.",
    "L'assemblée a voté les travaux.",
    "Hélène accepte, à condition que le premier versement arrive à l'heure.",
    "La réception est fixée au mercredi 29 avril à 14 h.",
    "It was agreed that the office closes on Friday.",
]
NOT_DECIDED = [
    "Le budget reste à valider avant la fin du mois.",
    "Si le devis est accepté, la pose aura lieu en juin.",
    "La date sera fixée plus tard.",
    "Aïcha Benhammou présente la mise à jour du document unique.",
]
ACTIONS = [
    ("Marie Durand se charge de relancer le client pour le 12 mars.", "Marie Durand", "2026-03-12"),
    ("M. Petit doit envoyer le devis avant le 20/03/2026.", "M. Petit", "2026-03-20"),
    ("Loïc et Inès préparent le planning.", "", ""),
    ("Comme elle dépasse le seuil, Loïc demande un prix à deux autres négociants.", "Loïc", ""),
    ("La présidente transmettra le rapport d'ici fin mars.", "La présidente", "2026-03"),
    ("Étude par Loïc Ferrandeau, réponse en juin.", "Loïc Ferrandeau", "2026-06"),
    ("- Solange : commander les gants avant le 3 avril", "Solange", "2026-04-03"),
    ("Action : vérifier le contrat d'assurance, responsable : Paul Martin", "Paul Martin", ""),
    ("Le pneu avant droit de la fourgonnette est à changer.", "", ""),
    ("Sophie will send the draft by April 10.", "Sophie", "2026-04-10"),
    ("Karim envoie le plan. Échéance : 15 mars.", "Karim", "2026-03-15"),
]
NO_ACTIONS = [
    "Gwenaëlle Piriou passera chef d'équipe adjointe au 1er avril.",
    "Le fourgon de Tomasz passe au contrôle technique le 28 avril.",
    "Le chiffre d'affaires progresse de 3 %.",
    "EHPAD Les Glycines : chantier terminé le 17 avril.",
    "Chaleur : l'horaire d'été sera ouvert quand la prévision dépasse 32 °C.",
    "La machine à café est remplacée.",
]
OPEN = [
    "La question du parking reste à trancher.",
    "Le devis de la terrasse reste bloqué jusque-là.",
    "Rémi Gautrelet demande que les tables soient livrées avant l'été.",
    "Faut-il changer de fournisseur ?",
    "Une seconde douche est demandée.",
    "Le dossier est en attente d'une réponse de la mairie.",
]


@pytest.mark.parametrize("text", DECIDED)
def test_what_was_decided(text: str) -> None:
    (row,) = rows(text, Sort.DECISION)
    assert row.place.quote == text


@pytest.mark.parametrize("text", NOT_DECIDED)
def test_what_was_not(text: str) -> None:
    assert rows(text, Sort.DECISION) == []


@pytest.mark.parametrize(("text", "who", "due"), [one for one in ACTIONS if one[0] != ACTIONS[2][0]])
def test_who_does_what_by_when(text: str, who: str, due: str) -> None:
    row = rows(text, Sort.ACTION)[0]
    assert (row.who, row.due) == (who, due)
    assert row.place.quote in text


@pytest.mark.parametrize("text", NO_ACTIONS)
def test_what_is_only_told_is_no_action(text: str) -> None:
    assert rows(text, Sort.ACTION) == []


@pytest.mark.parametrize("text", OPEN)
def test_what_is_left_open(text: str) -> None:
    assert len(rows(text, Sort.OPEN)) == 1


def test_a_proposal_that_is_accepted_at_once_is_not_open() -> None:
    text = "Damien propose trois versements. Hélène accepte."
    assert rows(text, Sort.OPEN) == []
    assert len(rows(text, Sort.DECISION)) == 1


def test_headings_say_what_stands_below_them() -> None:
    text = (
        "2. Décisions\n- Location du local au 1er mai\n- Fermeture le vendredi\n3. Divers\nLe prochain pot est prévu."
    )
    assert [row.text for row in rows(text, Sort.DECISION)] == ["Location du local au 1er mai", "Fermeture le vendredi"]
    text = "Actions\n- Relance du client Martin pour le 9 mars\nPoints ouverts\n- Parking du personnel"
    assert [(row.text, row.due) for row in rows(text, Sort.ACTION)] == [
        ("Relance du client Martin pour le 9 mars", "2026-03-09")
    ]
    assert [row.text for row in rows(text, Sort.OPEN)] == ["Parking du personnel"]


def test_figures_are_amounts_and_shares() -> None:
    text = (
        "Le budget est de 14 900 € HT. La hausse est de 7,5 %. Il y a 12 fenêtres.\nSARL au capital de 40 000 € – SIRET"
    )
    assert [row.text for row in rows(text, Sort.FIGURE)] == [
        "Le budget est de 14 900 € HT.",
        "La hausse est de 7,5 %.",
    ]


def test_every_row_points_at_its_words_and_page() -> None:
    pages = [passage("Présents : Paul", 1, 0), passage("Bilan.\nIl est décidé de signer. Paul enverra le bail.", 2, 1)]
    found = read_minutes(document(), pages)
    assert found.rows
    for row in found.rows:
        assert pages[1].text[row.place.start : row.place.end] == row.place.quote
        assert row.place.page == 2


def test_a_row_that_neighbouring_passages_both_hold_is_one() -> None:
    twice = [passage("Il est décidé de signer.", ordinal=0), passage("Il est décidé de signer.", ordinal=1)]
    assert len(read_minutes(document(), twice).rows) == 1


def test_a_table_of_decisions_gives_actions_too() -> None:
    text = (
        "3. Décisions\nDécision | Responsable | Pour le\n"
        "Remplacer l'aspiration, 14 900 € | Hélène Tourvelin | 31 juillet\n"
        "Essayer le scanner | Inès | mars"
    )
    found = read(text)
    assert [(row.text, row.who, row.due) for row in found.of(Sort.ACTION)] == [
        ("Remplacer l'aspiration, 14 900 €", "Hélène Tourvelin", "2026-07-31"),
        ("Essayer le scanner", "Inès", "2026-03"),
    ]
    assert len(found.of(Sort.DECISION)) == 2
    assert len(found.of(Sort.FIGURE)) == 1


def test_a_table_whose_actions_name_who_does_them() -> None:
    text = (
        "Remarques\nN° | Remarque | Action | Pour le\n"
        "4.1 | Un vitrage est fêlé | Atelier Tourvelin remplace | 15 avril\n"
        "4.2 | Prise à déplacer | Commune | 10 avril\n4.3 | Teinte validée | – | fait"
    )
    assert [(row.text, row.who, row.due, row.done) for row in rows(text, Sort.ACTION)] == [
        ("Un vitrage est fêlé : remplace", "Atelier Tourvelin", "2026-04-15", False),
        ("Prise à déplacer", "Commune", "2026-04-10", False),
        ("Teinte validée", "", "", True),
    ]


def test_a_table_of_something_else_is_left_alone() -> None:
    assert read("Article | Prix\nChêne | 1 250 €\nHêtre | 900 €").of(Sort.ACTION) == ()


def test_a_scan_whose_table_has_lost_its_rules() -> None:
    text = (
        "N° Réserve Délai\n| 1 Embout à recoller devant la chambre 112 30 avril 2026 !\n"
        "2 Vernis à reprendre 15 mai 2026"
    )
    assert [(row.text, row.due) for row in rows(text, Sort.ACTION)] == [
        ("Embout à recoller devant la chambre 112", "2026-04-30"),
        ("Vernis à reprendre", "2026-05-15"),
    ]


def test_attendees_of_a_line() -> None:
    found = read(
        "Présents : Hélène Tourvelin (présidente), Rémi Gautrelet ; invitée : Aïcha Benhammou\nExcusés : Paul et Inès\n"
        "Absent : M. Petit – rédaction : Mathis Quérouil"
    ).attendees
    assert [(one.name, one.state, one.role) for one in found] == [
        ("Hélène Tourvelin", State.PRESENT, "présidente"),
        ("Rémi Gautrelet", State.PRESENT, ""),
        ("Aïcha Benhammou", State.GUEST, ""),
        ("Paul", State.EXCUSED, ""),
        ("Inès", State.EXCUSED, ""),
        ("M. Petit", State.EXCUSED, ""),
    ]


def test_everybody_but_one() -> None:
    found = read("Présents : toute l'équipe, sauf Karim Oussedik (congés)").attendees
    assert [(one.name, one.state) for one in found] == [
        ("toute l'équipe", State.PRESENT),
        ("Karim Oussedik", State.EXCUSED),
    ]


def test_attendees_of_a_table() -> None:
    found = read(
        "Présents\nNom | Organisme | Présent\nPauline L. | Cabinet | oui\nSandrine M. | École | excusée"
    ).attendees
    assert [(one.name, one.state, one.role) for one in found] == [
        ("Pauline L.", State.PRESENT, "Cabinet"),
        ("Sandrine M.", State.EXCUSED, "École"),
    ]


def test_the_summary_is_taken_from_the_minutes_and_short() -> None:
    text = "\n".join(
        ["Bilan", *(f"Point numéro {n} de la réunion, qui parle du sujet {n} et de rien d'autre." for n in range(20)),
         "Il est décidé de fermer l'agence de Nantes au 30 juin."]
    )  # fmt: skip
    found = read(text)
    assert len(found.summary) <= 5
    assert "Il est décidé de fermer l'agence de Nantes au 30 juin." in [place.quote for place in found.summary]
    assert all(place.quote in text for place in found.summary)


@pytest.mark.parametrize(
    "text", ["", " ", "|", "| | |", "Présents :", "1.", "Décision :", "\n\n", "???", "- ", "a" * 5000]
)
def test_odd_texts_end_well(text: str) -> None:
    assert read(text or " ").date == DATE
