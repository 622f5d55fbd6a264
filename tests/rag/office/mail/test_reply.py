"""Drafts of replies: acknowledging, and nothing invented."""

from __future__ import annotations

import re

from rag.office.mail.categories import shipped
from rag.office.mail.record import Link, Mail, Tie
from rag.office.mail.reply import reply_to
from rag.records import DocumentId

MAIL = Mail(
    "1", "a.eml", "Odile Fravallon <odile@courriel.example>", "", "2026-05-04T08:00:00", "Re: Facture", "Combien ?"
)


def test_a_draft_repeats_what_is_asked_and_leaves_blanks() -> None:
    link = Link(Tie.NUMBER, "F-1", DocumentId("d"), "Facture F-1.pdf")
    draft = reply_to(MAIL, "invoice", ("Combien me reste-t-il à payer ?",), "2026-05-15", (link,))
    assert draft.startswith("Bonjour Odile Fravallon,\n\nNous avons bien reçu votre message du 4 mai 2026 au sujet de")
    assert "« Facture »" in draft
    assert "« Combien me reste-t-il à payer ? »" in draft
    assert "15 mai 2026" in draft
    assert "Facture F-1.pdf" in draft
    assert draft.endswith("[Votre nom]")


def test_every_figure_of_a_draft_is_one_of_the_mail() -> None:
    for category in shipped("fr"):
        draft = reply_to(MAIL, category.id, ("Combien ?",), "", ())
        assert set(re.findall(r"\d+", draft)) <= {"4", "2026"}
        assert category.id == "advertising" or "[" in draft


def test_nobody_answers_advertising_and_machines_have_no_name() -> None:
    assert reply_to(MAIL, "advertising", (), "", ()) == ""
    machine = Mail("1", "a.eml", "Comptabilité <compta@x.example>", "", "", "", "Voici.")
    assert reply_to(machine, "", (), "", ()).startswith("Bonjour,\n\nNous avons bien reçu votre message et")


def test_an_english_mail_is_answered_in_english() -> None:
    mail = Mail("1", "a.eml", "Imogen <i@n.example>", "", "2026-05-04", "Order", "When will you pay the order?")
    assert reply_to(mail, "order", (), "", ()).startswith("Hello Imogen,")
