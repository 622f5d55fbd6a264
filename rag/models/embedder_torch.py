"""A search model through sentence-transformers: the reference, and the engine where OpenVINO cannot run."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import numpy as np

from rag.errors import EmbedderUnusable
from rag.models.batches import BATCH, Matrix, unit
from rag.models.tokens import Tokens, encodable
from rag.models.weights import fingerprint, weights_hash

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.models.catalogue import EmbedderCard


class TorchEmbedder:
    """fp32 on the processor."""

    def __init__(self, card: EmbedderCard, threads: int = 0) -> None:
        """Load the model from its folder, without network.

        Raises:
            EmbedderUnusable: the weights are broken, or do not fit the description.
        """
        self.card = card
        self.fingerprint = fingerprint(card, weights_hash(card.folder), "fp32")
        self._tokens = Tokens(card)
        self.model = _load(card, threads)
        self._lock = threading.Lock()  # its tokenizer keeps the padding of the running batch

    def embed_passages(self, texts: Sequence[str]) -> Matrix:
        """See `Embedder`."""
        return self._embed([self.card.passage_prefix + text for text in texts])

    def embed_question(self, text: str) -> Matrix:
        """See `Embedder`."""
        row: Matrix = self._embed([self.card.query_prefix + text])[0]
        return row

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """See `Embedder`."""
        return self._tokens.count(texts)

    def _embed(self, texts: list[str]) -> Matrix:
        if not texts:
            return np.zeros((0, self.card.dimensions), dtype=np.float32)
        with self._lock:
            rows = self.model.encode(
                [encodable(text) for text in texts], batch_size=BATCH, show_progress_bar=False, convert_to_numpy=True
            )
        return unit(np.asarray(rows, dtype=np.float32))


def _load(card: EmbedderCard, threads: int) -> Any:  # noqa: ANN401 - the library is loaded late
    try:
        import torch
        from sentence_transformers import SentenceTransformer

        if threads:
            torch.set_num_threads(threads)
        model = SentenceTransformer(str(card.folder), device="cpu", local_files_only=True, trust_remote_code=False)
    except Exception as trouble:  # foreign code: a broken folder shows in a dozen ways
        raise EmbedderUnusable(card.name, str(trouble).split("\n", 1)[0]) from trouble
    model.max_seq_length = card.max_tokens
    model.default_prompt_name = None  # prefixes are the card's affair
    return model
