"""What is taken for a reranker."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.errors import RerankerUnusable
from rag.models.reranker_card import RerankerCard, reranker_card
from tests.rag.models.cross_encoder import write


def test_a_folder_is_named_whole_or_within_the_models_folder(tmp_path: Path) -> None:
    folder = write(tmp_path / "petit")
    expected = RerankerCard("petit", folder, 512)
    assert reranker_card(str(folder), tmp_path / "nowhere") == expected
    assert reranker_card("petit", tmp_path) == expected


@pytest.mark.parametrize(
    ("kind", "positions", "read"), [("xlm-roberta", 514, 512), ("bert", 256, 256), ("x", 8192, 512)]
)
def test_how_much_it_reads(tmp_path: Path, kind: str, positions: int, read: int) -> None:
    write(tmp_path / "m", model_type=kind, max_position_embeddings=positions)
    assert reranker_card("m", tmp_path).max_tokens == read


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"auto_map": {"AutoModel": "code.Model"}}, "its own"),
        ({"id2label": {"0": "no", "1": "yes"}}, "no reranker"),
        ({"architectures": ["BertModel"]}, "no reranker"),
        ({"architectures": None}, "unreadable"),
        ({"max_position_embeddings": "many"}, "unreadable"),
    ],
)
def test_what_is_no_reranker_is_said(tmp_path: Path, changed: dict[str, object], said: str) -> None:
    write(tmp_path / "m", **changed)
    with pytest.raises(RerankerUnusable) as error:
        reranker_card("m", tmp_path)
    assert said in error.value.sentence("en").replace("of its own", "its own")
