"""New text, signature and older messages told apart, as mail programs in French and English write them."""

from __future__ import annotations

import email
import email.policy
from pathlib import Path

import pytest

from ingest.parse.replies import Share, newest_first, shares
from rag.records import Block

# File number → how its older message begins; files without one are not named. Read by eye.
EARLIER = {
    "00": "Forwarded by MAIF", "01": "----- Transféré par", "02": "----- Transféré par", "03": "Le mar. 22 mai 2018",
    "04": "Le 16/05/2018", "05": "Le ven. 25 mai 2018", "07": "----- Transféré par", "09": "> Le 23 mai 2018",
    "10": "> Message du 31/05/18", "11": "----- Transféré par", "13": "De :\tDupont", "15": "----- Transféré par",
    "16": "> Message du 28/05/18", "20": "Le lundi 4 juin 2018", "22": "----- Transféré par",
    "23": "----- Transféré par", "26": "From: conseiller", "27": "De :\tmonsieurdupond", "28": "Le 2018-06-04 20:37",
    "31": "----- Transféré par", "32": "De :\tMonsieur Dupont", "33": "De :\tDupont",
    "36": "Début du message transféré",
    "40": "----- Transféré par",
}  # fmt: skip


def told(text: str) -> dict[Share, str]:
    lines = text.splitlines()
    found = shares(lines)
    return {share: "\n".join(line for line, one in zip(lines, found, strict=True) if one == share) for share in Share}


@pytest.mark.parametrize("number", range(41))
def test_real_mails(shared: Path, number: int) -> None:
    file = next((shared / "fixtures" / "mail-fr").glob(f"{number:02} *.eml"))
    message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    part = message.get_body(("plain",))
    assert part is not None
    lines = part.get_content().splitlines()
    older = [
        line.strip()
        for line, share in zip(lines, shares(lines), strict=True)
        if share in {Share.EARLIER, Share.FORWARDED} and line.strip()
    ]
    expected = EARLIER.get(f"{number:02}")
    assert older[0].startswith(expected) if expected else not older, older[:1]


@pytest.mark.parametrize(
    "line",
    [
        "Le 10 février 2026 à 18 h 02, Clarisse Bonnefoux a écrit :",
        "Le mar. 3 mars 2026 à 09:12, Un Nom Très Long <adresse@tres-longue.example>\na écrit :",
        "On Tue, 3 Mar 2026 at 09:12, Jane Doe <jane@example.org> wrote:",
        "-----Message d'origine-----",
        "-----Original Message-----",
        "________________________________\nDe : Jeanne\nEnvoyé : lundi 2 mars 2026\nÀ : Paul\nObjet : devis",
        "From: Jane\nSent: Monday\nTo: Paul\nSubject: quote",
        "De : Jeanne <j@a.example> Envoyé : lundi 2 mars 2026 10:12 À : Paul Objet : devis",
    ],
)
def test_the_ways_to_begin_an_older_message(line: str) -> None:
    found = told(f"D'accord pour jeudi.\n\n{line}\n\nEst-ce que jeudi convient ?")
    assert found[Share.NEW].strip() == "D'accord pour jeudi."
    assert found[Share.EARLIER].strip().startswith(line.splitlines()[0])
    assert "convient" in found[Share.EARLIER]


@pytest.mark.parametrize(
    "text",
    [
        "Le 12 mars, le client a écrit une lettre : nous y répondrons.",
        "De : rien\nVoilà la suite.",
        "Merci de venir de : Angers, Nantes ou Laval.",
        "On y va -- ou pas -- demain.",
    ],
)
def test_what_only_looks_like_it_stays_new(text: str) -> None:
    assert told(text)[Share.NEW] == text


def test_answers_between_the_quoted_lines_are_new() -> None:
    found = told("> Quel jour ?\n\nJeudi.\n\n> Quelle heure ?\n\nNeuf heures.")
    assert found[Share.NEW].split() == ["Jeudi.", "Neuf", "heures."]
    assert "Quelle heure" in found[Share.EARLIER]


def test_a_quoted_line_that_was_broken_is_not_an_answer() -> None:
    found = told("Merci.\n\n> une phrase très longue que le programme a\ncoupée ici\n>\n> suite")
    assert found[Share.NEW].strip() == "Merci."


@pytest.mark.parametrize(
    "signature",
    [
        "-- \nJeanne Morel\n02 41 00 00 00",
        "Envoyé de mon iPhone",
        "Sent from my Galaxy",
        "Ce message et ses pièces jointes sont confidentiels et destinés au seul destinataire.",
        "This e-mail is intended only for the person to whom it is addressed.",
    ],
)
def test_signatures_and_disclaimers(signature: str) -> None:
    found = told(f"La pose est le 3 juin.\n\n{signature}")
    assert found[Share.NEW].strip() == "La pose est le 3 juin."
    assert found[Share.SIGNATURE] == signature


def test_a_closing_stays_and_what_is_under_it_signs_but_not_the_postscript() -> None:
    found = told("Jeudi convient.\n\nBien cordialement,\nJeanne\nAtelier\n\nPS : le portail est bleu.")
    assert found[Share.NEW].split("\n")[-1] == "PS : le portail est bleu."
    assert "Bien cordialement," in found[Share.NEW]
    assert found[Share.SIGNATURE].split() == ["Jeanne", "Atelier"]


def test_blocks_are_put_in_order_below_their_titles() -> None:
    blocks = [
        Block("> Le 3 mars 2026, Paul a écrit :\n> Quel jour ?"),
        Block("Jeudi."),
        Block("-- \nJeanne"),
    ]
    found = newest_first(blocks)
    assert [(one.text, one.heading, one.apart) for one in found] == [
        ("Jeudi.", 0, False),
        ("-- \nJeanne", 0, False),
        ("Messages précédents", 2, True),
        ("> Le 3 mars 2026, Paul a écrit :\n> Quel jour ?", 0, False),
    ]
    found = newest_first(
        [Block("Voir ci-dessous."), Block("Cordialement\nJeanne"), Block("----- Message transféré -----\nx")]
    )
    assert [one.text for one in found] == [
        "Voir ci-dessous.", "Cordialement", "Signature", "Jeanne", "Message transféré",
        "----- Message transféré -----\nx",
    ]  # fmt: skip
