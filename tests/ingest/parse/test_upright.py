"""Scans as they come out of the machine: on their side, upside down, blurred, and mixed with pages of text."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest.parse.formats import Reading, parse_file
from ingest.parse.upright import as_shown, turned
from rag.options import Ingest
from rag.records import Block, Kind, Mark, Parsed

SIZE = (1240, 1754)  # A4 at 150 dpi
FIRST = "Constat de fin des travaux du hangar"
LINES = (  # without accents, which the font that comes with Pillow lacks
    FIRST,
    "Le bailleur a dit son accord pour les volets neufs,",
    "et le locataire remet toutes les clefs vendredi.",
    "Le montant retenu est de 18 400 euros hors taxes.",
    "Le point sur la serrure sera repris en avril.",
    "Fait en deux exemplaires, un pour chaque partie.",
)
WORDS = {"bailleur", "locataire", "montant", "serrure", "exemplaires"}
needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")


def paper(lines: tuple[str, ...] = LINES, *, blur: float = 0) -> Image.Image:
    """One page, grainy as from a scanner."""
    page = Image.new("L", SIZE, 255)
    pencil = ImageDraw.Draw(page)
    font = ImageFont.load_default(34)
    for place, line in enumerate(lines):
        pencil.text((120, 180 + 70 * place), line, fill=20, font=font)
    if blur:
        page = page.filter(ImageFilter.GaussianBlur(blur))
    grain = Image.effect_noise(SIZE, 30)
    return Image.blend(page, grain, 0.08)


def ink(image: Image.Image) -> tuple[float, float, float, float]:
    """The box around everything dark, in fractions of the page."""
    box = image.convert("L").point(lambda value: 255 if value < 128 else 0).getbbox()
    assert box is not None
    return box[0] / image.width, box[1] / image.height, box[2] / image.width, box[3] / image.height


def read(file: Path) -> Parsed:
    return parse_file(file, Reading(Ingest(file_seconds=600)))


def mark_of(parsed: Parsed, words: str) -> Mark:
    for block in parsed.blocks:
        for mark in block.marks:
            if words in block.text[mark.start : mark.end]:
                return mark
    raise AssertionError(words)


@pytest.mark.slow
@needs_tesseract
@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_picture_is_read_however_it_lies_and_its_boxes_are_where_it_is_shown(tmp_path: Path, degrees: int) -> None:
    file = tmp_path / "scan.png"
    turned(paper(), degrees).save(file)
    found = read(file)
    text = " ".join(block.text for block in found.blocks)
    assert set(text.replace(",", " ").split()) >= WORDS
    assert text.index("bailleur") < text.index("locataire") < text.index("exemplaires")
    assert found.notes == ()
    assert found.scanned[0].confidence > 85
    mark = mark_of(found, "fin des travaux")
    assert (mark.left, mark.top, mark.right, mark.bottom) == pytest.approx(
        ink(turned(paper((FIRST,)), degrees)), abs=0.01
    )


def in_pdf(canvas: Canvas, image: Image.Image, *, turn: int = 0) -> None:
    """A page that shows nothing but the picture; `turn` is what the file tells the viewer to turn it by."""
    held = BytesIO()
    image.save(held, "PNG")
    size = A4 if image.height > image.width else (A4[1], A4[0])
    canvas.setPageSize(size if turn % 180 == 0 else size[::-1])  # reportlab turns the size as well
    canvas.setPageRotation(turn)
    canvas.drawImage(ImageReader(BytesIO(held.getvalue())), 0, 0, *size)
    canvas.showPage()
    canvas.setPageRotation(0)


@pytest.mark.slow
@needs_tesseract
def test_pictures_are_found_page_by_page_and_turned_one_by_one(tmp_path: Path) -> None:
    file = tmp_path / "dossier.pdf"
    canvas = Canvas(str(file), pagesize=A4)
    canvas.drawString(60, 740, "Ce dossier commence par une page de texte, sans image.")
    canvas.showPage()
    in_pdf(canvas, turned(paper(), 180))
    in_pdf(canvas, turned(paper(), 90), turn=270)  # the viewer shows it upright
    canvas.setPageSize(A4)
    canvas.drawString(60, 740, "Et il se termine par une autre page de texte.")
    canvas.showPage()
    canvas.save()
    found = read(file)
    assert found.kind is Kind.PDF
    assert [one.page for one in found.scanned] == [2, 3]
    pages = {page: " ".join(block.text for block in found.blocks if block.page == page) for page in range(1, 5)}
    assert "commence par une page de texte" in pages[1]
    assert "se termine" in pages[4]
    for page in (2, 3):
        assert set(pages[page].replace(",", " ").split()) >= WORDS
    upside_down, upright = (
        next(mark for block in found.blocks if block.page == page for mark in block.marks if "Constat" in
             block.text[mark.start : mark.end])
        for page in (2, 3)
    )  # fmt: skip
    first = paper((FIRST,))
    for mark, shown in ((upside_down, turned(first, 180)), (upright, first)):
        assert (mark.left, mark.top, mark.right, mark.bottom) == pytest.approx(ink(shown), abs=0.015)


@pytest.mark.slow
@needs_tesseract
def test_a_photograph_is_turned_as_its_camera_says(tmp_path: Path) -> None:
    file = tmp_path / "photo.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6  # to be shown turned by a quarter, clockwise
    turned(paper(), 270).save(file, exif=exif, quality=90)
    found = read(file)
    mark = mark_of(found, "fin des travaux")
    assert (mark.left, mark.top, mark.right, mark.bottom) == pytest.approx(ink(paper((FIRST,))), abs=0.01)


@pytest.mark.slow
@needs_tesseract
def test_a_page_that_is_read_badly_is_named(tmp_path: Path) -> None:
    file = tmp_path / "fax.tif"
    paper().save(file, save_all=True, append_images=[paper(blur=3.7), paper(())])
    found = read(file)
    assert "read_badly" in found.notes
    assert [one.page for one in found.scanned if one.confidence < 75] == [2]
    assert [one.page for one in found.scanned] == [1, 2]  # the third is empty: there was nothing to read badly


@pytest.mark.parametrize(
    ("degrees", "expected"),
    [(90, (0.2, 0.6, 0.4, 0.9)), (180, (0.6, 0.6, 0.9, 0.8)), (270, (0.6, 0.1, 0.8, 0.4))],
)
def test_boxes_are_turned_back(degrees: int, expected: tuple[float, ...]) -> None:
    block = Block("x", page=1, marks=(Mark(0, 1, 1, 0.1, 0.2, 0.4, 0.4),))
    mark = as_shown(block, degrees).marks[0]
    assert (mark.left, mark.top, mark.right, mark.bottom) == pytest.approx(expected)
    assert as_shown(block, 0) == block
