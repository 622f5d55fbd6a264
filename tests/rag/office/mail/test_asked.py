"""What a mail wants, by when, and how soon."""

from __future__ import annotations

import pytest

from rag.office.mail.asked import asked_in, due_of, priority_of
from rag.office.mail.record import Priority

SENT = "2026-05-06T10:00:00+02:00"


@pytest.mark.parametrize(
    "sentence",
    [
        "Pouvez-vous passer mardi ?",
        "Merci de nous envoyer l'attestation.",
        "Merci d'intervenir au plus vite.",
        "Il nous faut une réponse.",
        "Nous souhaiterions un rendez-vous.",
        "Rappelez-moi ce soir.",
        "tu peux me l'envoyer stp",
        "Could you send us a copy",
        "Veuillez nous transmettre le relevé.",
    ],
)
def test_what_wants_something(sentence: str) -> None:
    assert asked_in(["La porte est bleue.", sentence]) == (sentence,)


@pytest.mark.parametrize(
    "sentence", ["Veuillez trouver ci-joint la facture.", "La porte est posée.", "Merci de votre visite."]
)
def test_what_wants_nothing(sentence: str) -> None:
    assert asked_in([sentence]) == ()


def test_by_when_is_the_earliest_day_to_come() -> None:
    said = ["Votre courrier du 3 mars est arrivé.", "Réponse avant le 20 mai 2026.", "Solde pour le 15 mai 2026."]
    assert due_of(said, (), SENT) == ("2026-05-15", said[2])


def test_a_day_counts_where_something_is_asked() -> None:
    said = ["Je suis en congé jeudi.", "Pouvez-vous venir vendredi ?"]
    assert due_of(said, said[1:], SENT) == ("2026-05-08", said[1])
    assert due_of(said[:1], (), SENT) == ("", "")


def test_priority() -> None:
    assert priority_of(["C'est URGENT."], 1, "", "2026-05-06") == (Priority.HIGH, ("URGENT",))
    assert priority_of(["Pour demain."], 1, "2026-05-07", "2026-05-06") == (Priority.HIGH, ())
    assert priority_of(["Pour juin."], 1, "2026-06", "2026-05-06") == (Priority.NORMAL, ())
    assert priority_of(["La porte est cassée."], 3, "", "2026-05-06") == (Priority.HIGH, ())
    assert priority_of(["Offre urgente !"], 0, "", "2026-05-06") == (Priority.LOW, ())
