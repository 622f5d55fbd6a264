"""Days that are said from today."""

from __future__ import annotations

import pytest

from rag.office.mail.soon import soon_in

SENT = "2026-05-06T10:00:00+02:00"  # a Wednesday


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("au plus tard demain matin", "2026-05-07"),
        ("après-demain si possible", "2026-05-08"),
        ("il me le faut ce soir", "2026-05-06"),
        ("d'ici vendredi", "2026-05-08"),
        ("avant mercredi", "2026-05-13"),
        ("lundi en huit", "2026-05-18"),
        ("sous huit jours", "2026-05-14"),
        ("sous huitaine", "2026-05-14"),
        ("sous 48 heures", "2026-05-08"),
        ("dans les 2 semaines", "2026-05-20"),
        ("la semaine prochaine", "2026-05-15"),
        ("avant la fin de la semaine", "2026-05-08"),
        ("pour la fin du mois", "2026-05-31"),
        ("by Friday please", "2026-05-08"),
        ("within 3 days", "2026-05-09"),
        ("lundi dernier", ""),
        ("mardi 19 mai à 14 h", ""),
        ("rien de tel", ""),
    ],
)
def test_a_day_from_today(text: str, day: str) -> None:
    assert soon_in(text, SENT) == day


def test_without_a_date_nothing_is_told() -> None:
    assert soon_in("demain", "") == ""
