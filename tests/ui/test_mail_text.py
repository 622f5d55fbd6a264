"""Sorted mail in words."""

from __future__ import annotations

from rag.office.mail.record import Guess, Link, Mail, MailsSorted, Priority, Sorted, Sorting, Tie
from rag.records import DocumentId
from ui.mail_text import as_csv, plain

MAIL = Mail("abc123", "a.eml", "Paule <p@c.example>", "", "2026-05-04T08:00:00", "=SOMME(A1)", "Combien ?")
NAMES = {"quote": "Demande de devis", "order": "Commande ou accord"}
SURE = Sorted(
    MAIL,
    Sorting("quote", sure=True, confidence=0.999, words=("Combien",)),
    "Demande de devis",
    Priority.NORMAL,
    asked=("Combien ?",),
    due="2026-05-20",
    due_words="Pour le 20 mai.",
    links=(Link(Tie.NAME, "Paule", DocumentId("d"), "Devis.pdf", "Paule"),),
    reply="Bonjour,\n[Votre nom]",
)
UNSURE = Sorted(
    Mail("def456", "b.eml", "", "", "", "", ""),
    Sorting("quote", sure=False, confidence=0.5, guesses=(Guess("quote", 0.5), Guess("order", 0.4))),
    "Demande de devis",
    Priority.HIGH,
)


def test_in_french_and_in_english() -> None:
    said = plain([SURE, UNSURE], MailsSorted(2, 1, ("cassé.eml",)), NAMES, "fr", drafts=True)
    first, second = said.split("\n\n")[:2]
    assert first.startswith("[À traiter d'abord] —")
    assert "Pas sûr : Demande de devis ou Commande ou accord ?" in first
    assert "Demande de devis (99 %) – parce que : Combien" in second
    assert "Pour le 20 mai 2026 : « Pour le 20 mai. »" in second
    assert "Dossier : Devis.pdf (Paule) – « Paule » y est nommé" in second
    assert "    [Votre nom]" in said
    assert said.endswith("2 courriels triés, dont 1 à vérifier. Illisibles : cassé.eml.")
    english = plain([SURE], MailsSorted(1, 0), NAMES, "en", drafts=False)
    assert "[Your name]" not in english
    assert "By May 20, 2026" in english


def test_a_table_in_which_nothing_computes() -> None:
    written = as_csv([SURE], NAMES, "fr").decode("utf-8-sig")
    assert written.startswith("Identifiant;Date;De;Objet")
    assert "'=SOMME(A1)" in written
