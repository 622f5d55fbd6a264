"""Figures with their units, and what confirms what."""

from __future__ import annotations

import pytest
from babel.numbers import format_currency
from hypothesis import given
from hypothesis import strategies as st

from rag.answering.figures import Sort, confirmed, evidence, figures

SAME = [
    ("1 250,00 €", "1250€"), ("1 250,00 €", "1.250 EUR"), ("1 250,00 €", "EUR 1,250.00"), ("1250 euros", "1 250 €"),
    ("3,2 millions d'euros", "3 200 000 €"), ("15 k€", "15 000 €"), ("$1,250.50", "1250,50 dollars"),
    ("12/03/2024", "12 mars 2024"), ("2024-03-12", "March 12, 2024"), ("12 mars 2024", "12/03/2024"),
    ("six mois", "6 mois"), ("trente jours", "30 jours"), ("20 %", "20 pour cent"), ("2,5%", "2.5 percent"),
    ("14h30", "14:30"), ("2:30 pm", "14 h 30"), ("8 heures", "8 h 00"), ("12 m²", "12 m2"),
    ("+33 4 74 00 00 00", "04.74.00.00.00"), ("SIRET 123 456 789 00012", "12345678900012"),
    ("FR76 3000 6000 0112 3456 7890 189", "FR7630006000011234567890189"), ("F-2026-0142", "f2026/0142"),
    ("R+2", "r+2"),
]  # fmt: skip
CONFIRMED = [
    ("2e étage", "deuxième étage"),
    ("1 mois", "un mois"),
    ("en 2024", "le 12 mars 2024"),
    ("mars 2024", "3 mars 2024"),
]
OTHER = [
    ("1 250 €", "1 350 €"), ("1 250 €", "1 250 $"), ("100 € HT", "100 € TTC"), ("5 %", "5 €"),
    ("12 mars 2024", "12 mai 2024"),
    ("12/03/2024", "13/03/2024"), ("six mois", "six ans"), ("30 jours ouvrés", "30 jours ouvrables"),
    ("14 h 30", "14 h 45"),
    ("F-2026-0142", "F-2026-0143"), ("04 74 00 00 00", "04 74 00 00 01"), ("12 m²", "12 m³"), ("1 mois", "un délai"),
    ("1 jour", "la première fois"), ("3,2 millions", "3,2"),
]  # fmt: skip


def says(source: str, claim: str) -> bool:
    claimed = [figure for figure in figures(claim, "fr") if figure.certain]
    held = evidence(figures(source, "fr"))
    return bool(claimed) and all(confirmed(figure, held) for figure in claimed)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_ways_of_writing_one_thing(one: str, other: str) -> None:
    assert says(f"Il est dit {other} ici.", f"Il est dit {one} ici.")
    assert says(f"Il est dit {one} ici.", f"Il est dit {other} ici.")


@pytest.mark.parametrize(("claim", "source"), CONFIRMED)
def test_a_source_confirms_what_it_says_with_other_words(claim: str, source: str) -> None:
    assert says(f"Il est dit {source} ici.", f"Il est dit {claim} ici.")


@pytest.mark.parametrize(("claim", "source"), OTHER)
def test_two_different_things(claim: str, source: str) -> None:
    assert not says(f"Il est dit {source} ici.", f"Il est dit {claim} ici.")


@given(
    st.decimals(1, 10**7, places=2),
    st.sampled_from(["fr_FR", "en_GB", "en_US", "de_DE"]),
    st.sampled_from(["EUR", "USD"]),
)
def test_an_amount_is_the_same_in_every_country_and_no_other(amount: object, locale: str, currency: str) -> None:
    written = str(format_currency(amount, currency, locale=locale))
    french = str(format_currency(amount, currency, locale="fr_FR"))
    assert says(f"Total {french} .", f"Total {written} .")
    assert not says(f"Total {french} .", f"Total 9{written.lstrip('€$ US')} .")


@given(st.text(max_size=60))
def test_any_text_can_be_read_and_places_are_right(text: str) -> None:
    taken = 0
    for figure in figures(text):
        assert text[figure.start : figure.end] == figure.text
        if figure.certain:
            assert figure.start >= taken
            taken = figure.end


def test_sorts() -> None:
    found = figures("Le 3 mai 2024 à 9h15, F-2026-0142 : 12 € pour un mètre et jean@ex.fr.", "fr")
    assert [figure.sort for figure in found if figure.certain] == [
        Sort.DATE, Sort.TIME, Sort.IDENTIFIER, Sort.NUMBER, Sort.IDENTIFIER,
    ]  # fmt: skip
