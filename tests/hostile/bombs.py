"""Files that are small on the disk and endless inside."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

import openpyxl
import pypdfium2
from PIL import Image

from tests.ingest.parse import papers

MEGABYTE = 1_000_000
WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEAD = f'<w:document xmlns:w="{WORDS}"><w:body>'.encode()
TAIL = b"</w:body></w:document>"
PARAGRAPHS = b"<w:p><w:r><w:t>texte</w:t></w:r></w:p>" * 10_000


def _docx(path: Path, *body: tuple[bytes, int], declaration: bytes = b"") -> None:
    """A Word file whose body is pieces, each written so many times."""
    papers.docx(path)
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist() if name != "word/document.xml"}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, content in parts.items():
            package.writestr(name, content)
        with package.open("word/document.xml", "w") as part:
            part.write(declaration + HEAD)
            for piece, times in body:
                for _ in range(times):
                    part.write(piece)
            part.write(TAIL)


def paragraphs(path: Path) -> None:
    """Three million paragraphs."""
    _docx(path, (PARAGRAPHS, 300))


def endless_word(path: Path) -> None:
    """One text of 300 MB."""
    _docx(path, (b"<w:p><w:r><w:t>", 1), (b"x" * MEGABYTE, 300), (b"</w:t></w:r></w:p>", 1))


def entities(path: Path) -> None:
    """Entities that name each other, ten times each, nine levels deep."""
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    declaration = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY l0 "rire">{levels}]>'.encode()
    _docx(path, (b"<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>", 1), declaration=declaration)


def foreign_file(path: Path, target: Path) -> None:
    """An entity that names a file of this machine."""
    declaration = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file://{target}">]>'.encode()
    _docx(path, (b"<w:p><w:r><w:t>Voici : &x;</w:t></w:r></w:p>", 1), declaration=declaration)


def rows(path: Path) -> None:
    """Two million rows."""
    path.write_bytes(b"Nom;Poste\n" + b"a;12\n" * 2_000_000)


def line(path: Path) -> None:
    """One line of 20 MB."""
    path.write_bytes(b"mot " * 5_000_000 + b"fin")


def zeros(path: Path) -> None:
    """Nothing but NUL."""
    path.write_bytes(bytes(5 * MEGABYTE))


def nested_html(path: Path) -> None:
    """Boxes in boxes."""
    deep = 200_000
    path.write_text(f"<html><body>{'<div>' * deep}Le fond du puits.{'</div>' * deep}</body></html>", encoding="ascii")


def far_cell(path: Path) -> None:
    """One cell at the end of the sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["XFD1048576"] = "bout du monde"
    book.save(path)


def _pdf(path: Path, objects: dict[int, bytes]) -> None:
    """A PDF without a table of its objects: readers look for them."""
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, content) for number, content in objects.items())
    path.write_bytes(b"%PDF-1.7\n" + body + b"trailer\n<</Root 1 0 R>>\n%%EOF\n")


def flate(path: Path) -> None:
    """200 MB of drawing in 200 kB."""
    packed = zlib.compress(b"q 1 0 0 1 0 0 cm Q\n" * 11_000_000, 6)
    stream = b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>"
    _pdf(path, {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>", 3: page, 4: stream})


def page_loop(path: Path) -> None:
    """Pages whose pages are themselves."""
    pages = b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9999999/Parent 2 0 R>>"
    _pdf(path, {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: pages})


def many_pages(path: Path) -> None:
    """Ten thousand pages."""
    with pypdfium2.PdfDocument.new() as document:
        for _ in range(10_000):
            document.new_page(100, 100)
        document.save(path)


def wall(path: Path) -> None:
    """A picture of 100 million points."""
    Image.new("L", (10_000, 10_000), 255).save(path)


def zip_bomb(path: Path) -> None:
    """An office file of a gigabyte."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        package.writestr("word/document.xml", HEAD + TAIL)
        with package.open("word/media/image1.png", "w") as part:
            for _ in range(1000):
                part.write(bytes(MEGABYTE))
