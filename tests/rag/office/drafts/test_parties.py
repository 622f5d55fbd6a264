from __future__ import annotations

import pytest

from rag.office.drafts.client import Known, client_of, is_own
from rag.office.drafts.parties import address_in, addressed_in, contacts_in, is_siret, is_vat, numbers_in
from rag.office.drafts.record import Origin, Why
from rag.office.drafts.request import received, typed
from rag.records import Genre, Kind
from tests.rag.office.drafts.papers import FIRM, SIRET, document, passage

QUOTE = """Atelier Tourvelin
12 rue du Copeau-Doré 49000 Angers contact@atelier-tourvelin.example
Devis n° D-2026-026
Cabinet dentaire Brissard-Nouet 45 boulevard du Grand-Mail 49000 Angers SIRET 005 188 461 00015
Objet : banque d'accueil"""
LETTER = """Mme Odile Fravallon
c/o M. Petit
8 impasse des Lavandières
49983 Saint-Aubrin-sur-Loire
Tél. 02 61 91 55 18"""
CONTACTS = """Client | Interlocuteur | Courriel | Téléphone | Conditions de paiement
Cabinet dentaire Brissard-Nouet | Dr Capucine Nouet | accueil@brissard-nouet.example | 02 61 91 62 07 | 30 jours
Mme Fravallon | Odile Fravallon | – | 02 61 91 55 18 | comptant
Garage Petit | Paul Petit | p@garage-petit.example | 02 61 91 00 01 |"""


def known() -> Known:
    quote = document("D-026.pdf", Kind.PDF, genre=Genre.QUOTE, date="2026-02-12")
    letter = document("lettre.docx", Kind.TEXT, genre=Genre.LETTER, date="2026-03-01")
    older = document("vieux.pdf", Kind.PDF, genre=Genre.QUOTE, date="2020-01-01")
    table = document("contacts.csv")
    parties = [
        *addressed_in(older, [passage("Cabinet dentaire Brissard-Nouet\n1 rue Haute\n49100 Angers", "vieux.pdf")]),
        *addressed_in(quote, [passage(QUOTE, "D-026.pdf", page=1)]),
        *addressed_in(letter, [passage(LETTER, "lettre.docx")]),
        *contacts_in(table, [passage(CONTACTS, "contacts.csv", row=2)]),
    ]
    dates = {one.id: one.date for one in (quote, letter, older, table)}
    return Known(tuple(party for party in parties if not is_own(party, FIRM)), dates)


def test_addresses_with_what_stands_beside_them() -> None:
    own, client = addressed_in(document("d.pdf", Kind.PDF), [passage(QUOTE, "d.pdf", page=3)])
    assert is_own(own, FIRM)
    assert not is_own(client, FIRM)
    assert {key: value for key, value, _ in client.values} == {
        "name": "Cabinet dentaire Brissard-Nouet", "street": "45 boulevard du Grand-Mail", "postcode": "49000",
        "city": "Angers", "siret": SIRET,
    }  # fmt: skip
    place = client.values[0][2]
    assert (place.page, QUOTE[place.start : place.end]) == (3, place.quote)
    (person,) = addressed_in(document("l.docx", Kind.TEXT), [passage(LETTER, "l.docx")])
    assert {key: value for key, value, _ in person.values} == {
        "name": "Mme Odile Fravallon", "street": "8 impasse des Lavandières", "postcode": "49983",
        "city": "Saint-Aubrin-sur-Loire", "phone": "02 61 91 55 18",
    }  # fmt: skip


def test_a_table_without_people_is_no_list_of_contacts() -> None:
    assert list(contacts_in(document(), [passage("Client | Montant\nPaul | 12")])) == []


@pytest.mark.parametrize(
    ("number", "right"),
    [(SIRET, True), ("00518846100016", False), ("35600000000048", True), ("732829320", False), ("x" * 14, False)],
)
def test_a_siret_adds_up(number: str, right: bool) -> None:
    assert is_siret(number) is right


def test_a_vat_number_has_its_key() -> None:
    assert is_vat("FR49004912739")
    assert not is_vat("FR48004912739")
    assert not is_vat("DE49004912739")


def test_numbers_of_a_signature() -> None:
    assert numbers_in("SIRET 123 456 789 00012, TVA FR49 004 912 739, +33 2 61 91 62 07, a.b@c.example.") == {
        "vat": "FR49004912739", "phone": "+33 2 61 91 62 07", "email": "a.b@c.example",
    }  # fmt: skip
    assert address_in("rien") is None


