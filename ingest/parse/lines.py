"""From lines with boxes to paragraphs with marks; for PDF text and for what Tesseract read. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ingest.clean import clean_line
from rag.records import Block, Mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WIDE_GAP: Final = 0.75  # between two lines, in sizes of type, from which a new paragraph begins
HEADING_SIZE: Final = 1.15  # of the body's size
TITLE_SIZE: Final = 1.5
HEADING_CHARACTERS: Final = 120
SAME_SIZE: Final = 0.12  # relative difference that does not begin a new paragraph
SAME_ROW: Final = 0.35  # of the size: tops that close stand in one row
CELL_GAP: Final = 0.015  # of the page's width: between two words of a row, a border of cells
RUNNING_TEXT: Final = 0.5  # of the widest line: what is at least as wide may go on in the next column
HYPHENS: Final = ("-", "\u00ad", "\u2010")
FULL_LINE: Final = 0.75  # of the widest line: a shorter one ends its paragraph when it ends a sentence


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page. The box is in fractions of the page, origin top left."""

    text: str
    page: int
    size: float  # of the type, in points
    left: float
    top: float
    right: float
    bottom: float
    page_height: float  # points


def paragraphs(lines: Sequence[Line], body_size: float) -> list[Block]:
    """Paragraphs and headings of one page, in the order of the lines."""
    widest = max((line.right - line.left for line in lines), default=0.0)
    return [_block(group, body_size) for group in _groups(lines, widest)]


def _groups(lines: Sequence[Line], widest: float) -> Iterator[list[Line]]:
    group: list[Line] = []
    for line in lines:
        if group and _begins(line, group[-1], widest):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _begins(line: Line, before: Line, widest: float) -> bool:
    """Whether a line starts a new paragraph after the one before it."""
    if _is_cut(before.text, line.text) and line.text[0].islower():
        return False
    if abs(line.size - before.size) > SAME_SIZE * before.size:
        return True
    if abs(line.top - before.top) * line.page_height < SAME_ROW * before.size:
        return False
    if _goes_on(line, before, widest):
        return False
    gap = (line.top - before.bottom) * line.page_height / before.size
    if gap > WIDE_GAP or line.bottom < before.top:
        return True
    return before.right - before.left < FULL_LINE * widest and before.text[-1:] in ".!?:;"


def _goes_on(line: Line, before: Line, widest: float) -> bool:
    """Whether a line continues a sentence that the one before left open, in the next column if need be."""
    open_end = before.text[-1:] not in ".!?:;" and line.text[:1].islower()
    return open_end and min(line.right - line.left, before.right - before.left) >= RUNNING_TEXT * widest


def _block(lines: Sequence[Line], body_size: float) -> Block:
    text = ""
    marks: list[Mark] = []
    before: Line | None = None
    for line in lines:
        words = clean_line(line.text)
        if not words:
            continue
        if before is not None:
            text = _joined(text, words, line, before)
            marks[-1] = replace(marks[-1], end=min(marks[-1].end, len(text)))  # a hyphen may be gone
        marks.append(Mark(len(text), len(text) + len(words), line.page, *(round(edge, 4) for edge in _box(line))))
        text += words
        before = line
    return Block(text, page=lines[0].page, heading=_heading(lines, text, body_size), marks=tuple(marks))


def _joined(text: str, words: str, line: Line, before: Line) -> str:
    """What stands in front of the next line: a space, a cell's border, or nothing after a hyphen."""
    if abs(line.top - before.top) * line.page_height < SAME_ROW * line.size and line.left - before.right > CELL_GAP:
        return f"{text} | "
    if _is_cut(text, words):
        return text[:-1] if words[0].islower() else text  # sous-⏎Préfet keeps its hyphen
    return f"{text} "


def _is_cut(text: str, words: str) -> bool:
    return text.endswith(HYPHENS) and text[-2:-1].isalpha() and words[:1].isalpha()


def _heading(lines: Sequence[Line], text: str, body_size: float) -> int:
    size = max(line.size for line in lines)
    if not body_size or size < HEADING_SIZE * body_size or len(text) > HEADING_CHARACTERS or text.endswith((".", ";")):
        return 0
    return 1 if size >= TITLE_SIZE * body_size else 2


def _box(line: Line) -> tuple[float, float, float, float]:
    def inside(value: float) -> float:
        return min(1.0, max(0.0, value))

    return inside(line.left), inside(line.top), inside(line.right), inside(line.bottom)
