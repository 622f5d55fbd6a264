"""The sentences of a passage, each with its place, so that a quotation is verbatim. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST: Final = 400  # characters; a longer one is cut at a comma or space, so that a quotation stays readable
_LINE: Final = re.compile(r"[^\n]+")
_END: Final = re.compile(r"[.!?…]+(?:\s?[\"»”')\]])*\s+(?=[\"«“(\[]?\s?[^\W_a-zà-ÿ])|[;:](?=\s*$)")
# What ends with a full stop and goes on: `M. Dupont`, `art. 12`, `p. 3`, `etc.` is left to end a sentence.
_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:M|MM|Mme|Mmes|Mlle|Me|Dr|Pr|St|Ste|Mr|Mrs|Ms|art|al|av|bd|boul|cf|chap|env|ex|fig|max|min|n|no|nos|p|pp|"
    r"tél|tel|vol|réf|ref|Inc|Ltd|Sté|Ets|e\.g|i\.e)|\b[A-Z])\.\s*$"
)
_CUT: Final = re.compile(r"[,;:]\s")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of a text; `start` and `end` are offsets in it."""

    text: str
    start: int
    end: int


def sentences_of(text: str) -> list[Sentence]:
    """Every sentence, table row and list entry, in order; none is empty or longer than `LONGEST`."""
    return [
        Sentence(text[start:end], start, end)
        for line in _LINE.finditer(text)
        for whole_start, whole_end in _of_line(line.group(), line.start())
        for start, end in _short(text, whole_start, whole_end)
    ]


def _of_line(line: str, offset: int) -> Iterator[tuple[int, int]]:
    start = 0
    for mark in _END.finditer(line):
        if not _ABBREVIATION.search(line[start : mark.end()]):
            yield from _stripped(line, start, mark.end(), offset)
            start = mark.end()
    yield from _stripped(line, start, len(line), offset)


def _stripped(line: str, start: int, end: int, offset: int) -> Iterator[tuple[int, int]]:
    stretch = line[start:end]
    left = len(stretch) - len(stretch.lstrip())
    if stretch.strip():
        yield offset + start + left, offset + start + len(stretch.rstrip())


def _short(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        commas = [start + mark.end() for mark in _CUT.finditer(text[start : start + LONGEST])]
        space = text.rfind(" ", start, start + LONGEST)
        cut = commas[-1] if commas and commas[-1] > start + LONGEST // 2 else max(space, start) or start
        if cut <= start:
            cut = start + LONGEST
        yield start, start + len(text[start:cut].rstrip())
        start = cut + len(text[cut:end]) - len(text[cut:end].lstrip())
    if end > start:
        yield start, end
