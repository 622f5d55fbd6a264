"""What every search model can do, whichever engine runs it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.models.batches import Matrix
    from rag.models.catalogue import EmbedderCard


class Embedder(Protocol):
    """Turns text into vectors; every implementation passes `tests/rag/models/embedder_contract.py`."""

    card: EmbedderCard
    fingerprint: str  # changes whenever vectors would change

    def embed_passages(self, texts: Sequence[str]) -> Matrix:
        """Unit vectors of passages, in their order; shape (n, dimensions). Thread-safe."""

    def embed_question(self, text: str) -> Matrix:
        """The unit vector of a question; shape (dimensions,). Thread-safe."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """The model's own tokens of each text, without special ones. Thread-safe."""
