"""What names a model's vectors: its weights, and everything else that would change them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from rag.models.catalogue import EmbedderCard

DIGITS = 12  # hexadecimal, of a fingerprint


def weights_hash(folder: Path) -> str:
    """SHA-256 of the weights and of the tokenizer: either changes every vector."""
    digest = hashlib.sha256()
    for name in ("model.safetensors", "tokenizer.json"):
        with (folder / name).open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def fingerprint(card: EmbedderCard, weights: str, precision: str) -> str:
    """Name, precision and twelve hexadecimal digits that change whenever vectors would.

    Args:
        card: prefixes, pooling and length are taken from it.
        weights: of `weights_hash`.
        precision: "fp32", or "int8" with the number of its recipe. Engines of one precision agree to 1e-5 and share it.
    """
    facts = (weights, precision, card.pooling, card.query_prefix, card.passage_prefix, str(card.max_tokens))
    digest = hashlib.sha256("\x1f".join(facts).encode()).hexdigest()[:DIGITS]
    return f"{card.name}/{precision}/{digest}"
