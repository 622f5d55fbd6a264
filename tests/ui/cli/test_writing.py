from __future__ import annotations

import pytest

from rag.records import Meanwhile, Thought, Token, Waiting
from ui.cli.writing import Writing, ahead


def test_the_place_in_the_line() -> None:
    assert ahead(0, "fr") == ""
    assert ahead(1, "fr") == "1 question avant la vôtre…"
    assert ahead(3, "en") == "3 questions before yours…"


def test_a_terminal_shows_the_line_what_the_documents_say_the_thinking_then_the_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn: list[str] = []
    monkeypatch.setattr(Writing, "_draw", lambda _, words: drawn.append(words))
    with Writing("fr", quiet=True, thinking=False) as writing:
        for event in (Waiting(2), Meanwhile("« Six mois. \x1b[2J » [1]", ()), Waiting(0), Thought("Voyons")):
            assert not writing.show(event)
        assert drawn[0] == "2 questions avant la vôtre…"
        assert drawn[1].startswith(
            "2 questions avant la vôtre…\n\nLe modèle lit. En attendant, des phrases de vos documents"
        )
        assert "« Six mois." in drawn[2]
        assert "\x1b" not in drawn[2]
        assert drawn[3].startswith("Le modèle réfléchit…")
        for event in (Token("Six "), Token("mois")):
            assert not writing.show(event)
    assert drawn[4:] == ["Six ", "Six mois"]
    assert writing.thought_as_json() == {}
