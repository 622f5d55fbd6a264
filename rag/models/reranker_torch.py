"""A reranker through sentence-transformers: the reference, and the engine where OpenVINO cannot run."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from rag.errors import RerankerUnusable
from rag.models.batches import BATCH
from rag.models.tokens import encodable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.models.reranker_card import RerankerCard


class TorchReranker:
    """fp32 on the processor."""

    def __init__(self, card: RerankerCard, threads: int = 0) -> None:
        """Load the model from its folder, without network; raises RerankerUnusable."""
        self.name = card.name
        self.model = _load(card, threads)
        self._lock = threading.Lock()  # its tokenizer keeps the padding of the running batch

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """See `Reranker`; the model's own numbers, before they are pressed into 0–1 where good ones become equal."""
        if not texts:
            return []
        pairs = [(encodable(question), encodable(text)) for text in texts]
        try:
            with self._lock:
                found = self.model.predict(pairs, batch_size=BATCH, show_progress_bar=False)
        except Exception as trouble:  # foreign code
            raise RerankerUnusable(self.name, str(trouble).split("\n", 1)[0]) from trouble
        return [float(score) for score in found]


def _load(card: RerankerCard, threads: int) -> Any:  # noqa: ANN401 - the library is loaded late
    try:
        import torch
        from sentence_transformers import CrossEncoder

        if threads:
            torch.set_num_threads(threads)
        return CrossEncoder(
            str(card.folder),
            device="cpu",
            local_files_only=True,
            trust_remote_code=False,
            max_length=card.max_tokens,
            activation_fn=torch.nn.Identity(),
        )
    except Exception as trouble:  # foreign code: a broken folder shows in a dozen ways
        raise RerankerUnusable(card.name, str(trouble).split("\n", 1)[0]) from trouble
