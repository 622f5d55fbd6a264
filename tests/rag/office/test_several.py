"""Several meetings: what changed, and what is overdue."""

from __future__ import annotations

from rag.office.record import Turn
from rag.office.several import compared
from tests.rag.office.parts import read

FIRST = read(
    "Actions\nAction | Responsable | Pour le\nRemplacer le vitrage fêlé de la fenêtre | Loïc Ferrandeau | 15 mars\n"
    "Commander les paumelles du portail | Inès | 20 mars\nRelancer le client du Chaland Bleu | Solange | 10 mars\n"
    "Nettoyer le local des archives | Paul | 5 mars\nRepeindre la salle de réunion | Karim | 30 juin",
    "2026-03-02",
    "CR 1.docx",
)
SECOND = read(
    "Actions\nAction | Responsable | Pour le\nRemplacer le vitrage fêlé de la fenêtre | Loïc | fait\n"
    "Commander les paumelles du portail | Inès | 6 mai\nRelancer le client du Chaland Bleu | Mathis | 10 mars",
    "2026-04-02",
    "CR 2.docx",
)


def test_what_changed_between_two_meetings() -> None:
    found = compared([SECOND, FIRST], "2026-04-20")
    assert [meeting.date for meeting in found.meetings] == ["2026-03-02", "2026-04-02"]
    assert [(change.turn, change.before.text.split()[0]) for change in found.changes] == [
        (Turn.DONE, "Remplacer"),
        (Turn.MOVED, "Commander"),
        (Turn.TAKEN, "Relancer"),
    ]


def test_what_is_overdue_is_named_once_and_what_is_done_is_not() -> None:
    found = compared([FIRST, SECOND], "2026-04-20")
    assert [(row.text.split()[0], row.due) for row in found.overdue] == [
        ("Nettoyer", "2026-03-05"),
        ("Relancer", "2026-03-10"),
    ]
    assert compared([FIRST], "2026-03-05").overdue == ()
    assert len(compared([FIRST, SECOND], "2026-07-01").overdue) == 4


def test_a_month_is_overdue_when_it_has_ended() -> None:
    meeting = read("Paul enverra le bail en mars.")
    assert compared([meeting], "2026-03-31").overdue == ()
    assert len(compared([meeting], "2026-04-01").overdue) == 1


def test_nothing_to_compare() -> None:
    assert compared([read("Bonjour.")], "2026-03-03").changes == ()
