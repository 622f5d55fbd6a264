"""How many tokens a text takes at most, where the model's own tokenizer cannot be asked. Pure.

Tokenizers cut differently, but alike in this: digits are single or in threes, signs stand alone, words of European
languages give three to four letters a token, capitals and letters of other scripts fewer. Each kind is counted upwards.
"""

from __future__ import annotations

import re
from typing import Final

_PIECES: Final = re.compile(
    r" ?(?P<small>[a-zà-öø-ÿœæß]+)| ?(?P<big>[A-ZÀ-ÖØ-ÞŒÆ]+)|(?P<space> +|\n+|\t+)|(?P<other>.)", re.DOTALL
)
SMALL_LETTERS: Final = 3  # in one token, at least
BIG_LETTERS: Final = 2
SHORT: Final = 4  # capitals: an abbreviation or a part of a number, which no tokenizer knows
SPACES: Final = 16  # of one run; a single one before a word belongs to it
WIDE: Final = 0x2000  # from here on, a sign may take a token for each of its bytes


def estimated_tokens(text: str) -> int:
    """An upper estimate for European languages; other scripts are counted by their bytes."""
    return sum(_tokens(found) for found in _PIECES.finditer(text)) + 1


def _tokens(found: re.Match[str]) -> int:
    kind = str(found.lastgroup)
    piece = found[kind]
    if kind == "small":
        return -(-len(piece) // SMALL_LETTERS)
    if kind == "big":
        return len(piece) if len(piece) <= SHORT else -(-len(piece) // BIG_LETTERS)
    if kind == "space":
        return -(-len(piece) // SPACES)
    return len(piece.encode("utf-8", "replace")) if ord(piece) >= WIDE else 1
