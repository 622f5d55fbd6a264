"""What a mail is about, without the courtesies around it."""

from __future__ import annotations

from rag.office.mail.matter import matter_of, plain_subject, said
from rag.office.mail.record import Mail


def test_subjects_lose_what_programs_put_before_them() -> None:
    assert plain_subject("Re: Tr : RE: Devis 12") == "Devis 12"
    assert plain_subject("Réparation") == "Réparation"
    assert plain_subject("Fwd: Urgent") == "Urgent"


def test_greetings_and_courtesies_are_left_out() -> None:
    text = (
        "Bonjour Madame Durand,\nLa porte ne ferme plus. Pouvez-vous passer mardi ?\n"
        "Merci d'avance pour votre réponse. Dans l'attente de votre retour, je reste à votre disposition.\n"
        "Bonne journée"
    )
    assert said(text) == ["La porte ne ferme plus.", "Pouvez-vous passer mardi ?"]


def test_a_request_that_begins_with_thanks_stays() -> None:
    assert said("Merci de nous envoyer votre attestation.") == ["Merci de nous envoyer votre attestation."]
    assert said("Bonjour, combien coûte une clé ?") == ["combien coûte une clé ?"]


def test_names_of_attachments_count() -> None:
    mail = Mail("1", "a.eml", "", "", "", "Re: Dossier", "Bonjour,\nVoici.", ("Attestation_2026.pdf",))
    assert matter_of(mail) == "Dossier\nVoici.\nAttestation 2026 pdf"
