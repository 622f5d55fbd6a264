"""The lines of a document in reading order, each with what it is and the heading above it. Pure.

Passages keep a document's lines and lose which of them were headings; in minutes these say what follows ("Décisions"),
so they are told again from their form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from rag.answering.sentences import Sentence, sentences_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.records import Passage

CELL: Final = " | "
LONGEST_HEADING: Final = 70  # characters. Guess
FEW_WORDS: Final = 6  # of a heading without a number. Guess
_NUMBERED: Final = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*[.)]|[IVX]{1,4}[.)]|[A-H][.)])\s+")
BULLET: Final = re.compile(r"^\s*(?:[-–—•*▪◦]|\d{1,2}[.)])\s+(?:\d{1,2}[.)]\s+)?")
_ENDS: Final = (".", ";", "!", "?", ",", "…")


class Shape(StrEnum):
    """What a line looks like."""

    HEADING = "heading"
    ROW = "row"  # of a table
    ITEM = "item"  # of a list
    PROSE = "prose"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a passage; `start` is its place in the passage's text."""

    text: str
    shape: Shape
    passage: Passage
    start: int
    heading: str = ""

    def sentences(self) -> list[Sentence]:
        """Its sentences by their places in the line, without the sign of a list before them."""
        sign = BULLET.match(self.text) if self.shape is Shape.ITEM else None
        skipped = sign.end() if sign else 0
        return [Sentence(one.text, one.start + skipped, one.end + skipped) for one in sentences_of(self.text[skipped:])]

    @property
    def cells(self) -> list[str]:
        """Of a table's row."""
        return [cell.strip() for cell in self.text.split(CELL.strip())]


def lines_of(passages: Sequence[Passage]) -> Iterator[Line]:
    """Every line that says something; headings are told, and named by those below them."""
    heading = ""
    raw = [(passage, match) for passage in passages for match in re.finditer(r"[^\n]+", passage.text)]
    for place, (passage, match) in enumerate(raw):
        text = match.group()
        stripped = text.strip()
        if not stripped:
            continue
        start = match.start() + len(text) - len(text.lstrip())
        after = raw[place + 1][1].group().strip() if place + 1 < len(raw) else ""
        shape = _shape(stripped, after, passage)
        if shape is Shape.HEADING:
            heading = _NUMBERED.sub("", stripped).rstrip(" :")
        yield Line(stripped, shape, passage, start, heading)


def _shape(text: str, after: str, passage: Passage) -> Shape:
    if CELL in text or text.count("|") > 1:
        return Shape.ROW
    if text in passage.section or _is_heading(text, after):
        return Shape.HEADING
    return Shape.ITEM if BULLET.match(text) else Shape.PROSE


def _is_heading(text: str, after: str) -> bool:
    """A short line with something below it, that is numbered, or a few plain words, or all capitals."""
    if len(text) > LONGEST_HEADING or text.endswith(_ENDS) or not after:
        return False
    if numbered := _NUMBERED.match(text):
        return text[numbered.end() :][:1].isupper()
    if BULLET.match(text):
        return False
    plain = text[0].isupper() and not any(sign.isdigit() for sign in text)
    few = len(text.split()) <= FEW_WORDS and ":" not in text
    return text.isupper() or (plain and (few or text.endswith(":")))
