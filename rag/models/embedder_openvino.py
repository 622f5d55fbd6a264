"""A search model on OpenVINO: int8 where it agrees with fp32, run by `openvino` and `tokenizers` alone.

Nothing here imports torch: the process that answers questions stays small. The model is made ready by
`prepared.py`, once, in a process of its own.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from rag.errors import EmbedderUnusable
from rag.models.batches import Matrix, by_length, in_order, unit
from rag.models.prepared import GRAPH_FILE, ensure_prepared
from rag.models.tokens import Tokens
from rag.models.weights import fingerprint

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rag.models.catalogue import EmbedderCard


# Of the lengths that are computed. Over 2,500 passages of 1 to 256 tokens (MiniLM int8, two cores): 1 → 106 passages/s
# and 782 MB, 8 → 113 and 355, 16 → 112 and 310, 32 → 105 and 295.
STEP: Final = 16


def load_openvino(card: EmbedderCard, models_folder: Path, threads: int = 0) -> OpenvinoEmbedder:
    """Load a model, converting it first when this machine has not done so.

    Raises:
        EmbedderUnusable: it cannot be converted or loaded.
    """
    made = ensure_prepared(card, models_folder)
    return OpenvinoEmbedder(card, made.folder / GRAPH_FILE, fingerprint(card, made.weights, made.precision), threads)


class OpenvinoEmbedder:
    """One compiled graph, and one infer request for each thread that asks."""

    def __init__(self, card: EmbedderCard, graph: Path, mark: str, threads: int = 0) -> None:
        self.card = card
        self.fingerprint = mark
        self._tokens = Tokens(card)
        self._compiled = compiled(card.name, graph, threads)
        self._inputs = frozenset(port.get_any_name() for port in self._compiled.inputs)
        self._of_thread = threading.local()

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

    def _embed(self, texts: Sequence[str]) -> Matrix:
        ids = self._tokens.ids(texts)
        batches = by_length([len(row) for row in ids])
        return in_order(batches, lambda places: self._infer([ids[place] for place in places]), self.card.dimensions)

    def _infer(self, rows: list[list[int]]) -> Matrix:
        feed = padded(rows, self.card.max_tokens)
        request = self._request()
        result = request.infer({name: feed[name] for name in self._inputs})
        hidden = np.asarray(result[0], dtype=np.float32)
        return pooled(hidden, feed["attention_mask"], self.card.pooling)

    def _request(self) -> Any:  # noqa: ANN401 - the library is loaded late
        request = getattr(self._of_thread, "request", None)
        if request is None:
            request = self._of_thread.request = self._compiled.create_infer_request()
        return request


def padded(rows: Sequence[Sequence[int]], most: int) -> dict[str, np.ndarray[Any, np.dtype[np.int64]]]:
    """Token ids as the graph wants them, each of shape (n, length); padding is masked out, so its id is free.

    The length is that of the longest row, rounded up to a step and at most `most`: the engine prepares itself anew for
    every length, and keeps what it prepared.
    """
    longest = max(len(row) for row in rows)
    longest = max(longest, min(-(-longest // STEP) * STEP, most))
    ids = np.zeros((len(rows), longest), dtype=np.int64)
    mask = np.zeros_like(ids)
    for place, row in enumerate(rows):
        ids[place, : len(row)] = row
        mask[place, : len(row)] = 1
    return {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}


def pooled(hidden: Matrix, mask: np.ndarray[Any, np.dtype[np.int64]], pooling: str) -> Matrix:
    """One unit vector a text from the vectors of its tokens (n, tokens, dimensions); padding does not count."""
    if pooling == "cls":
        return unit(hidden[:, 0])
    weights = mask.astype(np.float32)[:, :, None]
    return unit((hidden * weights).sum(axis=1) / weights.sum(axis=1))


def compiled(name: str, graph: Path, threads: int) -> Any:  # noqa: ANN401 - the library is loaded late
    """A graph ready to run; raises EmbedderUnusable."""
    try:
        import openvino

        settings: dict[str, Any] = {
            "PERFORMANCE_HINT": "LATENCY",
            "NUM_STREAMS": 1,
            # Processors with bf16 would otherwise round differently, and so make other vectors than the rest.
            "INFERENCE_PRECISION_HINT": "f32",
        }
        if threads:
            settings["INFERENCE_NUM_THREADS"] = threads
        return openvino.Core().compile_model(str(graph), "CPU", settings)
    except Exception as trouble:  # foreign code: a damaged graph shows in several ways
        raise EmbedderUnusable(name, str(trouble).split("\n", 1)[0]) from trouble
