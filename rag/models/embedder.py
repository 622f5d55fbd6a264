"""The seam of the search models: text in, unit vectors out.

Which engine runs a model is decided here; the engines are `embedder_openvino` and `embedder_torch`.
"""

from __future__ import annotations

import importlib.util
import logging
from typing import TYPE_CHECKING, Final

from rag.errors import EmbedderUnusable
from rag.models.batches import Matrix
from rag.models.catalogue import OTHER_POOLING, EmbedderCard, embedder_card
from rag.models.contract import Embedder
from rag.models.fakes import stand_in

if TYPE_CHECKING:
    from pathlib import Path

    from rag.options import Embedding

__all__ = ["Embedder", "Matrix", "load_embedder"]

log: Final = logging.getLogger(__name__)


def load_embedder(options: Embedding, models_folder: Path) -> Embedder:
    """Load the model that the settings name, made ready for this machine at its first use (under a minute).

    `backend = "auto"` takes OpenVINO, and sentence-transformers when that cannot be had; the log says why.
    The model `hash/64` is the stand-in of `fakes.py`: likeness by shared words, for trials of everything else.

    Raises:
        EmbedderUnusable: no such model, an incomplete folder, or the wanted engine cannot run it.
    """
    if plain := stand_in(options.model):
        return plain
    card = embedder_card(options.model, models_folder)
    embedder = _load(card, options, models_folder)
    if not card.french_words:
        return embedder
    from rag.models.embedder_french import FrenchEmbedder

    return FrenchEmbedder(embedder)


def _load(card: EmbedderCard, options: Embedding, models_folder: Path) -> Embedder:
    """On the engine that the settings want, or on the one that can be had."""
    if options.backend != "torch":
        reason = _no_openvino(card)
        if not reason:
            from rag.models.embedder_openvino import load_openvino

            try:
                return load_openvino(card, models_folder, options.threads)
            except EmbedderUnusable as trouble:
                reason = str(trouble.facts["problem"])
        if options.backend == "openvino":
            raise EmbedderUnusable(card.name, reason)
        log.warning("search model %s runs without OpenVINO: %s", card.name, reason)
    from rag.models.embedder_torch import TorchEmbedder

    return TorchEmbedder(card, options.threads)


def _no_openvino(card: EmbedderCard) -> str:
    """Why OpenVINO cannot run this model here; empty when it can."""
    if card.pooling == OTHER_POOLING:
        return "étapes particulières du modèle / stages that only sentence-transformers runs"
    if importlib.util.find_spec("openvino") is None:
        return "paquet absent / package missing: openvino"
    return ""
