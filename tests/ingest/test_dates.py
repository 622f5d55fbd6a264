"""The date that a document gives itself, in the forms of French and English papers."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.dates import dates_in, document_date
from rag.records import Block


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-12", "12/03/2026", "12.03.2026", "12-03-2026", "12/03/26", "12 mars 2026", "jeudi 12 mars 2026",
        "12 MARS 2026", "12 March 2026", "12th of March 2026", "March 12, 2026", "Mar. 12th, 2026", "12 mar. 2026",
    ],
)  # fmt: skip
def test_forms(text: str) -> None:
    assert dates_in(f"avant {text} après") == [date(2026, 3, 12)]


def test_more_forms() -> None:
    assert dates_in("le 1er août 2026, 3 févr. 2026, 24 décembre 2025") == [
        date(2026, 8, 1),
        date(2026, 2, 3),
        date(2025, 12, 24),
    ]
    assert dates_in("11/03/2026", american=True) == [date(2026, 11, 3)]


@pytest.mark.parametrize(
    "text",
    [
        "09.69.39.00.00", "06.12.03.26.11", "31/02/2026", "12/2026", "1.2.3", "version 12.03.26.4", "F-2026-03-12",
        "99/99/9999",
    ],
)  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    assert dates_in(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Facture n° F-1\nDate : 31 mars 2026 Échéance : 30 avril 2026", "2026-03-31"),
        ("Échéance : 30/04/2026\nDate de facture : 31/03/2026", "2026-03-31"),
        ("Invoice date 31 March 2026\nDue date 30 April 2026", "2026-03-31"),
        ("Angers, le 8 avril 2026\nVous nous avez signalé le 23 mars 2026 une rayure.", "2026-04-08"),
        ("Saint-Aubrin-sur-Loire, le 8 avril 2026", "2026-04-08"),
        ("8 avril 2026", "2026-04-08"),
        ("Réunion du mercredi 25 mars 2026, 10 h 30", "2026-03-25"),
        ("Entre A et B – signé le 12 décembre 2025", "2025-12-12"),
        ("Version du 5 janvier 2026", "2026-01-05"),
        ("En vigueur au 1er janvier 2026", "2026-01-01"),
        ("né le 14 mars 2007, demeurant à Angers", ""),
        ("du 13 au 24 avril 2026", ""),
        ("avant le 30 septembre 2026", ""),
        ("En application du décret n° 2020-260 du 16 mars 2020 portant réglementation", ""),
        ("Dernier exercice : 9 avril 2026, sans incident", ""),
    ],
)
def test_the_words_around_a_date_decide(text: str, expected: str) -> None:
    assert document_date([Block("Titre", heading=1), Block(text)]) == expected


def test_a_date_above_the_signatures_counts_wherever_it_stands() -> None:
    body = [Block(f"Article {number}. Le bail prend effet le 1er octobre 2021.") for number in range(40)]
    end = Block("Fait à Angers, le 14 septembre 2021, en deux exemplaires")
    assert document_date([*body, end]) == "2021-09-14"


def test_the_title_and_the_attachment() -> None:
    assert document_date([Block("PV du CSE du 18 mars 2026", heading=1)]) == "2026-03-18"
    assert document_date([Block("Date : 3 mars 2026", part="devis.pdf")]) == ""


def test_the_month_stands_first_where_some_date_proves_it() -> None:
    assert document_date([Block("Invoice Date 11/03/2017"), Block("Paid on 11/17/2017")]) == "2017-11-03"
    assert document_date([Block("Date de facture 11/03/2017"), Block("Payé : 17/11/2017")]) == "2017-03-11"


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Rapport mensuel – mars 2026", "2026-03"),
        ("Monthly report, March 2026", "2026-03"),
        ("AOÛT 2025", "2025-08"),
        ("Planning des congés 2026", ""),
        ("Mars en Brenne, plan 2026", ""),
        ("De janvier à mars 2026", ""),
        ("Relevé du 12 mars 2026", "2026-03-12"),
    ],
)
def test_a_heading_may_name_a_month_alone(heading: str, expected: str) -> None:
    assert document_date([Block(heading, heading=1), Block("Les heures du mois.")]) == expected


def test_a_month_counts_less_than_a_day_and_only_in_a_heading() -> None:
    assert document_date([Block("Rapport de mars 2026", heading=1), Block("Date : 3 avril 2026")]) == "2026-04-03"
    assert document_date([Block("Rapport", heading=1), Block("Depuis mars 2026, les heures augmentent.")]) == ""
