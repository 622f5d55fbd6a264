"""PDF through pdfium: paragraphs with their page and boxes; pages without text are read by Tesseract."""

from __future__ import annotations

import re
from collections import Counter
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from ingest.parse.lines import Line, paragraphs
from ingest.parse.trouble import CannotRead
from rag.records import Kind, Parsed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ingest.parse.formats import Reading
    from rag.records import Block

MOST_PAGES: Final = 3_000
FEWEST_CHARACTERS: Final = 16  # on a page; below it the page counts as a picture
EDGE: Final = 0.12  # of the page's height, where running heads and page numbers stand
REPEATED: Final = 0.6  # of the pages, for a line to be a running head
LEAST_PAGES: Final = 3  # fewer pages repeat by chance
_FIGURES: Final = re.compile(r"\d+")
_PAGE_NUMBER: Final = re.compile(
    r"(?:page|p\.)?\s*[-–—]?\s*\d{1,4}(?:\s*(?:/|sur|of|de)\s*\d{1,4})?\s*[-–—]?", re.IGNORECASE
)


def parse_pdf(path: Path, reading: Reading) -> Parsed:
    """Read a PDF; raises CannotRead when it is encrypted, damaged, endless, or a scan that cannot be read here."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as trouble:
        raise CannotRead("encrypted" if "password" in str(trouble).lower() else "damaged", str(trouble)) from trouble
    try:
        if len(document) > MOST_PAGES:
            raise CannotRead("too_large", f"{len(document)} pages")
        return _parse(document, reading)
    finally:
        document.close()


def _parse(document: Any, reading: Reading) -> Parsed:  # noqa: ANN401 - the library has no types
    pages = [_lines(document[number], number + 1) for number in range(len(document))]
    scanned = [number for number, lines in enumerate(pages, 1) if _is_picture(document[number - 1], lines)]
    pages = _without_running_heads(pages)
    body = median([line.size for lines in pages for line in lines] or [0.0])
    blocks: list[Block] = []
    notes: list[str] = []
    for number, lines in enumerate(pages, 1):
        if number in scanned:
            blocks += _read_picture(document[number - 1], number, reading, notes)
        else:
            blocks += paragraphs(lines, body)
    if not blocks and "scan_without_ocr" in notes:
        raise CannotRead("ocr_missing")
    title = str(document.get_metadata_dict().get("Title", ""))
    kind = Kind.SCAN if scanned and len(scanned) == len(pages) else Kind.PDF
    return Parsed(tuple(blocks), kind, pages=len(pages), title=title, notes=tuple(dict.fromkeys(notes)))


def _lines(page: Any, number: int) -> list[Line]:  # noqa: ANN401
    """The page's lines in the order of its text."""
    from pypdfium2 import raw

    width, height = page.get_size()
    left, bottom = page.get_bbox()[:2] if page.get_rotation() == 0 else (0.0, 0.0)
    text_page = page.get_textpage()
    try:
        text = text_page.get_text_range()
        found, start = [], 0
        for line in text.split("\n"):
            body = line.rstrip("\r")
            stripped = body.strip()
            if stripped and width and height:
                offset = start + len(body) - len(body.lstrip())
                rects = [text_page.get_rect(place) for place in range(text_page.count_rects(offset, len(stripped)))]
                size = raw.FPDFText_GetFontSize(text_page, offset)
                if rects:
                    found.append(
                        Line(
                            text=stripped,
                            page=number,
                            size=size or 1.0,
                            left=(min(rect[0] for rect in rects) - left) / width,
                            top=1 - (max(rect[3] for rect in rects) - bottom) / height,
                            right=(max(rect[2] for rect in rects) - left) / width,
                            bottom=1 - (min(rect[1] for rect in rects) - bottom) / height,
                            page_height=height,
                        )
                    )
            start += len(line) + 1
        return found
    finally:
        text_page.close()


def _is_picture(page: Any, lines: Sequence[Line]) -> bool:  # noqa: ANN401
    from pypdfium2 import raw

    if sum(len(line.text) for line in lines) >= FEWEST_CHARACTERS:
        return False
    return any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH], max_depth=3))


def _read_picture(page: Any, number: int, reading: Reading, notes: list[str]) -> list[Block]:  # noqa: ANN401
    from ingest.parse.ocr import DOTS_PER_INCH, can_read, read_image

    if not can_read(reading.options):
        notes.append("scan_without_ocr")
        return []
    image = page.render(scale=DOTS_PER_INCH / 72, may_draw_forms=True).to_pil()
    return read_image(image, number, reading.options)


def _without_running_heads(pages: list[list[Line]]) -> list[list[Line]]:
    """Leave out what stands at the edge of most pages, whatever its figures, and bare page numbers."""
    seen = Counter(key for lines in pages for key in {_FIGURES.sub("#", line.text) for line in lines if _at_edge(line)})
    enough = max(LEAST_PAGES, REPEATED * len(pages))
    return [
        [
            line
            for line in lines
            if not _at_edge(line)
            or (seen[_FIGURES.sub("#", line.text)] < enough and not _PAGE_NUMBER.fullmatch(line.text))
        ]
        for lines in pages
    ]


def _at_edge(line: Line) -> bool:
    return line.bottom < EDGE or line.top > 1 - EDGE
