"""Questions of every length, the same in every run."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from bench.questions import FEW, MANY, questions

TEXT = "Article 12\nLe préavis de résiliation est de trois mois pour chaque partie, sauf accord écrit entre elles."


def test_questions_are_of_several_lengths_and_repeatable(tmp_path: Path) -> None:
    asked = list(islice(questions([TEXT], tmp_path, seed=1), 30))
    assert asked == list(islice(questions([TEXT], tmp_path, seed=1), 30))
    assert asked != list(islice(questions([TEXT], tmp_path, seed=2), 30))
    lengths = {len(one.split()) for one in asked}
    assert min(lengths) <= FEW[1]
    assert max(lengths) >= MANY[0]
    assert "Article 12" in asked
    assert all(one.strip() for one in asked)


def test_natural_questions_take_their_turn(tmp_path: Path) -> None:
    (tmp_path / "spf_qr").mkdir()
    (tmp_path / "spf_qr" / "queries.jsonl").write_text('{"text": "Qui paie ?"}\n', encoding="utf-8")
    assert next(questions([TEXT], tmp_path, seed=1)) == "Qui paie ?"


def test_a_text_without_words_still_gives_a_question(tmp_path: Path) -> None:
    assert all(islice(questions(["12 34", ""], tmp_path, seed=1), 9))
