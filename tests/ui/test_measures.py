"""Measures as a reader takes them, in both languages."""

from __future__ import annotations

import pytest

from rag.evaluation.judge import measures
from rag.evaluation.metrics import Measure
from rag.evaluation.runs import compare
from tests.rag.evaluation.parts import judged, run
from ui.measures import NAMES, VERDICTS, bounds, expected, figure, source_words, summed, told

SET = [judged("a", 2), judged("b"), judged("c", refused=True), judged("d", answerable=False),
       judged("e", refused=True, answerable=False)]  # fmt: skip


def test_every_measure_has_a_name() -> None:
    assert set(NAMES) == set(measures(SET))
    assert all(words.fr != words.en for words in (*NAMES.values(), *VERDICTS.values()))


@pytest.mark.parametrize(
    ("name", "french", "english"),
    [
        ("hit_at_5", "97,5\u00a0%", "97.5%"),
        ("ndcg_at_10", "0,975", "0.975"),
        ("refusal_f1", "97,5\u00a0%", "97.5%"),
        ("p50_ms", "1\u00a0ms", "1\u00a0ms"),
    ],
)
def test_figures(name: str, french: str, english: str) -> None:
    assert figure(name, 0.975, "fr") == french
    assert figure(name, 0.975, "en") == english


def test_bounds() -> None:
    assert bounds("hit_at_1", Measure(0.5, 0.25, 0.75), "en") == "25.0%–75.0%"


def test_what_became_of_a_question() -> None:
    assert [told(one, "fr") for one in SET] == [
        "trouvé, place 2", "pas parmi les 10 premières", "« pas trouvé », à tort", "répondu sans source",
        "« pas trouvé », à raison",
    ]  # fmt: skip
    assert expected(SET[0], "fr") == "a.pdf, p.\u00a01"
    assert expected(SET[3], "en") == "— not in the documents"
    assert source_words("a#pb.txt") == "a#pb.txt"


def test_a_comparison_in_one_sentence() -> None:
    then = run(SET, "hier")
    now = run([judged("a", 1), *SET[1:]])
    assert summed(compare(now, then), then, "fr") == "Depuis le hier : meilleur sur 1, moins bon sur 0, égal sur 4."
    assert summed(compare(now, then), then, "en") == "Since hier: better on 1, worse on 0, the same on 4."
