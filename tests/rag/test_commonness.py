"""How often words are said at large."""

from __future__ import annotations

import pytest

from rag.commonness import commonness


def test_a_word_of_every_day_stands_in_many_passages_and_a_rare_one_in_none() -> None:
    assert commonness("temps") > 0.05
    assert commonness("attendre") > commonness("rouille") > commonness("paumelle")
    assert commonness("gwenaelle") < 0.001
    assert commonness("f_2026_0142") == 0


@pytest.mark.parametrize(("one", "other"), [("dechets", "dechet"), ("conges", "conge"), ("invoices", "invoice")])
def test_forms_of_one_word_are_as_common(one: str, other: str) -> None:
    assert commonness(one) == commonness(other) > 0


def test_an_english_word_is_known_too() -> None:
    assert commonness("required") > commonness("torque") > 0
