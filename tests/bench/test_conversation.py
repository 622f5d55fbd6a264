from __future__ import annotations

import json
from pathlib import Path

from bench.conversation import ASKED, is_right
from rag.records import Finished, Manner

ROOT = Path(__file__).resolve().parents[2]


def test_what_is_right_is_what_the_question_sets_say() -> None:
    known: dict[str, list[str]] = {}
    for name in ("samples", "conversations"):
        for line in (ROOT / "data" / "questions" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            known.setdefault(case["question"], []).extend(case["words"] if case.get("answerable", True) else [""])
    asked = [(question, words) for question, words in ASKED if question in known]
    assert len(asked) >= 9
    for question, words in asked:
        assert any(words in said if words else not said for said in known[question]), question


def test_a_right_answer_says_the_words_and_a_refusal_cites_nothing() -> None:
    said = Finished("Le loyer est de 3\u00a0150\u00a0€. [1]", Manner.EXTRACTIVE, (), 0.1)
    assert is_right([said], "3 150 €")
    assert not is_right([said], "9 450 €")
    assert is_right([said], "")
