"""The search model as users have it: the embedded default, in both engines."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from rag.errors import EmbedderUnusable
from rag.models.batches import unit
from rag.models.catalogue import embedder_card
from rag.models.conversion import CALIBRATION, VERIFICATION, sentences
from rag.models.embedder import load_embedder
from rag.models.embedder_openvino import STEP, padded
from rag.models.fakes import HashEmbedder
from rag.models.prepared import FACTS_FILE, GRAPH_FILE, ensure_prepared
from rag.options import Embedding
from tests.rag.models.embedder_contract import check_embedder

DEFAULT = Embedding().model


def test_the_stand_in_keeps_the_contract() -> None:
    check_embedder(HashEmbedder())


def test_the_card_of_the_default() -> None:
    card = embedder_card(DEFAULT)
    assert (card.dimensions, card.max_tokens, card.pooling) == (384, 256, "mean")
    assert 0 < card.vectors_weight < 1


def test_a_name_that_is_nowhere_is_said(tmp_path: Path) -> None:
    with pytest.raises(EmbedderUnusable):
        load_embedder(Embedding(model="nowhere"), tmp_path)


def test_lengths_are_few_and_never_more_than_the_model_reads() -> None:
    lengths = {padded([[7] * length], 250)["input_ids"].shape[1] for length in range(1, 251)}
    assert lengths == {*range(STEP, 250, STEP), 250}
    feed = padded([[5, 6], [7]], 256)
    assert feed["attention_mask"].sum(axis=1).tolist() == [2, 1]
    assert feed["input_ids"][0, :3].tolist() == [5, 6, 0]


def test_an_incomplete_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(EmbedderUnusable) as error:
        load_embedder(Embedding(model=str(tmp_path)), tmp_path)
    assert "model.safetensors" in str(error.value)


def test_the_verification_never_saw_the_calibration() -> None:
    assert not set(sentences(CALIBRATION)) & set(sentences(VERIFICATION))


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("models")


@pytest.mark.model
def test_both_engines_keep_the_contract_and_agree(models: Path) -> None:
    fast = load_embedder(Embedding(backend="openvino"), models)
    exact = load_embedder(Embedding(backend="torch"), models)
    check_embedder(fast)
    check_embedder(exact)
    texts = sentences(VERIFICATION)
    likeness = (fast.embed_passages(texts) * exact.embed_passages(texts)).sum(axis=1)
    assert likeness.mean() > 0.99
    assert fast.fingerprint != exact.fingerprint
    facts = json.loads((models / f"{DEFAULT}-openvino-int8" / FACTS_FILE).read_text())
    assert facts["precision"].startswith("int8")


@pytest.mark.model
def test_a_prepared_model_is_used_again_and_made_again_when_it_is_broken(models: Path) -> None:
    made = ensure_prepared(embedder_card(DEFAULT), models)
    stamp = (made.folder / GRAPH_FILE).stat().st_mtime_ns
    assert ensure_prepared(embedder_card(DEFAULT), models) == made
    assert (made.folder / GRAPH_FILE).stat().st_mtime_ns == stamp
    shutil.rmtree(made.folder)
    assert ensure_prepared(embedder_card(DEFAULT), models) == made
    assert [entry.name for entry in models.iterdir() if entry.name.startswith(".")] == []


@pytest.mark.model
def test_answering_needs_no_torch(models: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from rag.options import Embedding;"
        "from rag.models.embedder import load_embedder;"
        f"load_embedder(Embedding(), Path({str(models)!r})).embed_question('Combien ?');"
        "print([name for name in ('torch', 'sentence_transformers', 'transformers', 'nncf') if name in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


@pytest.mark.model
def test_a_model_in_a_folder_of_the_user(models: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mon-modèle"
    shutil.copytree(embedder_card(DEFAULT).folder, folder)
    ours = load_embedder(Embedding(model=str(folder), backend="torch"), models)
    default = load_embedder(Embedding(backend="torch"), models)
    same = unit(default.embed_question("bail")[: ours.card.dimensions])  # behind it stand the French words
    assert np.allclose(ours.embed_question("bail"), same, atol=1e-5)
