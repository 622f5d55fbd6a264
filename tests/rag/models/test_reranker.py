"""A real reranker in both engines, and what is said when there is none."""

from __future__ import annotations

import importlib.util
import json
import logging
import shutil
import subprocess
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path

import numpy as np
import pytest

from rag.errors import RerankerUnusable
from rag.models.conversion import VERIFICATION, sentences
from rag.models.prepared import FACTS_FILE
from rag.models.reranker import LateReranker, Reranker, load_reranker
from rag.models.reranker_card import reranker_card
from rag.models.reranker_torch import TorchReranker
from rag.options import Retrieval
from tests.rag.models.cross_encoder import write, write_cross_encoder

QUESTION = "Quel est le préavis du bail ?"
TEXTS = ["Le préavis est de six mois.", "x", "Les congés payés " * 400, "", "Une facture impayée \ud800 abîmée"]


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(RerankerUnusable, match="folder not found"):
        load_reranker("nowhere", tmp_path)
    (write(tmp_path / "m") / "model.safetensors").unlink()
    with pytest.raises(RerankerUnusable, match=r"model\.safetensors"):
        load_reranker("m", tmp_path)


def test_one_that_cannot_be_had_is_tried_once_and_none_is_no_trouble(tmp_path: Path) -> None:
    late = LateReranker(Retrieval(reranker="later"), tmp_path)
    assert late.get() == (None, "reranker_unusable")
    write(tmp_path / "later")
    assert late.get() == (None, "reranker_unusable")
    assert LateReranker(Retrieval(), tmp_path).get() == (None, "")


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models")
    write_cross_encoder(folder / "tiny")
    return folder


def check_reranker(reranker: Reranker) -> None:
    found = reranker.scores(QUESTION, TEXTS)
    assert len(found) == len(TEXTS)
    assert all(isinstance(score, float) and np.isfinite(score) for score in found)
    alone = [reranker.scores(QUESTION, [text])[0] for text in TEXTS]
    assert np.allclose(found, alone, atol=1e-2), "a score must not depend on its neighbours"
    assert reranker.scores(QUESTION, []) == []
    assert reranker.scores("mot " * 3000, TEXTS[:1])
    assert reranker.scores("Qui ?", TEXTS[:1]) != found[:1], "the question is read too"


@pytest.mark.model
def test_both_engines_keep_the_contract_and_agree(models: Path) -> None:
    fast, exact = load_reranker("tiny", models), TorchReranker(reranker_card("tiny", models))
    assert type(fast).__name__ == "OpenvinoReranker"
    check_reranker(fast)
    check_reranker(exact)
    texts = sentences(VERIFICATION)
    agreement = np.corrcoef(fast.scores(QUESTION, texts), exact.scores(QUESTION, texts))[0, 1]
    assert agreement > 0.97
    facts = json.loads((models / "tiny-openvino-int8" / FACTS_FILE).read_text())
    assert facts["agreement"] >= 0.99


@pytest.mark.model
def test_the_scores_are_those_of_the_model_itself(models: Path) -> None:
    import torch
    from transformers import AutoTokenizer, BertForSequenceClassification

    tokenizer = AutoTokenizer.from_pretrained(str(models / "tiny"), local_files_only=True)
    model = BertForSequenceClassification.from_pretrained(str(models / "tiny"), local_files_only=True).eval()
    with torch.no_grad():
        logit = float(model(**tokenizer(QUESTION, TEXTS[0], return_tensors="pt")).logits[0, 0])
    found = TorchReranker(reranker_card("tiny", models)).scores(QUESTION, TEXTS[:1])
    assert found == pytest.approx([logit], abs=1e-4)


@pytest.mark.model
def test_without_openvino_the_other_engine_is_taken(
    models: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    find = importlib.util.find_spec

    def without(name: str, package: str | None = None) -> ModuleSpec | None:
        return None if name == "openvino" else find(name, package)

    monkeypatch.setattr(importlib.util, "find_spec", without)
    with caplog.at_level(logging.WARNING):
        assert isinstance(load_reranker("tiny", models), TorchReranker)
    assert "openvino" in caplog.text


@pytest.mark.model
def test_broken_weights_are_said(models: Path, tmp_path: Path) -> None:
    shutil.copytree(models / "tiny", tmp_path / "broken")
    (tmp_path / "broken" / "model.safetensors").write_bytes(b"nothing")
    with pytest.raises(RerankerUnusable):
        load_reranker("broken", tmp_path)


@pytest.mark.model
def test_ranking_needs_no_torch(models: Path) -> None:
    load_reranker("tiny", models)  # makes it ready
    program = (
        "import sys; from pathlib import Path; from rag.models.reranker import load_reranker;"
        f"load_reranker('tiny', Path({str(models)!r})).scores('Combien ?', ['Six mois.']);"
        "print([name for name in ('torch', 'sentence_transformers', 'transformers', 'nncf') if name in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
