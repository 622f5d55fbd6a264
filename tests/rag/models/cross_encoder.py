"""A real cross-encoder, tiny and untrained: two layers with random weights, and the tokenizer of the default model."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rag.models.catalogue import embedder_card
from rag.options import Embedding

CONFIG: dict[str, Any] = {
    "architectures": ["BertForSequenceClassification"],
    "model_type": "bert",
    "max_position_embeddings": 512,
    "id2label": {"0": "LABEL_0"},
}


def write(folder: Path, **changed: object) -> Path:
    """The folder of a cross-encoder without its weights."""
    folder.mkdir(parents=True)
    for name in ("tokenizer.json", "model.safetensors"):
        (folder / name).write_text("")
    (folder / "config.json").write_text(json.dumps({**CONFIG, **changed}))
    return folder


def write_cross_encoder(folder: Path) -> Path:
    """Build the model and write it as its makers publish such models; the same weights every time."""
    import torch
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

    tokenizer = AutoTokenizer.from_pretrained(str(embedder_card(Embedding().model).folder), local_files_only=True)
    torch.manual_seed(7)
    config = BertConfig(
        vocab_size=tokenizer.vocab_size,
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        num_labels=1,
        initializer_range=0.5,  # far from zero, so that different texts get clearly different scores
    )
    BertForSequenceClassification(config).eval().save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder
