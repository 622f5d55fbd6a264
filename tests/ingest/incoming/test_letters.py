"""From what the parsers read to mails."""

from __future__ import annotations

import mailbox
from email.message import EmailMessage
from pathlib import Path

import pytest

from ingest.incoming.letters import mails_of
from ingest.parse.formats import Reading, parse_file
from ingest.parse.mail import read_message
from rag.office.mail.record import Mail
from rag.options import Ingest

REAL = Path(__file__).resolve().parents[4] / "shared" / "fixtures" / "mail-fr"


def message(body: str, subject: str = "Devis", sender: str = "Paule <paule@client.example>") -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, "contact@atelier.example", subject
    made["Date"], made["Message-ID"] = "Mon, 2 Mar 2026 08:00:00 +0100", "<1@client.example>"
    made.set_content(body)
    return made


def read(made: EmailMessage) -> Mail:
    (mail,) = mails_of(read_message(made.as_bytes(), Reading(Ingest())), "a.eml")
    return mail


def test_what_is_new_without_signature_and_older_messages() -> None:
    mail = read(
        message(
            "Bonjour,\n\nLa porte que vous avez posée au mois de février dernier ne ferme\nplus du tout.\n\n"
            "Cordialement\nPaule Fravallon\n06 11 22 33 44\n\n"
            "Le 1 mars 2026 à 09:00, Atelier a écrit :\n> Votre facture est jointe."
        )
    )
    assert (
        mail.text
        == "Bonjour,\nLa porte que vous avez posée au mois de février dernier ne ferme plus du tout.\nCordialement"
    )
    assert mail.signature == "Paule Fravallon\n06 11 22 33 44"
    assert (mail.sender, mail.subject, mail.date) == (
        "Paule <paule@client.example>",
        "Devis",
        "2026-03-02T08:00:00+01:00",
    )
    assert mail.message_id == "<1@client.example>"


def test_a_message_that_was_sent_on_is_what_counts() -> None:
    mail = read(
        message(
            "Pour toi\n\n----- Message transféré -----\nDe : Luc <luc@client.example>\nÀ : contact@atelier.example\n"
            "Date : 01/03/2026\nObjet : Fenêtre cassée\n\nLa vitre est brisée.\n\n-- \nLuc",
            "Tr : Fenêtre cassée",
            "Accueil <contact@atelier.example>",
        )
    )
    assert mail.sender == "Luc <luc@client.example>"
    assert mail.passed_on == "Accueil <contact@atelier.example>"
    assert mail.subject == "Fenêtre cassée"
    assert mail.text == "Pour toi\nLa vitre est brisée."


def test_a_message_that_was_sent_on_is_read_to_its_end_though_a_program_indents_all_of_it() -> None:
    mail = read(
        message(
            " ----- Transféré par Accueil le 01/03/2026 11:59 -----\n\n De :\tLuc <luc@client.example>\n"
            " A :\tcontact@atelier.example,\n\tcompta@atelier.example\n Date :\t01/03/2026 10:12\n"
            " Objet :\tRe: Fenêtre\n\n\n Bonjour,\n La vitre est brisée depuis lundi.\n\n Pouvez-vous venir ?\n",
            "Tr : Fenêtre",
            "Accueil <contact@atelier.example>",
        )
    )
    assert (mail.sender, mail.subject) == ("Luc <luc@client.example>", "Re: Fenêtre")
    assert mail.text == "Bonjour,\nLa vitre est brisée depuis lundi.\nPouvez-vous venir ?"


def test_the_same_message_has_the_same_id_and_others_have_others() -> None:
    one, other = message("Bonjour"), message("Bonjour")
    other.replace_header("Message-ID", "<2@client.example>")
    assert read(one).id == read(message("Bonjour")).id != read(other).id
    del one["Message-ID"]
    assert len(read(one).id) == 12


def test_attachments_are_named_those_that_programs_only_mention_too() -> None:
    made = message("Voici. (See attached file: RIB.pdf) [image]")
    made.add_attachment("Escalier en chêne", filename="Cahier des charges.txt")
    mail = read(made)
    assert mail.attachments == ("Cahier des charges.txt", "RIB.pdf")
    assert mail.text == "Voici."


def test_a_mailbox_is_its_messages(tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "boite.mbox")
    for number, words in enumerate(("Première demande.", "Seconde demande.")):
        made = message(words, f"Sujet {number}")
        made.replace_header("Message-ID", f"<{number}@client.example>")
        box.add(made)
    box.close()
    mails = mails_of(parse_file(tmp_path / "boite.mbox", Reading(Ingest())), "boite.mbox")
    assert [(mail.subject, mail.text) for mail in mails] == [
        ("Sujet 0", "Première demande."),
        ("Sujet 1", "Seconde demande."),
    ]
    assert [mail.name for mail in mails] == ["boite.mbox › message 1", "boite.mbox › message 2"]
    assert mails[0].recipients == "contact@atelier.example"


def test_a_file_that_is_no_mail_holds_none(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("Bonjour.", encoding="utf-8")
    assert mails_of(parse_file(tmp_path / "note.txt", Reading(Ingest())), "note.txt") == []


@pytest.mark.skipif(not REAL.is_dir(), reason="shared/fixtures/mail-fr is not on this machine")
def test_real_mails_lose_what_is_not_theirs() -> None:
    by_number = {
        file.name[:2]: mails_of(parse_file(file, Reading(Ingest())), file.name)[0] for file in REAL.glob("*.eml")
    }
    assert len(by_number) == 41
    assert "J'ai besoin d'une attestation scolaire pour mon enfant.\nPouvez-vous" in by_number["01"].text
    assert by_number["01"].sender == "Dupont <dupont@societaire.com>"
    assert by_number["33"].sender == "Dupont <monsieurdupont@extensiona.com>"
    assert by_number["36"].attachments == ("IMG.PNG",)
    assert all("\n>" not in mail.text and "See attached" not in mail.text for mail in by_number.values())
    assert "Votre devis véhicule" not in by_number["26"].text
