"""Runs come back as they were kept, and two of them tell what changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rag.errors import RunUnknown
from rag.evaluation.runs import KeptRuns, compare, comparison_to_json, run_to_json
from tests.rag.evaluation.parts import judged, run

THEN = run([judged("a", 1), judged("b", 4), judged("c", 2), judged("d", answerable=False), judged("parti", 1)])
NOW = run([
    judged("A ", 1), judged("b", 1), judged("c", 2, refused=True), judged("d", refused=True, answerable=False),
    judged("nouveau", 3),
])  # fmt: skip


def test_better_worse_and_the_same() -> None:
    told = compare(NOW, THEN)
    assert [one.case.question for one in told.better] == ["d", "b"]
    assert [one.case.question for one in told.worse] == ["c"]
    assert (told.same, told.added, told.dropped) == (1, 1, 1)
    gains = [0.0, 1 - 0.43068, -0.63093, 1.0]
    assert told.difference is not None
    assert told.difference.value == pytest.approx(sum(gains) / 4, abs=1e-4)
    assert told.difference.low <= told.difference.value <= told.difference.high
    assert compare(NOW, run([])).difference is None


def test_the_same_words_with_another_source_are_another_question() -> None:
    told = compare(run([judged("a", 1)]), run([judged("a", answerable=False)]))
    assert (told.better, told.worse, told.added, told.dropped) == ((), (), 1, 1)


def test_a_run_comes_back(tmp_path: Path) -> None:
    kept = KeptRuns(tmp_path / "evaluations")
    assert kept.names() == ()
    kept.keep("avant les congés", THEN)
    kept.keep("b", NOW)
    assert kept.names() == ("avant les congés", "b")
    assert kept.find("b") == NOW
    kept.keep("b", THEN)
    assert kept.find("b") == THEN


@pytest.mark.parametrize("name", ["", "../x", "a/b", ".x", "x" * 81, "a\nb", "c:d"])
def test_a_name_that_is_none(tmp_path: Path, name: str) -> None:
    with pytest.raises(RunUnknown):
        KeptRuns(tmp_path).keep(name, NOW)
    with pytest.raises(RunUnknown):
        KeptRuns(tmp_path).find(name)
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_run_is_unknown(tmp_path: Path) -> None:
    for text in ("", "{}", '{"set": 1}'):
        (tmp_path / "x.json").write_text(text, encoding="utf-8")
        with pytest.raises(RunUnknown):
            KeptRuns(tmp_path).find("x")


def test_for_programs() -> None:
    written = json.loads(json.dumps(run_to_json(NOW)))
    assert [one["place"] for one in written["judged"]] == [1, 1, 2, 0, 3]
    assert written["measures"]["hit_at_1"]["value"] == 0.5
    assert written["measures"]["refusal_recall"]["value"] == 1.0
    assert set(written["measures"]["p50_ms"]) == {"value", "low", "high"}
    told = json.loads(json.dumps(comparison_to_json(compare(NOW, THEN))))
    assert [one["question"] for one in told["better"]] == ["d", "b"]
    assert told["better"][1]["then"]["place"] == 4
