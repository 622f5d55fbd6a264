from __future__ import annotations

import pytest

from rag.evaluation.runs import compare
from tests.rag.evaluation.parts import judged, run
from ui.cli.results import SHOWN, show_results


def test_a_long_list_is_cut_unless_everything_is_wanted(capsys: pytest.CaptureFixture[str]) -> None:
    many = run([judged(f"question {number}") for number in range(SHOWN + 3)])
    show_results(many, None, None, "fr", every=False)
    short = capsys.readouterr().out
    assert "… et 3 autres (--all les montre)" in short
    assert f"question {SHOWN - 1}\n" in short
    assert f"question {SHOWN}\n" not in short
    show_results(many, None, None, "en", every=True)
    assert f"question {SHOWN + 2}\n" in capsys.readouterr().out


def test_two_runs_side_by_side(capsys: pytest.CaptureFixture[str]) -> None:
    now, then = run([judged("a", 1), judged("b\x1b[2J", 3)]), run([judged("a", 2), judged("b\x1b[2J", 3)])
    show_results(now, then, compare(now, then), "en", every=False)
    said = capsys.readouterr().out
    assert "better on 1, worse on 0, the same on 1." in said
    assert "found, place 2 → found, place 1" in said
    assert "\x1b" not in said
