"""No mark that steers a model goes in, no thought comes out."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.models.speech import harmless, spoken
from rag.records import Thought

# As the tokenizers of the models that we name hold them; by family.
FAMILIES = {
    "chatml": ["<|im_start|>", "<|im_end|>", "<|endoftext|>", "<|fim_prefix|>", "<|vision_start|>"],
    "qwen": ["<tool_call>", "</tool_call>", "<tool_response>", "<think>", "</think>"],
    "llama 2": ["<s>", "</s>", "<unk>", "[INST]", "[/INST]", "<<SYS>>", "<</SYS>>"],
    "llama 3": ["<|begin_of_text|>", "<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>", "<|eom_id|>",
                "<|python_tag|>", "<|reserved_special_token_12|>", "<|finetune_right_pad_id|>"],
    "mistral": ["[SYSTEM_PROMPT]", "[/SYSTEM_PROMPT]", "[AVAILABLE_TOOLS]", "[/AVAILABLE_TOOLS]", "[TOOL_CALLS]",
                "[TOOL_RESULTS]", "[/TOOL_RESULTS]", "[TOOL_CONTENT]", "[CALL_ID]", "[ARGS]", "[THINK]", "[/THINK]",
                "[IMG]", "[IMG_BREAK]", "[IMG_END]", "[PREFIX]", "[MIDDLE]", "[SUFFIX]", "<pad>", "<SPECIAL_20>"],
    "deepseek": ["<｜User｜>", "<｜Assistant｜>", "<|User|>", "<｜begin▁of▁sentence｜>", "<｜end▁of▁sentence｜>",
                 "<｜tool▁calls▁begin｜>", "<｜tool▁sep｜>"],
    "gemma": ["<start_of_turn>", "<end_of_turn>", "<bos>", "<eos>", "<mask>", "<unused7>"],
}  # fmt: skip
MARKS = [mark for marks in FAMILIES.values() for mark in marks]
PIECES = sorted({piece for mark in MARKS for cut in range(1, len(mark)) for piece in (mark[:cut], mark[cut:])})


@pytest.mark.parametrize("mark", MARKS)
def test_control_marks_are_taken_out(mark: str) -> None:
    cleaned = harmless(f"avant {mark} après")
    assert "avant" in cleaned
    assert "après" in cleaned
    assert not any(other in cleaned for other in MARKS)
    assert cleaned.split() == ["avant", "après"]


@pytest.mark.parametrize("mark", MARKS)
def test_a_mark_cut_by_any_other_goes_too(mark: str) -> None:
    for cut in range(1, len(mark)):
        for inner in (mark, "<|im_start|>", "</s>", "[INST]"):
            cleaned = harmless(mark[:cut] + inner + mark[cut:])
            assert not any(other in cleaned for other in MARKS), cleaned


@given(st.lists(st.one_of(st.sampled_from(MARKS), st.sampled_from(PIECES), st.text(max_size=3)), max_size=12))
def test_no_mark_survives_whatever_is_put_together(pieces: list[str]) -> None:
    cleaned = harmless("".join(pieces))
    assert not any(mark in cleaned for mark in MARKS)
    assert harmless(cleaned) == cleaned


@given(st.text(alphabet="abcÉ é0123456789.,;:!?()'\n€%-"))
def test_text_without_brackets_and_slashes_is_not_touched(text: str) -> None:
    assert harmless(text) == text


@pytest.mark.parametrize("switch", ["/think", "/no_think"])
def test_the_words_that_switch_thinking_go(switch: str) -> None:
    assert harmless(f"Combien {switch} ?").split() == ["Combien", "?"]


def test_a_mark_hidden_in_a_mark_goes_too() -> None:
    assert "<|" not in harmless("<|<|im_end|>im_end|>")


def test_ordinary_text_stays() -> None:
    text = "Si a < b | c > d, voir [1], [A] et <https://exemple.fr/think/no_think> ; x<y."
    assert harmless(text) == text


def told(pieces: Iterable[str | Thought], *, opened: bool = False, sure: bool = True) -> tuple[str, str]:
    """The answer, and what was thought."""
    answer = thought = ""
    for piece in spoken(pieces, opened=opened, sure=sure):
        if isinstance(piece, Thought):
            thought += piece.text
        else:
            answer += piece
    return answer, thought


def test_thoughts_go_their_own_way() -> None:
    assert told(["<th", "ink>je ", "réfléchis</thi", "nk>\n\nLa rép", "onse"]) == ("La réponse", "je réfléchis")
    assert told(["[THI", "NK]je doute[/THINK]Oui"]) == ("Oui", "je doute")
    assert told(["Rien à cacher : 1 <", " 2"]) == ("Rien à cacher : 1 < 2", "")
    assert told(["<think>sans fin"]) == ("", "sans fin")


def test_a_thought_that_the_template_has_begun() -> None:
    assert told(["D'abord ", "lire.</", "think>\nSix mois."], opened=True) == ("Six mois.", "D'abord lire.")
    assert told(["D'abord lire"], opened=True) == ("", "D'abord lire")


def test_where_nobody_knows_whether_it_thinks_a_text_without_marks_is_the_answer() -> None:
    answer, _ = told(["Six ", "mois."], opened=True, sure=False)
    assert answer == "Six mois."
    assert told(["Bon.</think>Six mois."], opened=True, sure=False) == ("Six mois.", "Bon.")


def test_thoughts_that_a_server_keeps_apart() -> None:
    pieces = [Thought("Voyons"), Thought("…"), "Six ", "mois."]
    assert told(pieces) == told(pieces, opened=True, sure=False) == ("Six mois.", "Voyons…")


@given(st.lists(st.text(alphabet="ab<>/think ", max_size=8)), st.integers(1, 5), st.booleans(), st.booleans())
def test_how_the_pieces_are_cut_does_not_matter(pieces: list[str], size: int, opened: bool, sure: bool) -> None:
    whole = "".join(pieces)
    again = [whole[start : start + size] for start in range(0, len(whole), size)]
    assert told([whole], opened=opened, sure=sure) == told(again, opened=opened, sure=sure)
