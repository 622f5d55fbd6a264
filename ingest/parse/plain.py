"""Plain text, whatever program wrote it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ingest.parse.encodings import decoded
from rag.records import Block, Kind, Parsed

if TYPE_CHECKING:
    from pathlib import Path

    from ingest.parse.formats import Reading

LONGEST_TITLE: Final = 120
LONGEST_BLOCK: Final = 20_000  # characters; a file without blank lines is cut at its lines
_BLANK_LINE: Final = re.compile(r"\n[ \t]*\n+")


def parse_plain(path: Path, reading: Reading) -> Parsed:
    """Read a text file: one block a paragraph."""
    del reading
    blocks = blocks_of_text(decoded(path.read_bytes()))
    if len(blocks) > 1 and _is_title(blocks[0].text):
        blocks[0] = replace(blocks[0], heading=1)
    return Parsed(tuple(blocks), Kind.TEXT)


def _is_title(text: str) -> bool:
    """One short line that stands alone at the top and ends no sentence."""
    line = text.strip()
    return "\n" not in line and len(line) <= LONGEST_TITLE and not line.endswith((".", ",", ";", ":"))


def blocks_of_text(text: str, part: str = "") -> list[Block]:
    """One block a paragraph; a paragraph ends at a blank line."""
    paragraphs = _BLANK_LINE.split(text.replace("\r\n", "\n").replace("\r", "\n"))
    return [Block(piece, part=part) for paragraph in paragraphs for piece in _pieces(paragraph) if piece.strip()]


def _pieces(paragraph: str) -> list[str]:
    if len(paragraph) <= LONGEST_BLOCK:
        return [paragraph]
    pieces, held = [], ""
    for line in paragraph.splitlines(keepends=True):
        if held and len(held) + len(line) > LONGEST_BLOCK:
            pieces.append(held)
            held = ""
        held += line
    return [*pieces, held]
