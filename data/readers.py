"""The text of a sample, read as simply as its format allows; independent of the product's own readers."""

from __future__ import annotations

import html
import re
import tempfile
import zipfile
from email import message_from_bytes, policy
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import openpyxl
import oxmsg
import pptx
import pypdfium2
import pytesseract
import xlrd
from PIL import Image

if TYPE_CHECKING:
    from email.message import EmailMessage

SCAN_SCALE = 200 / 72
PICTURES = {".jpg", ".png", ".tif"}
TAG = re.compile(r"<[^>]+>")
RTF_LETTER = re.compile(r"\\u(\d+)\?")
RTF_MARK = re.compile(r"\\[a-z]+-?\d* ?|[{}]")
ENCODINGS = {"notes de visite.txt": "cp1252", "relevé d'heures mars 2026.csv": "cp1252"}


def tidy(text: str) -> str:
    """One space for every run of spaces, no-break ones included."""
    return re.sub(r"\s+", " ", text)


@cache
def pages_of(file: Path) -> tuple[str, ...]:
    """The text, page by page for PDF and slides, otherwise as one page."""
    return tuple(tidy(page) for page in READERS[file.suffix](file))


def needs_ocr(file: Path) -> bool:
    """Whether the file holds only a picture of text."""
    return file.suffix in PICTURES or "(scan)" in file.name


def _pdf(file: Path) -> list[str]:
    with pypdfium2.PdfDocument(file) as document:
        if needs_ocr(file):
            pictures = [page.render(scale=SCAN_SCALE).to_pil() for page in document]
            return [str(pytesseract.image_to_string(picture, lang="fra")) for picture in pictures]
        return [page.get_textpage().get_text_range() for page in document]


def _picture(file: Path) -> list[str]:
    with Image.open(file) as picture:
        return [str(pytesseract.image_to_string(picture, lang="fra"))]


def _docx(file: Path) -> list[str]:
    document = docx.Document(str(file))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return ["\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])]


def _doc(file: Path) -> list[str]:
    raw = file.read_bytes()
    return [" ".join((raw.decode("cp1252", "ignore"), raw.decode("utf-16-le", "ignore")))]


def _pptx(file: Path) -> list[str]:
    out = []
    for slide in pptx.Presentation(str(file)).slides:
        words = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        tables = [shape.table for shape in slide.shapes if shape.has_table]
        out.append("\n".join([*words, *(cell.text for table in tables for row in table.rows for cell in row.cells)]))
    return out


def _xlsx(file: Path) -> list[str]:
    book = openpyxl.load_workbook(file)
    return ["\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)]


def _xls(file: Path) -> list[str]:
    cells = [cell for sheet in xlrd.open_workbook(file) for row in sheet.get_rows() for cell in row]
    return ["\n".join(f"{cell.value:g}" if cell.ctype == xlrd.XL_CELL_NUMBER else str(cell.value) for cell in cells)]


def _zipped(file: Path) -> list[str]:
    with zipfile.ZipFile(file) as archive:
        parts = [archive.read(name).decode() for name in archive.namelist() if name.endswith(("content.xml", ".xhtml"))]
    return [html.unescape(TAG.sub(" ", "\n".join(parts)))]


def _plain(file: Path) -> list[str]:
    return [html.unescape(TAG.sub(" ", file.read_text(encoding=ENCODINGS.get(file.name, "utf-8"))))]


def _rtf(file: Path) -> list[str]:
    raw = file.read_text(encoding="ascii")
    return [RTF_MARK.sub("", RTF_LETTER.sub(lambda code: chr(int(code[1])), raw))]


def _eml(file: Path) -> list[str]:
    message = message_from_bytes(file.read_bytes(), policy=policy.default)
    body = message.get_body(("plain",))
    return ["\n".join([str(body.get_content()) if body else "", *map(_attached, message.iter_attachments())])]


def _attached(part: EmailMessage) -> str:
    """The text of an attachment, read like any file."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, part.get_filename() or "")
        content = part.get_payload(decode=True)
        file.write_bytes(content if isinstance(content, bytes) else b"")
        return "\n".join(READERS[file.suffix](file))


def _msg(file: Path) -> list[str]:
    message = oxmsg.Message.load(str(file))
    return [message.body or ""]


READERS = {
    ".csv": _plain,
    ".doc": _doc,
    ".docx": _docx,
    ".eml": _eml,
    ".epub": _zipped,
    ".html": _plain,
    ".jpg": _picture,
    ".md": _plain,
    ".msg": _msg,
    ".odt": _zipped,
    ".pdf": _pdf,
    ".png": _picture,
    ".pptx": _pptx,
    ".rtf": _rtf,
    ".tif": _picture,
    ".txt": _plain,
    ".xls": _xls,
    ".xlsx": _xlsx,
}
