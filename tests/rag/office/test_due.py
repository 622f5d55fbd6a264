"""By when: dates of a sentence, with the year of the meeting."""

from __future__ import annotations

import pytest

from rag.office.due import due_in, last_day

MEETING = "2026-11-16"


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("pour le 12 décembre", "2026-12-12"),
        ("avant le 15 février", "2027-02-15"),
        ("d'ici le 20/11/2026", "2026-11-20"),
        ("au plus tard le 2026-12-01", "2026-12-01"),
        ("d'ici fin novembre", "2026-11"),
        ("en janvier", "2027-01"),
        ("mars", "2027-03"),
        ("pour mars 2028", "2028-03"),
        ("by January 5", "2027-01-05"),
        ("La commande du 3 novembre sera livrée pour le 4 décembre.", "2026-12-04"),
        ("Le devis signé le 2 novembre est classé.", ""),
        ("rien", ""),
        ("", ""),
        ("le mois de mai dernier", ""),
    ],
)
def test_the_day_that_is_meant(text: str, due: str) -> None:
    assert due_in(text, MEETING) == due


def test_without_the_meetings_date_a_date_without_a_year_is_none() -> None:
    assert due_in("pour le 12 décembre", "") == ""
    assert due_in("pour le 12 décembre 2026", "") == "2026-12-12"


def test_a_meeting_of_a_month() -> None:
    assert due_in("pour le 12 décembre", "2026-11") == "2026-12-12"


def test_the_last_day_of_a_month() -> None:
    assert [last_day(day) for day in ("2028-02", "2026-04", "2026-04-03", "")] == [
        "2028-02-29",
        "2026-04-30",
        "2026-04-03",
        "",
    ]
