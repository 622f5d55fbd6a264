from __future__ import annotations

from decimal import Decimal

import pytest

from rag.office.drafts.request import received, typed
from rag.office.drafts.wanted import discounts_in, rate_in, things_in
from rag.records import Kind
from tests.rag.office.drafts.papers import document, passage

THINGS = [
    ("3 jours de formation et 2 licences, remise 10 %", [("formation", "3", "jours"), ("licences", "2", "")]),
    ("Please quote for 3 days of training and two licences.", [("training", "3", "days"), ("licences", "2", "")]),
    ("Devis : 4 fenêtres chêne 2 vantaux 1250 × 1150 mm", [("fenêtres chêne 2 vantaux 1250 × 1150 mm", "4", "")]),
    ("2 x porte de bureau ; 12,5 m² de lames", [("porte de bureau", "2", ""), ("lames", "12.5", "m²")]),
    ("trois portes, une heure d'étude", [("portes", "3", ""), ("étude", "1", "heure")]),
    ("Pose : 12 h\nFenêtres x 2\nbibliothèque, 6 m², et 3 tables",
     [("Pose", "12", "h"), ("Fenêtres", "2", ""), ("bibliothèque", "6", "m²"), ("tables", "3", "")]),
    ("1) 2 tables\n2) 5 chaises", [("tables", "2", ""), ("chaises", "5", "")]),
    ("1 250 vis inox", [("vis inox", "1250", "")]),
    ("2 fenêtres 1250 × 1450 et 8 h de pose, TVA 5,5 %", [("fenêtres 1250 × 1450", "2", ""), ("pose", "8", "h")]),
]  # fmt: skip
NOTHING = [
    "Livraison le 3 mai 2026 à 14h30, au 12 rue Foch, 49000 Angers.",
    "Nous sommes 4 associés et notre budget est de 2 000 €.",
    "Appelez-moi au 02 61 91 62 07.",
    "Remise de 5 % sur le devis D-2026-017.",
]


@pytest.mark.parametrize(("text", "things"), THINGS)
def test_things_with_their_counts(text: str, things: list[tuple[str, str, str]]) -> None:
    found = [one for one in things_in(typed(text)) if one.quantity]
    assert [(one.what, one.quantity, one.unit) for one in found] == [
        (what, Decimal(count), unit) for what, count, unit in things
    ]
    for one in found:
        assert one.what in text[one.start : one.end]


@pytest.mark.parametrize("text", NOTHING)
def test_other_figures_count_nothing(text: str) -> None:
    assert [one for one in things_in(typed(text)) if one.quantity] == []


def test_a_number_that_may_be_two_is_none() -> None:
    (one,) = (one for one in things_in(typed("1.250 clous")) if one.what == "clous")
    assert one.quantity == 0


def test_a_clause_without_a_count_is_told_apart() -> None:
    found = things_in(typed("2 fenêtres, dépose comprise"))
    assert [(one.what, one.quantity, one.wished) for one in found] == [
        ("fenêtres", 2, True), ("dépose comprise", 0, False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "percent", "amount", "what"),
    [
        ("remise 10 %", "10", "0", ""),
        ("une remise de 2,5 % sur les fenêtres chêne, svp", "2.5", "0", "fenêtres chêne"),
        ("50 € de remise sur le total", "0", "50", ""),
        ("10% off the training.", "10", "0", "training"),
        ("a discount of 5 percent on the whole order", "5", "0", ""),
    ],
)
def test_discounts(text: str, percent: str, amount: str, what: str) -> None:
    (off,) = discounts_in(typed(text))
    assert (off.percent, off.amount, off.what) == (Decimal(percent), Decimal(amount), what)


def test_the_rate_of_vat() -> None:
    found = rate_in(typed("Avec une TVA à taux réduit de 5,5 %"))
    assert found
    assert found[0] == Decimal("5.5")
    assert rate_in(typed("2 tables")) is None


MAIL = """De : Capucine Nouet <accueil@brissard-nouet.example>
À : Clarisse <c@atelier.example>
Date : 2026-05-05 08:47
Objet : Demande de devis
Bonjour,
Il nous faut :
- 3 portes ;
- un store.
Nous avons 4 salles. Bien à vous,
Cordialement,
2 rue Foch"""


def test_a_letter_is_read_from_its_greeting_to_its_closing_words() -> None:
    mail = document("m.eml", Kind.MAIL, sender="Capucine Nouet <accueil@brissard-nouet.example>")
    earlier = passage("Messages précédents\n> 7 tables", "m.eml", ordinal=1, section=("Messages précédents",))
    request = received(mail, [passage(MAIL, "m.eml", page=1), earlier, passage("9 lits", "m.eml", part="a.pdf")])
    found = [one for one in things_in(request) if one.quantity]
    assert [(one.what, one.wished, one.article) for one in found] == [("portes", True, False), ("store", True, False)]
    place = request.source(found[0].start, found[0].end).place
    assert place
    assert (place.document, place.page) == ("m.eml", 1)
    assert place.quote == "- 3 portes ;" == MAIL[place.start : place.end]
