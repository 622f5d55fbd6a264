from __future__ import annotations

import json

import pytest

from rag.settings import Home
from tests.ui.cli.parts import souffleur


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
