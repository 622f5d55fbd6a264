"""One block cut to size: a paragraph at its sentences, a table at its rows, and a monster at its words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rag.records import Block

# Ends of sentences; abbreviations are not known here, a cut too many does no harm inside a passage.
SENTENCE_END: Final = re.compile(r"(?<=[.!?…])\s+|\n+")
LINE_END: Final = re.compile(r"\n+")
WORDS_AT_ONCE: Final = 40  # of a sentence that is longer than a passage


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a block: `text` is `block.text[start:start + len(text)]`."""

    block: Block
    start: int
    text: str
    tokens: int
    first_row: int = 0
    last_row: int = 0


def cut_block(
    block: Block, tokens: int, wanted: int, count_tokens: Callable[[Sequence[str]], list[int]]
) -> list[Piece]:
    """The block as pieces of at most `wanted` tokens (a single endless word may exceed it); none when it is blank."""
    if not block.text.strip():
        return []
    if tokens <= wanted:
        return [Piece(block, 0, block.text, tokens, block.first_row, block.last_row)]
    units = _units(block, wanted, count_tokens)
    pieces: list[Piece] = []
    start, end, length = 0, 0, 0
    for unit_start, unit_end, unit_tokens in units:
        if length and length + unit_tokens > wanted:
            pieces.append(_piece(block, start, end, length))
            start, length = unit_start, 0
        end = unit_end
        length += unit_tokens
    pieces.append(_piece(block, start, end, length))
    return [piece for piece in pieces if piece.text.strip()]


def _units(block: Block, wanted: int, count_tokens: Callable[[Sequence[str]], list[int]]) -> list[tuple[int, int, int]]:
    """Stretches that are not cut further: (start, end, tokens)."""
    boundary = LINE_END if block.first_row or block.header else SENTENCE_END
    ends = [match.end() for match in boundary.finditer(block.text)]
    spans = [(start, end) for start, end in pairwise((0, *ends, len(block.text))) if start < end]
    counted = count_tokens([block.text[start:end] for start, end in spans])
    units = []
    for (start, end), tokens in zip(spans, counted, strict=True):
        if tokens <= wanted:
            units.append((start, end, tokens))
            continue
        smaller = _word_groups(block.text, start, end)
        texts = [block.text[first:last] for first, last in smaller]
        units += [(first, last, count) for (first, last), count in zip(smaller, count_tokens(texts), strict=True)]
    return units


def _word_groups(text: str, start: int, end: int) -> list[tuple[int, int]]:
    words = [match.start() + start for match in re.finditer(r"\S+\s*", text[start:end])]
    starts = [start, *words[WORDS_AT_ONCE::WORDS_AT_ONCE]]
    return list(pairwise((*starts, end)))


def _piece(block: Block, start: int, end: int, tokens: int) -> Piece:
    text = block.text[start:end].rstrip()
    first, last = block.first_row, block.last_row
    # One line a row lets the rows of a piece be named exactly.
    if first and block.text.count("\n") == last - first:
        first += block.text.count("\n", 0, start)
        last = first + text.count("\n")
    return Piece(block, start, text, tokens, first, last)
