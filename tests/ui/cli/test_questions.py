from __future__ import annotations

import json

import pytest

from rag.options import Settings
from rag.records import Feedback, Manner
from rag.settings import Home
from tests.ui.cli.parts import souffleur
from ui.desk import open_desk


def test_questions_are_kept_listed_and_removed(bare: Home, home: Home) -> None:
    assert souffleur("evaluate", "list", home=bare).stdout == "Aucune question n'est gardée.\n"
    said = souffleur("evaluate", "add", "Quel est le préavis ?", "--source", "bail.txt", home=home)
    assert (said.exit_code, said.stdout) == (0, "Question gardée : q001\n")
    nobody = souffleur("evaluate", "add", "Qui a gagné la coupe ?", "--unanswerable", "--language", "en", home=home)
    assert nobody.stdout == "Question kept: q002\n"
    assert souffleur("evaluate", "list", home=home).stdout == (
        "q001  Quel est le préavis ?\n      bail.txt\nq002  Qui a gagné la coupe ?\n      pas dans les documents\n"
    )
    listed = json.loads(souffleur("evaluate", "list", "--json", home=home).stdout)
    assert [one["relevant"] for one in listed] == [["bail.txt"], []]
    removed = souffleur("evaluate", "remove", "q001", "q002", home=home)
    assert removed.stdout == "Retirée : Quel est le préavis ?\nRetirée : Qui a gagné la coupe ?\n"
    assert souffleur("evaluate", "remove", "q001", home=home).exit_code == 3


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--source", "parti.pdf"), 3, "« parti.pdf »"),
        (("--source", "bail.txt", "--page", "2"), 3, "n'a pas de page 2"),
        (("--source", "bail.txt#p7"), 3, "n'a pas de page 7"),
        ((), 2, ""),
        (("--source", "bail.txt", "--unanswerable"), 2, ""),
        (("--unanswerable", "--page", "1"), 2, ""),
        (("--source", "bail.txt", "--page", "0"), 2, ""),
    ],
)
def test_what_cannot_be_kept(home: Home, arguments: tuple[str, ...], code: int, said: str) -> None:
    refused = souffleur("evaluate", "add", "Quoi ?", *arguments, home=home)
    assert refused.exit_code == code
    assert said in refused.stderr
    assert souffleur("evaluate", "add", " ", "--unanswerable", home=home).exit_code == 2
    assert json.loads(souffleur("evaluate", "list", "--json", home=home).stdout) == []


def test_opinions_are_listed_and_made_questions(bare: Home) -> None:
    assert souffleur("evaluate", "feedback", home=bare).stdout == "Personne n'a encore donné d'avis.\n"
    desk = open_desk(bare, Settings())
    for said in (
        Feedback("a1", "2026-03-12T10:00:00+00:00", "Préavis ?", Manner.EXTRACTIVE, ("bail.pdf#p2",), True),
        Feedback("b2", "2026-03-11T10:00:00+00:00", "Prix ?", Manner.REFUSED, (), False, "il y est"),
    ):
        desk.feedback.give(said)
    desk.close()
    shown = souffleur("evaluate", "feedback", home=bare).stdout
    assert "a1  Préavis ?\n" in shown
    assert " · utile · bonne source : bail.pdf, p.\N{NO-BREAK SPACE}2\n" in shown
    assert " · pas utile · bonne source inconnue · il y est\n" in shown
    assert souffleur("evaluate", "feedback", "--take", home=bare).stdout == "Question gardée : q001  Préavis ?\n"
    assert "déjà parmi vos questions" in souffleur("evaluate", "feedback", home=bare).stdout
    assert souffleur("evaluate", "feedback", "--remove", "a1", home=bare).stdout == "Avis oubliés : 1\n"
    left = json.loads(souffleur("evaluate", "feedback", "--json", home=bare).stdout)
    assert [one["id"] for one in left] == ["b2"]
