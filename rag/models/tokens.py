"""A search model's own tokenizer, through the `tokenizers` library alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rag.errors import EmbedderUnusable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.models.catalogue import EmbedderCard


class Tokens:
    """Text → token ids; safe to use from several threads, since nothing changes after it is made."""

    def __init__(self, card: EmbedderCard) -> None:
        self._whole = _load(card)
        self._cut = _load(card)
        self._cut.enable_truncation(card.max_tokens)

    def count(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, uncut, without the special ones."""
        encoded = self._whole.encode_batch([encodable(text) for text in texts], add_special_tokens=False)
        return [len(entry.ids) for entry in encoded]

    def ids(self, texts: Sequence[str]) -> list[list[int]]:
        """Token ids of each text with the special ones, cut at the model's length."""
        return [list(entry.ids) for entry in self._cut.encode_batch([encodable(text) for text in texts])]


def encodable(text: str) -> str:
    """The text without lone surrogates, which damaged files hold and UTF-8 cannot say."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _load(card: EmbedderCard) -> Any:  # noqa: ANN401 - the library has no types
    from tokenizers import Tokenizer

    try:
        tokenizer = Tokenizer.from_file(str(card.folder / "tokenizer.json"))
    except Exception as trouble:  # the library raises bare Exception for a broken file
        raise EmbedderUnusable(card.name, f"tokenizer.json : {trouble}") from trouble
    # The file carries the settings of its maker (128 tokens for MiniLM, padded); the card's are used instead.
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer
