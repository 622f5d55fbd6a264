"""Sets text blocks as Word documents: DOCX, and the old DOC through LibreOffice."""

from __future__ import annotations

import subprocess
import tempfile
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.shared import Pt, RGBColor

from data.make.markup import Bullets, Heading, Lines, PageBreak, Paragraph, Table, Text, runs
from data.make.zips import frozen

if TYPE_CHECKING:
    from data.make.firm import Party

MOMENT = datetime(2026, 5, 4, 9, 0)  # noqa: DTZ001  # python-docx wants a naive UTC moment
OFFICE_SECONDS = 120


def text_to_docx(text: Text, issuer: Party) -> bytes:
    """Set one prose source as DOCX, with a letterhead in the header and the address in the footer."""
    document = Document()
    document.styles["Normal"].font.name = "Calibri"
    document.styles["Normal"].font.size = Pt(11)
    properties = document.core_properties
    properties.title, properties.author = text.title, text.head.get("author", issuer.name)
    properties.created = properties.modified = MOMENT
    properties.last_modified_by = properties.author
    section = document.sections[0]
    mark = section.header.paragraphs[0].add_run(f"{issuer.name} – {issuer.trade}")
    mark.font.color.rgb = RGBColor.from_string(issuer.colour.lstrip("#").upper())
    mark.bold = True
    section.footer.paragraphs[0].text = " – ".join(x for x in (*issuer.address, issuer.phone, issuer.mail) if x)
    document.add_heading(text.title, 0)
    if "reference" in text.head:
        document.add_paragraph().add_run(text.head["reference"]).italic = True
    for block in text.blocks:
        _add(document, block)
    target = BytesIO()
    document.save(target)
    return frozen(target.getvalue())


def _add(document: Any, block: object) -> None:
    match block:
        case Heading(level, words):
            document.add_heading(words, level)
        case Paragraph(words):
            _runs(document.add_paragraph(), words)
        case Lines(lines):
            paragraph = document.add_paragraph()
            for place, words in enumerate(lines):
                if place:
                    paragraph.add_run().add_break()
                _runs(paragraph, words)
        case Bullets(items):
            for item in items:
                _runs(document.add_paragraph(style="List Bullet"), item)
        case Table(rows):
            _table(document, rows)
        case PageBreak():
            document.add_page_break()


def _runs(paragraph: Any, words: str) -> None:
    for part, bold in runs(words):
        paragraph.add_run(part).bold = bold


def _table(document: Any, rows: tuple[tuple[str, ...], ...]) -> None:
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    table.style = "Table Grid"
    for y, row in enumerate(rows):
        for x, words in enumerate(row):
            paragraph = table.cell(y, x).paragraphs[0]
            _runs(paragraph, words)
            if y == 0:
                for run in paragraph.runs:
                    run.bold = True
    document.add_paragraph()


def docx_to_doc(docx: bytes) -> bytes:
    """Convert with LibreOffice, which must be installed."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "document.docx")
        source.write_bytes(docx)
        subprocess.run(
            [
                "soffice",
                f"-env:UserInstallation=file://{folder}/profile",
                "--headless",
                "--convert-to",
                "doc:MS Word 97",
                "--outdir",
                folder,
                str(source),
            ],
            check=True,
            capture_output=True,
            timeout=OFFICE_SECONDS,
        )
        return source.with_suffix(".doc").read_bytes()
