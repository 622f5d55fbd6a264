"""PDF through pdfium: paragraphs with their page and boxes; pages without text are read by Tesseract."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import partial
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from ingest.parse.invoice import InvoiceUnreadable, invoice_blocks, read_invoice
from ingest.parse.lines import Line, paragraphs
from ingest.parse.textlayer import lines_of
from ingest.parse.trouble import CannotRead
from rag.records import Kind, Parsed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ingest.parse.formats import Reading
    from rag.records import Block, Invoice

MOST_PAGES: Final = 3_000
FEWEST_CHARACTERS: Final = 16  # on a page; below it the page counts as a picture
EDGE: Final = 0.12  # of the page's height, where running heads and page numbers stand
REPEATED: Final = 0.6  # of the pages, for a line to be a running head
POINTS: Final = 72  # per inch
UNREAD: Final = {"ocr_missing": "scan_without_ocr", "timeout": "truncated"}  # why pictures were not read → note
MOST_ATTACHMENTS: Final = 50  # files inside a PDF among which an invoice is looked for
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
    notes: list[str] = []
    pages, scanned = _text_layer(document, notes)
    body = median([line.size for lines in pages for line in lines] or [0.0])
    blocks = [block for lines in _without_running_heads(pages) for block in paragraphs(lines, body)]
    if scanned:
        blocks = sorted(blocks + _read_pictures(document, scanned, reading, notes, alone=not blocks), key=_page)
    said = document.get_metadata_dict()
    invoice = _invoice(document, notes)
    if invoice and blocks:  # what the page shows stays a passage of its own
        blocks = [*invoice_blocks(invoice, page=1), replace(blocks[0], apart=True), *blocks[1:]]
    kind = Kind.SCAN if len(scanned) == len(pages) else Kind.PDF
    return Parsed(
        tuple(blocks),
        kind,
        pages=len(pages),
        title=str(said.get("Title", "")),
        date=invoice.issued if invoice else "",
        notes=tuple(dict.fromkeys(notes)),
        invoice=invoice,
        scanned=tuple(reading.scanned),
    )


def _invoice(document: Any, notes: list[str]) -> Invoice | None:  # noqa: ANN401
    """The electronic invoice inside; noted when there is one that cannot be read."""
    import pypdfium2 as pdfium

    try:
        places = range(min(document.count_attachments(), MOST_ATTACHMENTS))
        attached = [document.get_attachment(place) for place in places]
        return read_invoice((one.get_name(), bytes(one.get_data())) for one in attached)
    except pdfium.PdfiumError:
        return None
    except InvoiceUnreadable:
        notes.append("invoice_failed")
        return None


def _text_layer(document: Any, notes: list[str]) -> tuple[list[list[Line]], list[int]]:  # noqa: ANN401
    """The lines of every page, and the numbers of those pages that are pictures; a damaged page is noted and empty.

    Raises:
        CannotRead: every page is damaged.
    """
    import pypdfium2 as pdfium

    pages: list[list[Line]] = []
    scanned, damaged = [], 0
    for number in range(1, len(document) + 1):
        try:
            page = document[number - 1]
            lines = lines_of(page, number)
            if _is_picture(page, lines):
                scanned.append(number)
                lines = []
        except pdfium.PdfiumError:
            lines, damaged = [], damaged + 1
        pages.append(lines)
    if damaged and damaged == len(pages):
        raise CannotRead("damaged", "every page")
    if damaged:
        notes.append("pages_failed")
    return pages, scanned


def _is_picture(page: Any, lines: Sequence[Line]) -> bool:  # noqa: ANN401
    from pypdfium2 import raw

    if sum(len(line.text) for line in lines) >= FEWEST_CHARACTERS:
        return False
    return any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH], max_depth=3))


def _read_pictures(
    document: Any,  # noqa: ANN401
    numbers: Sequence[int],
    reading: Reading,
    notes: list[str],
    *,
    alone: bool,
) -> list[Block]:
    """What Tesseract reads on the pages that are pictures; what it cannot is noted.

    Raises:
        CannotRead: nothing could be read, and the document has nothing else (`alone`).
    """
    from ingest.parse.ocr import read_pages

    try:
        blocks, more = read_pages(((number, partial(_picture, document, number)) for number in numbers), reading)
    except CannotRead as trouble:
        if alone:
            raise
        blocks, more = [], [UNREAD.get(trouble.code, "pages_failed")]
    notes += more
    return blocks


def _picture(document: Any, number: int) -> Any:  # noqa: ANN401
    import pypdfium2 as pdfium

    from ingest.parse.ocr import DOTS_PER_INCH, MOST_PIXELS

    try:
        page = document[number - 1]
        width, height = page.get_size()
        # A page as large as a wall would not fit into memory at full sharpness.
        fits = (MOST_PIXELS / max(width * height, 1.0)) ** 0.5
        return page.render(scale=min(DOTS_PER_INCH / POINTS, fits), grayscale=True, may_draw_forms=True).to_pil()
    except pdfium.PdfiumError as trouble:
        raise CannotRead("damaged", str(trouble)) from trouble


def _page(block: Block) -> int:
    return block.page


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
