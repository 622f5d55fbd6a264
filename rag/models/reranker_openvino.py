"""A reranker on OpenVINO: int8 where it orders as fp32 does, run by `openvino` and `tokenizers` alone.

The model is made ready by `prepared.py`, once, in a process of its own (`reranker_conversion.py`).
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from rag.errors import RerankerUnusable
from rag.models.batches import by_length
from rag.models.embedder_openvino import compiled
from rag.models.prepared import GRAPH_FILE, ensure_prepared
from rag.models.tokens import encodable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rag.models.reranker_card import RerankerCard

CONVERSION: Final = "rag.models.reranker_conversion"


def load_openvino(card: RerankerCard, models_folder: Path, threads: int = 0) -> OpenvinoReranker:
    """Load a reranker, converting it first when this machine has not done so.

    Raises:
        EmbedderUnusable, RerankerUnusable: it cannot be converted, or loaded.
    """
    made = ensure_prepared(card, models_folder, CONVERSION)
    return OpenvinoReranker(card, made.folder / GRAPH_FILE, threads)


class OpenvinoReranker:
    """One compiled graph, and one infer request for each thread that asks."""

    def __init__(self, card: RerankerCard, graph: Path, threads: int = 0) -> None:
        self.name = card.name
        self._pairs = Pairs(card)
        self._compiled = compiled(card.name, graph, threads)
        self._inputs = frozenset(port.get_any_name() for port in self._compiled.inputs)
        self._of_thread = threading.local()

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """See `Reranker`."""
        rows = self._pairs.rows([(question, text) for text in texts])
        found = np.zeros(len(rows), dtype=np.float32)
        try:
            for batch in by_length([len(ids) for ids, _ in rows]):
                feed = padded([rows[place] for place in batch])
                result = self._request().infer({name: feed[name] for name in self._inputs})
                found[batch] = np.asarray(result[0], dtype=np.float32).reshape(len(batch))
        except Exception as trouble:  # foreign code
            raise RerankerUnusable(self.name, str(trouble).split("\n", 1)[0]) from trouble
        return [float(score) for score in found]

    def _request(self) -> Any:  # noqa: ANN401 - the library is loaded late
        request = getattr(self._of_thread, "request", None)
        if request is None:
            request = self._of_thread.request = self._compiled.create_infer_request()
        return request


class Pairs:
    """A reranker's own tokenizer: question and passage → token ids and to which of both each belongs."""

    def __init__(self, card: RerankerCard) -> None:
        from tokenizers import Tokenizer

        try:
            self._tokenizer = Tokenizer.from_file(str(card.folder / "tokenizer.json"))
        except Exception as trouble:  # the library raises bare Exception for a broken file
            raise RerankerUnusable(card.name, f"tokenizer.json : {trouble}") from trouble
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(card.max_tokens)  # the longer of both is cut first

    def rows(self, pairs: Sequence[tuple[str, str]]) -> list[tuple[list[int], list[int]]]:
        """Ids and types of each pair, as long as it is."""
        readable = [(encodable(question), encodable(text)) for question, text in pairs]
        return [(list(entry.ids), list(entry.type_ids)) for entry in self._tokenizer.encode_batch(readable)]


def padded(rows: Sequence[tuple[Sequence[int], Sequence[int]]]) -> dict[str, np.ndarray[Any, np.dtype[np.int64]]]:
    """Rows as the graph wants them, each of shape (n, longest); padding is masked out, so its id is free."""
    longest = max(len(ids) for ids, _ in rows)
    ids_of, types_of, mask = (np.zeros((len(rows), longest), dtype=np.int64) for _ in range(3))
    for place, (ids, types) in enumerate(rows):
        ids_of[place, : len(ids)] = ids
        types_of[place, : len(ids)] = types
        mask[place, : len(ids)] = 1
    return {"input_ids": ids_of, "attention_mask": mask, "token_type_ids": types_of}
