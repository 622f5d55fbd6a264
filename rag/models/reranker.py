"""The seam of the rerankers: question and passages in, one score a passage out.

A reranker reads the question and a passage together, which orders better than vectors that never saw each other, and
costs thirty times as much. None comes with Souffleur; a folder that holds a cross-encoder is enough.
"""

from __future__ import annotations

import importlib.util
import logging
import threading
from typing import TYPE_CHECKING, Final, Protocol

from rag import journal
from rag.errors import EmbedderUnusable, RerankerUnusable
from rag.models.reranker_card import reranker_card

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rag.options import Retrieval

log: Final = logging.getLogger(__name__)


class Reranker(Protocol):
    """Says how well passages answer a question; `tests/rag/models/test_reranker.py` holds every engine to it."""

    name: str

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """One score a text, higher is better; comparable within one question. Raises RerankerUnusable. Thread-safe."""


def load_reranker(model: str, models_folder: Path, threads: int = 0) -> Reranker:
    """Load a reranker, made ready for this machine at its first use (about a minute).

    OpenVINO int8 where it can be had, else sentence-transformers; the log says why.

    Raises:
        RerankerUnusable: it is not there, or no engine can run it.
    """
    card = reranker_card(model, models_folder)
    reason = "paquet absent / package missing: openvino"
    if importlib.util.find_spec("openvino") is not None:
        from rag.models.reranker_openvino import load_openvino

        try:
            return load_openvino(card, models_folder, threads)
        except (EmbedderUnusable, RerankerUnusable) as trouble:
            reason = str(trouble.facts["problem"])
    log.warning("reranker %s runs without OpenVINO: %s", card.name, reason)
    from rag.models.reranker_torch import TorchReranker

    return TorchReranker(card, threads)


class LateReranker:
    """The reranker of the settings, loaded at the first question; one that cannot be had is tried once."""

    def __init__(self, options: Retrieval, models_folder: Path, threads: int = 0) -> None:
        self._model = options.reranker
        self._folder = models_folder
        self._threads = threads
        self._loading = threading.Lock()
        self._reranker: Reranker | None = None
        self._trouble = ""

    def get(self) -> tuple[Reranker | None, str]:
        """The reranker, or the code of the error that keeps it from working; neither when the settings name none."""
        with self._loading:
            if self._model and not self._reranker and not self._trouble:
                try:
                    self._reranker = load_reranker(self._model, self._folder, self._threads)
                except RerankerUnusable as trouble:
                    journal.trouble(trouble)
                    self._trouble = trouble.code
            return self._reranker, self._trouble