@pytest.mark.parametrize(
    ("text", "name", "origin"),
    [
        ("Devis pour Cabinet dentaire Brissard-Nouet : 2 portes", "Cabinet dentaire Brissard-Nouet", Origin.LIBRARY),
        ("Brissard veut 2 portes", "Cabinet dentaire Brissard-Nouet", Origin.LIBRARY),
        ("Fravallon : 2 fenêtres", "Mme Odile Fravallon", Origin.LIBRARY),
        ("2 fenêtres", "", None),
        ("2 portes pour Martin", "", None),
    ],
)
def test_the_client_of_a_typed_request(text: str, name: str, origin: Origin | None) -> None:
    fields, missing = client_of(typed(text), {}, known())
    found = {field.key: field for field in fields}
    assert found["client.name"].value == name if name else "client.name" not in found
    if origin:
        source = found["client.street"].source
        assert source.origin is origin
        assert source.place
        assert found["client.street"].value in source.place.quote
    assert not [one for one in missing if one.needed]


def test_the_newest_paper_is_believed_and_the_other_told() -> None:
    fields, missing = client_of(typed("Cabinet dentaire Brissard-Nouet, 2 portes"), {}, known())
    values = {field.key: field.value for field in fields}
    assert (values["client.street"], values["client.siret"]) == ("45 boulevard du Grand-Mail", SIRET)
    assert [(one.key, one.why, one.choices, one.needed) for one in missing] == [
        ("client.street", Why.SEVERAL, ("1 rue Haute",), False)
    ]


def test_a_sender_is_known_by_his_address_his_domain_or_his_name() -> None:
    for sender in (
        "Capucine Nouet <accueil@brissard-nouet.example>",
        "Julie <j.martin@brissard-nouet.example>",
        "Odile Fravallon <odile49@courriel.example>",
    ):
        mail = document("m.eml", Kind.MAIL, sender=sender)
        request = received(mail, [passage(f"De : {sender}\nBonjour, 2 portes.", "m.eml")])
        values = {field.key: field for field in client_of(request, {}, known())[0]}
        assert values["client.name"].value in {"Cabinet dentaire Brissard-Nouet", "Mme Odile Fravallon"}
        assert values["client.email"].source.origin is Origin.REQUEST
        assert values["client.city"].source.origin is Origin.LIBRARY


def test_an_unknown_sender_is_named_and_his_address_is_read_in_his_letter_or_missing() -> None:
    sender = "Zoé Klein <zoe@klein.example>"
    text = f"De : {sender}\nBonjour, 2 portes.\nCordialement\nZoé Klein\n3 rue Basse\n49400 Saumur"
    request = received(document("m.eml", Kind.MAIL, sender=sender), [passage(text, "m.eml")])
    values = {field.key: field.value for field in client_of(request, {}, known())[0]}
    assert (values["client.name"], values["client.city"]) == ("Zoé Klein", "Saumur")


def test_two_clients_that_fit_are_both_told() -> None:
    fields, (missing,) = client_of(typed("Pour Brissard et Petit"), {}, known())
    assert (missing.key, missing.why, fields) == ("client.name", Why.SEVERAL, [])
    assert len(missing.choices) == 2


def test_what_is_given_is_believed() -> None:
    given = {"client.name": "Garage Petit", "client.street": "1 rue Neuve"}
    found = {field.key: field for field in client_of(typed("Brissard"), given, known())[0]}
    assert (found["client.email"].value, found["client.street"].source.origin) == (
        "p@garage-petit.example", Origin.GIVEN,
    )  # fmt: skip


def test_an_address_is_never_put_together_from_two_papers() -> None:
    table = document("contacts.csv")
    rows = "Client | Adresse | Téléphone\nCabinet dentaire Brissard-Nouet | 9 rue Neuve | 02 61 91 62 07"
    quote = document("D-026.pdf", Kind.PDF, genre=Genre.QUOTE, date="2026-02-12")
    newer = document("contacts.csv", date="2026-06-01")
    papers = [
        *contacts_in(table, [passage(rows, "contacts.csv", row=2)]),
        *addressed_in(quote, [passage(QUOTE, "D-026.pdf", page=1)]),
    ]
    dates = {one.id: one.date for one in (newer, quote)}
    parties = tuple(party for party in papers if not is_own(party, FIRM))
    fields, missing = client_of(typed("Brissard : 2 portes"), {}, Known(parties, dates))
    values = {field.key: field.value for field in fields}
    assert values["client.street"] == "9 rue Neuve"
    assert "client.city" not in values
    assert [one.choices for one in missing] == [("45 boulevard du Grand-Mail",)]
