"""Files for the parsers' tests, each made by the library that offices' programs are made with."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import reportlab
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

A4 = (595.0, 842.0)  # points
SCAN_PIXELS = (1654, 2339)  # A4 at 200 dpi
FONT = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"  # on every machine that has the library, accents and all
TOP, LEFT, LEADING = 700.0, 72.0, 16.0

Page = Sequence[str] | Image.Image  # lines of text, or a picture that fills the page


def pdf(path: Path, *pages: Page, title: str = "", head: str = "", size: tuple[float, float] = A4) -> Path:
    """One page for each sequence of lines or picture; `head` is repeated on top of every page, with its number."""
    canvas = Canvas(str(path), pagesize=size, invariant=1, pageCompression=0)
    canvas.setTitle(title)
    for number, page in enumerate(pages, 1):
        if isinstance(page, Image.Image):
            canvas.drawImage(ImageReader(page), 0, 0, *size)
        else:
            if head:
                canvas.drawString(LEFT, size[1] - 20, f"{head} {number}")
                canvas.drawCentredString(size[0] / 2, 20, f"Page {number} sur {len(pages)}")
            for place, line in enumerate(page):
                canvas.drawString(LEFT, TOP - place * LEADING, line)
        canvas.showPage()
    canvas.save()
    return path


def scan(*lines: str, size: tuple[int, int] = SCAN_PIXELS, mode: str = "L") -> Image.Image:
    """A sheet of white paper with printed lines."""
    sheet = Image.new(mode, size, "white")
    pen = ImageDraw.Draw(sheet)
    for place, line in enumerate(lines):
        pen.text((150, 200 + 90 * place), line, fill="black", font=ImageFont.truetype(FONT, 44))
    return sheet


def without_page(path: Path, number: int) -> Path:
    """The PDF with the entry of one page pointing to nothing."""
    raw = path.read_bytes()
    start = raw.index(b"/Kids [") + len(b"/Kids [")
    end = raw.index(b"]", start)
    kids = raw[start:end].split(b"R")
    kids[number - 1] = b" 0 0 ".ljust(len(kids[number - 1]))
    path.write_bytes(raw[:start] + b"R".join(kids) + raw[end:])
    return path


def docx(path: Path, title: str = "") -> Path:
    """A heading, a paragraph, a list and a table."""
    from docx import Document

    document: Any = Document()
    document.core_properties.title = title
    document.add_heading("Article 4 – Congés", 1)
    document.add_paragraph("Chaque salarié a droit à vingt-cinq jours ouvrés de congés par an.")
    document.add_paragraph("prévenir un mois avant", style="List Bullet")
    table = document.add_table(rows=3, cols=2)
    for row, cells in zip(table.rows, (("Produit", "Prix"), ("Chêne", "1 250 €"), ("Hêtre", "890 €")), strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words
    document.save(str(path))
    return path


def docx_with_body(path: Path, body: str) -> Path:
    """A Word file whose body is this XML."""
    docx(path)
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    head = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    parts["word/document.xml"] = head + body.encode() + b"</w:body></w:document>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def odt(path: Path) -> Path:
    """A heading and a paragraph."""
    from odf.opendocument import OpenDocumentText
    from odf.text import H, P

    document: Any = OpenDocumentText()
    document.text.addElement(H(outlinelevel=1, text="Plan de prévention"))
    document.text.addElement(P(text="Le port du casque est obligatoire dans le couloir B."))
    document.save(str(path))
    return path


def epub(path: Path) -> Path:
    """A book of one chapter."""
    from ebooklib import epub as library

    book: Any = library.EpubBook()
    book.set_identifier("guide-1")
    book.set_title("Petit guide des bois")
    book.set_language("fr")
    chapter = library.EpubHtml(title="Le chêne", file_name="chene.xhtml", lang="fr")
    chapter.content = "<h1>Le chêne</h1><p>Le chêne sèche lentement et dure plus de cent ans.</p>"
    book.add_item(chapter)
    book.toc = (chapter,)
    book.add_item(library.EpubNcx())
    book.add_item(library.EpubNav())
    book.spine = ["nav", chapter]
    library.write_epub(str(path), book)
    return path


def pptx(path: Path) -> Path:
    """Two slides, the second with a table and a speaker's note."""
    from pptx import Presentation
    from pptx.util import Cm

    show: Any = Presentation()
    show.core_properties.title = "Sécurité 2026"
    first = show.slides.add_slide(show.slide_layouts[1])
    first.shapes.title.text = "Les machines"
    first.placeholders[1].text = "Coupez le courant avant tout réglage."
    second = show.slides.add_slide(show.slide_layouts[5])
    second.shapes.title.text = "Les numéros"
    table = second.shapes.add_table(2, 2, Cm(1), Cm(5), Cm(10), Cm(3)).table
    for row, cells in enumerate((("Service", "Poste"), ("Infirmerie", "4112"))):
        for column, words in enumerate(cells):
            table.cell(row, column).text = words
    second.notes_slide.notes_text_frame.text = "Rappeler le numéro du médecin du travail."
    show.save(str(path))
    return path


def letter(*attachments: tuple[str, bytes]) -> EmailMessage:
    """An e-mail with a plain body and files."""
    message = EmailMessage()
    message["From"] = "Hélène Fravallon <helene@fravallon.example>"
    message["To"] = "Atelier Tourvelin <contact@tourvelin.example>"
    message["Cc"] = "compta@tourvelin.example"
    message["Date"] = "Mon, 23 Mar 2026 09:15:00 +0100"
    message["Subject"] = "Rayure sur le vitrage"
    message.set_content("Bonjour,\n\nLe vitrage de la chambre est rayé sur douze centimètres.\n\nHélène Fravallon\n")
    for name, content in attachments:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message


def image_bytes(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    """The image as a file's content."""
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()
