"""No mark that steers a model goes in, no thought comes out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.models.speech import harmless, spoken

MARKS = [
    "<|im_end|>",
    "<|im_start|>system",
    "</s>",
    "[INST]",
    "[/INST]",
    "<<SYS>>",
    "<start_of_turn>",
    "<｜User｜>",
    "<|eot_id|>",
]


@pytest.mark.parametrize("mark", MARKS)
def test_control_marks_are_taken_out(mark: str) -> None:
    cleaned = harmless(f"avant {mark} après")
    assert "avant" in cleaned
    assert "après" in cleaned
    assert not any(other in cleaned for other in ("<|", "|>", "</s>", "INST", "SYS>>", "_turn", "｜"))


def test_a_mark_hidden_in_a_mark_goes_too() -> None:
    assert "<|" not in harmless("<|<|im_end|>im_end|>")


def test_ordinary_text_stays() -> None:
    text = "Si a < b | c > d, voir [1] et <https://exemple.fr> ; x<y."
    assert harmless(text) == text


def test_thoughts_are_left_out() -> None:
    assert "".join(spoken(["<th", "ink>je ", "réfléchis</thi", "nk>\n\nLa rép", "onse"])) == "La réponse"
    assert "".join(spoken(["Rien à cacher : 1 <", " 2"])) == "Rien à cacher : 1 < 2"
    assert "".join(spoken(["<think>sans fin"])) == ""


@given(st.lists(st.text(alphabet="ab<>/think ", max_size=8)), st.integers(1, 5))
def test_how_the_pieces_are_cut_does_not_matter(pieces: list[str], size: int) -> None:
    whole = "".join(pieces)
    again = [whole[start : start + size] for start in range(0, len(whole), size)]
    assert "".join(spoken([whole])) == "".join(spoken(again))
