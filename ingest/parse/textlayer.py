"""The text that a PDF page holds: its lines with their boxes and the size of their type, in the order of reading."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from ingest.parse.columns import in_reading_order
from ingest.parse.lines import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

CUT_WORD: Final = "\ufffe"  # what pdfium puts for a hyphen at a line's end, and for the end of that line
_LINE: Final = re.compile(rf"([^\n{CUT_WORD}]*)(\n|{CUT_WORD}|$)")
WIDE_GAP: Final = 0.02  # of the page's width, between two stretches of one line


def lines_of(page: Any, number: int) -> list[Line]:  # noqa: ANN401 - the library has no types
    """The page's lines; a page without width or height has none."""
    text_page = page.get_textpage()
    try:
        found = list(_Layer(page, text_page, number).lines())
    finally:
        text_page.close()
    return in_reading_order([pieces for _, pieces in found], [line for line, _ in found])


class _Layer:
    """One page while it is read."""

    def __init__(self, page: Any, text_page: Any, number: int) -> None:  # noqa: ANN401
        self._text = text_page
        self._number = number
        self._width, self._height = page.get_size()
        corner: tuple[float, float] = page.get_bbox()[:2] if page.get_rotation() == 0 else (0.0, 0.0)
        self._left, self._bottom = corner

    def lines(self) -> Iterator[tuple[Line, tuple[Line, ...]]]:
        """Each line, and the same cut at its wide gaps."""
        for found in _LINE.finditer(self._text.get_text_range()):
            body = found.group(1) + ("-" if found.group(2) == CUT_WORD else "")
            text = body.strip()
            if not (text and self._width and self._height):
                continue
            offset = found.start() + len(body) - len(body.lstrip())
            rects = [self._text.get_rect(place) for place in range(self._text.count_rects(offset, len(text)))]
            if rects:
                whole = self._line(text, offset, rects)
                yield whole, self._pieces(whole, offset, rects)

    def _line(self, text: str, offset: int, rects: list[Any]) -> Line:
        from pypdfium2 import raw

        return Line(
            text=text,
            page=self._number,
            size=raw.FPDFText_GetFontSize(self._text, offset) or 1.0,
            left=(min(rect[0] for rect in rects) - self._left) / self._width,
            top=1 - (max(rect[3] for rect in rects) - self._bottom) / self._height,
            right=(max(rect[2] for rect in rects) - self._left) / self._width,
            bottom=1 - (min(rect[1] for rect in rects) - self._bottom) / self._height,
            page_height=self._height,
        )

    def _pieces(self, whole: Line, offset: int, rects: list[Any]) -> tuple[Line, ...]:
        """Cut where the letters leave a wide gap; they are only looked at one by one where there is one."""
        ordered = sorted(rects)
        gaps = [after[0] - before[2] for before, after in pairwise(ordered)]
        if not any(gap > WIDE_GAP * self._width for gap in gaps):
            return (whole,)
        pieces: list[Line] = []
        start = last = -1
        left = right = 0.0
        for place, sign in enumerate(whole.text):
            if sign.isspace():
                continue
            box = self._text.get_charbox(offset + place)
            if start < 0:
                start, left = place, box[0]
            elif box[0] - right > WIDE_GAP * self._width:
                pieces.append(self._piece(whole, start, last, left, right))
                start, left = place, box[0]
            last, right = place, box[2]
        return (*pieces, self._piece(whole, start, last, left, right))

    def _piece(self, whole: Line, start: int, last: int, left: float, right: float) -> Line:
        text = whole.text[start : last + 1]
        return replace(
            whole, text=text, left=(left - self._left) / self._width, right=(right - self._left) / self._width
        )
