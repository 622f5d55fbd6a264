"""Plain text, whatever program wrote it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from rag.records import Block, Kind, Parsed

if TYPE_CHECKING:
    from pathlib import Path

    from ingest.parse.formats import Reading

BYTE_ORDER_MARKS: Final = (  # the mark of UTF-32 begins with that of UTF-16
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
HEAD_BYTES: Final = 4096  # even, that UTF-16 without a mark is told from
MANY_ZEROS: Final = 0.4  # of every second byte: letters of our languages in UTF-16
FEW_ZEROS: Final = 0.05
WINDOWS: Final = "cp1252"  # what French office programs wrote before UTF-8; holds every byte, so nothing is lost
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


def decoded(raw: bytes) -> str:
    """The text of a file whose encoding nobody stated: by its mark or its zeros, else UTF-8, else Windows."""
    encoding = wide_encoding(raw)
    if encoding:
        return raw.decode(encoding, "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode(WINDOWS, "replace")


def wide_encoding(raw: bytes) -> str:
    """The encoding that a mark states, or UTF-16 when every second byte is zero; empty when neither holds."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if raw.startswith(mark):
            return encoding
    head = raw[:HEAD_BYTES]
    half = len(head) // 2
    if not half:
        return ""
    first, second = head[0::2].count(0) / half, head[1::2].count(0) / half
    if second >= MANY_ZEROS and first <= FEW_ZEROS:
        return "utf-16-le"
    if first >= MANY_ZEROS and second <= FEW_ZEROS:
        return "utf-16-be"
    return ""


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
