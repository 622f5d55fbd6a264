"""Makes paper out of a source: the page is set as a PDF, then pictured slightly askew and grainy, as a scanner does."""

from __future__ import annotations

import random
from io import BytesIO
from typing import TYPE_CHECKING

import pypdfium2
from PIL import Image, ImageChops, ImageFilter
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from data.make.firm import ISSUERS
from data.make.markup import Text, read_text
from data.make.pdf import text_to_pdf
from data.make.prose import TEXTS

if TYPE_CHECKING:
    from collections.abc import Callable

DPI = 170
POINTS_PER_INCH = 72
PAPER = 250  # grey of the paper, of 255
GRAIN = 18  # greatest darkening by the noise
BLUR = 0.35  # in pixels
JPEG_QUALITY = 62
FAX_LEVEL = 165  # darker is ink
TILTS = {"pdf": 0.7, "jpg": -1.1, "png": 0.0, "tif": 0.5}  # degrees


def scans() -> dict[str, bytes]:
    """Path relative to data/samples → bytes, for every source whose head names a kind of scan."""
    texts = [text for text in map(read_text, sorted(TEXTS.glob("*.md"))) if "scan" in text.head]
    return {text.head["out"]: WRITERS[text.head["scan"]](_picture(text)) for text in texts}


def _picture(text: Text) -> Image.Image:
    """The first page, in grey."""
    issuer = ISSUERS[text.head.get("issuer", "tourvelin")]
    document = pypdfium2.PdfDocument(text_to_pdf(text, issuer))
    page: Image.Image = document[0].render(scale=DPI / POINTS_PER_INCH, grayscale=True).to_pil()
    document.close()
    kind = text.head["scan"]
    if kind == "png":  # a poster saved as a picture, never printed
        return page.quantize(16)
    tilted = page.rotate(TILTS[kind], resample=Image.Resampling.BICUBIC, fillcolor=255)
    return _grainy(tilted.filter(ImageFilter.GaussianBlur(BLUR)), seed=text.title)


def _grainy(page: Image.Image, seed: str) -> Image.Image:
    """Darken the paper a little, unevenly; coarse grain, for fine grain would only make the file big."""
    width, height = page.size
    small = (width // 3, height // 3)
    noise = Image.frombytes("L", small, random.Random(seed).randbytes(small[0] * small[1]))
    noise = noise.resize(page.size, Image.Resampling.BICUBIC).point(lambda value: PAPER - value * GRAIN // 255)
    return ImageChops.multiply(page, noise)


def _jpeg(page: Image.Image) -> bytes:
    target = BytesIO()
    page.save(target, "JPEG", quality=JPEG_QUALITY, dpi=(DPI, DPI))
    return target.getvalue()


def _pdf(page: Image.Image) -> bytes:
    """A PDF that holds the picture and not one letter of text."""
    target = BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    canvas.setTitle("Scan")
    canvas.drawImage(ImageReader(BytesIO(_jpeg(page))), 0, 0, *A4)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def _png(page: Image.Image) -> bytes:
    target = BytesIO()
    page.save(target, "PNG", optimize=True, dpi=(DPI, DPI))
    return target.getvalue()


def _tif(page: Image.Image) -> bytes:
    """Black and white, as from a fax."""
    target = BytesIO()
    ink = page.point(lambda value: 255 if value > FAX_LEVEL else 0).convert("1")
    ink.save(target, "TIFF", compression="group4", dpi=(DPI, DPI))
    return target.getvalue()


WRITERS: dict[str, Callable[[Image.Image], bytes]] = {"jpg": _jpeg, "pdf": _pdf, "png": _png, "tif": _tif}
