"""Stand-ins that need no download: they honour the protocols, so plumbing is tested without a model."""

from __future__ import annotations

import hashlib
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from rag.models.batches import Matrix, unit
from rag.models.catalogue import EmbedderCard

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterator, Mapping, Sequence

    from rag.models.message import Message
    from rag.records import Thought, Waiting

WORD: Final = re.compile(r"\w+")
CHARACTERS_PER_TOKEN: Final = 3
TURN_TOKENS: Final = 4
HASH_VERSION: Final = 1
HASH_NAME: Final = re.compile(r"hash/(\d{1,4})")  # as a setting: the stand-in with so many dimensions


class HashEmbedder:
    """Signed feature hashing: texts that share words are alike, the same on every machine and in every run."""

    def __init__(self, dimensions: int = 64) -> None:
        self.card = EmbedderCard(
            name=f"hash/{dimensions}",
            folder=Path(),
            dimensions=dimensions,
            max_tokens=256,
            query_prefix="",
            passage_prefix="",
            pooling="mean",
            languages=(),
            french_words=False,
            vectors_weight=0.5,
            floor_likeness=0.2,
        )
        self.fingerprint = f"hash/{dimensions}/{HASH_VERSION}"

    def embed_passages(self, texts: Sequence[str]) -> Matrix:
        """See `Embedder`."""
        rows = np.zeros((len(texts), self.card.dimensions), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            self._fill(row, text)
        return unit(rows)

    def embed_question(self, text: str) -> Matrix:
        """See `Embedder`."""
        row: Matrix = self.embed_passages([text])[0]
        return row

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """One token a word."""
        return [len(WORD.findall(text)) for text in texts]

    def _fill(self, row: Matrix, text: str) -> None:
        for word in WORD.findall(text.casefold())[: self.card.max_tokens]:
            digest = hashlib.blake2b(word.encode("utf-8", "replace"), digest_size=8).digest()
            row[int.from_bytes(digest[:4], "big") % self.card.dimensions] += 1.0 if digest[4] & 1 else -1.0
        if not row.any():
            row[0] = 1.0  # no words, or words that cancel out: still a unit vector


def stand_in(model: str) -> HashEmbedder | None:
    """The stand-in that a setting names (`hash/64`), None for every other name."""
    named = HASH_NAME.fullmatch(model)
    return HashEmbedder(max(1, int(named[1]))) if named else None


class ScriptedChat:
    """Says the given pieces, whatever is asked; remembers what it was asked."""

    name = "scripted"

    def __init__(
        self, pieces: Sequence[str | Thought | Waiting], *, context_tokens: int = 4096, pause_seconds: float = 0.0
    ) -> None:
        self.context_tokens = context_tokens
        self.asked: list[tuple[Message, ...]] = []
        self.cancelled = 0  # streams that were closed before their end
        self.closed = False
        self._pieces = tuple(pieces)
        self._pause = pause_seconds

    def count_tokens(self, text: str) -> int:
        """See `ChatModel`."""
        return len(text) // CHARACTERS_PER_TOKEN + 1

    def prepare(self, cancel: threading.Event | None = None) -> None:
        """See `ChatModel`."""

    def count_messages(self, messages: Sequence[Message]) -> int:
        """See `ChatModel`."""
        return sum(self.count_tokens(one.text) + TURN_TOKENS for one in messages)

    def stream(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        temperature: float,
        cancel: threading.Event | None = None,
        schema: Mapping[str, Any] | None = None,
    ) -> Iterator[str | Thought | Waiting]:
        """See `ChatModel`; at most `max_tokens` pieces."""
        del temperature, cancel, schema
        self.asked.append(tuple(messages))
        try:
            for piece in self._pieces[:max_tokens]:
                time.sleep(self._pause)
                yield piece
        except GeneratorExit:
            self.cancelled += 1
            raise

    def close(self) -> None:
        """See `ChatModel`."""
        self.closed = True
