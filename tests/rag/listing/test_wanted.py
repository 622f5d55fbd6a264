"""A question is a list only when every word of it is understood as one."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from rag.listing.amounts import Bounds
from rag.listing.periods import Period
from rag.listing.wanted import Named, Role, Wanted, wanted
from rag.records import Genre, Wish

TODAY = date(2026, 11, 27)
MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))
IN_2025 = Period(date(2025, 1, 1), date(2025, 12, 31))
IN_2026 = Period(date(2026, 1, 1), date(2026, 12, 31))
INVOICES = (Genre.INVOICE,)

YES = {
    "Combien de contrats avec Dupont ?": Wanted(Wish.COUNT, (Genre.CONTRACT,), parties=(Named("Dupont"),)),
    "liste des factures de mars 2026 de plus de 1 000 €": Wanted(
        Wish.LIST, INVOICES, period=MARCH, bounds=Bounds(least=Decimal(1000), over=True)
    ),
    "total des factures de la société X en 2025": Wanted(
        Wish.SUM, INVOICES, period=IN_2025, parties=(Named("X", Role.SENDER),)
    ),
    "Factures de mars 2026 de plus de 1 000 €": Wanted(
        Wish.LIST, INVOICES, period=MARCH, bounds=Bounds(least=Decimal(1000), over=True)
    ),
    "Combien de factures avons-nous ?": Wanted(Wish.COUNT, INVOICES),
    "Combien avons-nous de factures en 2026 ?": Wanted(Wish.COUNT, INVOICES, period=IN_2026),
    "Combien y a-t-il de devis en mars 2026 ?": Wanted(Wish.COUNT, (Genre.QUOTE,), period=MARCH),
    "combien de factures en 2026": Wanted(Wish.COUNT, INVOICES, period=IN_2026),
    "Nombre de courriels reçus de Loïc Ferrandeau": Wanted(
        Wish.COUNT, (Genre.EMAIL,), parties=(Named("Loïc Ferrandeau", Role.SENDER),)
    ),
    "Quelles factures dépassent 10 000 € ?": Wanted(
        Wish.LIST, INVOICES, bounds=Bounds(least=Decimal(10000), over=True)
    ),
    "Quels sont nos contrats avec Bois Sartheval ?": Wanted(
        Wish.LIST, (Genre.CONTRACT,), parties=(Named("Bois Sartheval"),)
    ),
    "Donne-moi la liste des devis de 2025": Wanted(Wish.LIST, (Genre.QUOTE,), period=IN_2025),
    "Montre-moi toutes les factures de mars 2026": Wanted(Wish.LIST, INVOICES, period=MARCH),
    "Peux-tu me donner la liste des factures de mars 2026 s'il te plaît ?": Wanted(Wish.LIST, INVOICES, period=MARCH),
    "Je voudrais la liste des contrats signés en 2025": Wanted(Wish.LIST, (Genre.CONTRACT,), period=IN_2025),
    "Lister les courriers envoyés à Mme Fravallon": Wanted(
        Wish.LIST, (Genre.LETTER,), parties=(Named("Mme Fravallon", Role.RECEIVER),)
    ),
    "liste des avoirs": Wanted(Wish.LIST, INVOICES, credits=True),
    "Total HT des factures de mars 2026": Wanted(Wish.SUM, INVOICES, period=MARCH, net=True),
    "Quel est le montant total des factures de mars 2026 ?": Wanted(Wish.SUM, INVOICES, period=MARCH),
    "Quel est le total des devis entre 5 000 et 10 000 euros HT ?": Wanted(
        Wish.SUM, (Genre.QUOTE,), bounds=Bounds(Decimal(5000), Decimal(10000), net=True), net=True
    ),
    "Somme des factures pour la Mairie d'Écouvrelles": Wanted(
        Wish.SUM, INVOICES, parties=(Named("Mairie d'Écouvrelles", Role.RECEIVER),)
    ),
    "Liste des factures et des devis de mars 2026": Wanted(Wish.LIST, (Genre.INVOICE, Genre.QUOTE), period=MARCH),
    "liste des comptes rendus de 2026": Wanted(Wish.LIST, (Genre.MINUTES,), period=IN_2026),
    "Combien de documents de 2025 ?": Wanted(Wish.COUNT, (), period=IN_2025),
    "How many invoices do we have in 2026?": Wanted(Wish.COUNT, INVOICES, period=IN_2026),
    "How many contracts with Bois Sartheval?": Wanted(
        Wish.COUNT, (Genre.CONTRACT,), parties=(Named("Bois Sartheval"),)
    ),
    "List the invoices over €1,000 from March 2026": Wanted(
        Wish.LIST, INVOICES, period=MARCH, bounds=Bounds(least=Decimal(1000), over=True)
    ),
    "List of invoices dated March 2026": Wanted(Wish.LIST, INVOICES, period=MARCH),
    "Show me all the quotes in 2026": Wanted(Wish.LIST, (Genre.QUOTE,), period=IN_2026),
    "What is the total of the invoices for 2025?": Wanted(Wish.SUM, INVOICES, period=IN_2025),
    "which invoices are above 5 000 €?": Wanted(Wish.LIST, INVOICES, bounds=Bounds(least=Decimal(5000), over=True)),
    "What are our contracts with Ouest Machines Bois?": Wanted(
        Wish.LIST, (Genre.CONTRACT,), parties=(Named("Ouest Machines Bois"),)
    ),
    "Liste des devis pour Le Chaland Bleu": Wanted(
        Wish.LIST, (Genre.QUOTE,), parties=(Named("Le Chaland Bleu", Role.RECEIVER),)
    ),
}

NO = """
factures
Combien de jours de congés ai-je ?
Combien de factures n'ont pas été payées ?
quelles factures ne sont pas payées
Quelles factures sont impayées ?
liste des factures de mars et leur condition de paiement
Quel est le total de la facture F-2026-0142 ?
Quel est le montant de la facture du Chaland Bleu ?
Combien de temps ai-je pour fournir mon arrêt maladie ?
Combien coûte la pose ?
Combien de fois par an les contrats sont-ils révisés ?
Quelles sont les conditions des contrats avec Bois Sartheval ?
Quels sont les contrats qui finissent en 2030 ?
Quels documents dois-je fournir pour une subvention ?
Liste des documents à fournir
Quels documents ?
Combien de lettres dans le mot facture ?
Combien de pages dans les contrats ?
Combien de contrats sont reconduits tacitement ?
Quelles factures faut-il joindre au dossier ?
Liste des machines de l'atelier
Comment sont numérotées les factures ?
Factures de mars 2026 et devis en attente
Combien de minutes dure la pause ?
How many minutes is the break?
How many days of leave do we get?
Which invoices are unpaid?
Which documents must I sign?
List the invoices and how they were paid
What is the total of invoice F-2026-0142?
Quel est le délai de paiement des factures ?
total des contrats avec Bois Sartheval
Contrats de plus de 1 000 €
liste des contrats de plus de 1 000 €
À combien s'élève la facture de mars 2026 ?
Combien de factures par mois ?
Que disent les courriels de mars 2026 ?
Quelles sont les factures en retard ?
Résume les courriels de mars 2026
Qui a signé les contrats de 2025 ?
Liste des factures sans TVA
"""


@pytest.mark.parametrize("question", YES)
def test_what_is_asked_for(question: str) -> None:
    assert wanted(question, TODAY) == YES[question]


@pytest.mark.parametrize("question", NO.strip().split("\n"))
def test_any_other_question_is_none(question: str) -> None:
    assert wanted(question, TODAY) is None


@pytest.mark.parametrize(
    "question",
    [
        "liste des contrats de travail",
        "Combien de factures d'électricité ?",
        "liste des lettres de relance",
        "factures EDF 2025",
    ],
)
def test_a_name_in_small_letters_is_unsure(question: str) -> None:
    found = wanted(question, TODAY)
    assert found
    assert [one.sure for one in found.parties] == [False]


def test_whoever_is_named_as_a_company_is_sure() -> None:
    found = wanted("Combien de factures de la société bois sartheval en 2026 ?", TODAY)
    assert found
    assert found.parties == (Named("bois sartheval", Role.SENDER),)


def test_two_people_are_both_meant() -> None:
    found = wanted("Liste des courriels de Loïc Ferrandeau à Hélène Tourvelin", TODAY)
    assert found
    assert found.parties == (Named("Loïc Ferrandeau", Role.SENDER), Named("Hélène Tourvelin", Role.RECEIVER))


@pytest.mark.parametrize("name", ["spf_qr", "cnil_faq", "piaf"])
def test_questions_of_other_people_are_left_alone(name: str, shared: Path) -> None:
    """4,700 real questions, none of which asks for documents."""
    file = shared / "bench" / name / "queries.jsonl"
    if not file.is_file():
        pytest.skip(f"question set not found: {file}")
    questions = [json.loads(line)["text"] for line in file.read_text(encoding="utf-8").splitlines()]
    assert len(questions) > 100
    assert [one for one in questions if wanted(one, TODAY)] == []


def test_our_own_questions_are_left_alone() -> None:
    file = Path(__file__).resolve().parents[3] / "data" / "questions" / "samples.jsonl"
    questions = [json.loads(line)["question"] for line in file.read_text(encoding="utf-8").splitlines()]
    assert [one for one in questions if wanted(one, TODAY)] == []
