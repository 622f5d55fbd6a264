r"""Reads the small Markdown in which the prose of the samples is written.

A source starts with ``key: value`` lines closed by ``===``. The body knows headings (``#``, ``##``), paragraphs,
``- `` lists, ``| a | b |`` tables whose first row is the head, ``~ `` lines kept as they are (addresses,
signatures), and ``\page`` for a page break. ``**bold**`` is the only inline mark.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

END_OF_HEAD = "==="
BOLD = re.compile(r"\*\*(.+?)\*\*")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the outermost."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines that keep their breaks."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of points."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, the first being the head."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A new page, where the format has pages."""


Block = Heading | Paragraph | Lines | Bullets | Table | PageBreak


@dataclass(frozen=True, slots=True)
class Text:
    """One source: its head and its blocks."""

    head: dict[str, str]
    blocks: tuple[Block, ...]
    body: str

    @property
    def title(self) -> str:
        """The title of the document."""
        return self.head["title"]


def read_text(path: Path) -> Text:
    """Read a source file."""
    raw = path.read_text(encoding="utf-8")
    head_part, _, body = raw.partition(f"\n{END_OF_HEAD}\n")
    head = dict(line.split(": ", 1) for line in head_part.splitlines() if ": " in line)
    return Text(head, parse(body), body.strip() + "\n")


def parse(body: str) -> tuple[Block, ...]:
    """Cut a body into blocks."""
    chunks = re.split(r"\n\s*\n", body.strip())
    return tuple(block for chunk in chunks for block in _blocks_of(chunk.splitlines()))


def _blocks_of(lines: list[str]) -> list[Block]:
    first = lines[0]
    if first.startswith("#"):
        level = len(first) - len(first.lstrip("#"))
        heading = Heading(level, first.lstrip("# ").strip())
        return [heading, *(_blocks_of(lines[1:]) if len(lines) > 1 else [])]
    if first.startswith("\\page"):
        return [PageBreak()]
    if first.startswith("| "):
        return [Table(tuple(_cells(line) for line in lines))]
    if first.startswith("~ "):
        return [Lines(tuple(line.removeprefix("~ ").rstrip() for line in lines))]
    if first.startswith("- "):
        return [Bullets(tuple(_items(lines)))]
    return [Paragraph(" ".join(line.strip() for line in lines))]


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip().strip("|").split("|"))


def _items(lines: list[str]) -> list[str]:
    items: list[str] = []
    for line in lines:
        if line.startswith("- "):
            items.append(line.removeprefix("- ").strip())
        else:
            items[-1] += " " + line.strip()
    return items


def plain(text: str) -> str:
    """The text without its inline marks."""
    return BOLD.sub(r"\1", text)


def runs(text: str) -> list[tuple[str, bool]]:
    """The text cut into (words, is it bold) runs."""
    parts = BOLD.split(text)
    return [(part, place % 2 == 1) for place, part in enumerate(parts) if part]
