"""A page of a document as a picture with boxes on it; run as a program, so that a bad file takes only itself down.

    python -m ui.web.page_drawing < order.json > page.png

The order names the file, the page, the width in pixels and the boxes. pdfium and the picture libraries read files that
strangers made: they get a process of their own, little memory and little time.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from contextlib import suppress
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Final

MEMORY_BYTES: Final = 3 << 30  # guess: an A0 plan at full width takes 300 MB; libraries reserve more than they use
PIXELS: Final = 80_000_000  # a larger picture is refused; an A3 scan at 600 dots an inch has 70 million
PAPER: Final = (255, 255, 255)
PASSAGE: Final = (255, 196, 0, 40)  # red, green, blue, cover
PASSAGE_EDGE: Final = (214, 140, 0, 255)
QUOTE: Final = (255, 214, 0, 110)
IDLE_SECONDS: Final = (
    900.0  # that a program waits for its order; guess: a reader who looks at sources looks again sooner
)
PATIENCE: Final = 10  # of 19: how far others come first while nobody waits for the picture
EDGE_PIXELS: Final = 2
MARGIN_PIXELS: Final = 3


@dataclass(frozen=True, slots=True)
class Box:
    """A stretch of text on its page, in fractions of the page; `strong` for the quoted words."""

    left: float
    top: float
    right: float
    bottom: float
    strong: bool


@dataclass(frozen=True, slots=True)
class Order:
    """What to draw."""

    path: str
    page: int  # 1-based
    width: int  # pixels
    boxes: tuple[Box, ...]
    patient: bool = False  # nobody waits for it yet

    def to_json(self) -> str:
        """For the program's input."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, written: str) -> Order:
        """The order again."""
        values = json.loads(written)
        boxes = tuple(Box(**box) for box in values.pop("boxes"))
        return cls(**values, boxes=boxes)


def draw(order: Order) -> bytes:
    """The page as PNG; raises what the libraries raise."""
    path = Path(order.path)
    page = _of_pdf(path, order) if path.suffix.lower() == ".pdf" else _of_picture(path, order)
    written = BytesIO()
    _with_boxes(page, order.boxes).save(written, "PNG", optimize=False)
    return written.getvalue()


def _of_pdf(path: Path, order: Order) -> Any:  # noqa: ANN401 - a picture of Pillow
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        page = document[order.page - 1]
        return page.render(scale=order.width / max(page.get_width(), 1.0)).to_pil().convert("RGB")


def _of_picture(path: Path, order: Order) -> Any:  # noqa: ANN401 - a picture of Pillow
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = PIXELS // 2  # Pillow raises at twice this
    with Image.open(path) as picture:
        picture.seek(order.page - 1)
        upright = ImageOps.exif_transpose(picture).convert("RGBA")
    paper = Image.new("RGB", upright.size, PAPER)
    paper.paste(upright, mask=upright.getchannel("A"))
    paper.thumbnail((order.width, order.width * 4))
    return paper


def _with_boxes(page: Any, boxes: tuple[Box, ...]) -> Any:  # noqa: ANN401 - a picture of Pillow
    from PIL import Image, ImageDraw

    glass = Image.new("RGBA", page.size, (0, 0, 0, 0))
    pencil = ImageDraw.Draw(glass)
    for box in boxes:
        if not box.strong:
            pencil.rectangle(_corners(box, page.size), fill=PASSAGE)
    weak = [box for box in boxes if not box.strong]
    if weak:
        pencil.rectangle(_corners(_around(weak), page.size), outline=PASSAGE_EDGE, width=EDGE_PIXELS)
    for box in boxes:
        if box.strong:
            pencil.rectangle(_corners(box, page.size), fill=QUOTE)
    return Image.alpha_composite(page.convert("RGBA"), glass).convert("RGB")


def _around(boxes: list[Box]) -> Box:
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
        strong=False,
    )


def _corners(box: Box, size: tuple[int, int]) -> tuple[float, float, float, float]:
    width, height = size
    left, right = sorted((box.left * width, box.right * width))
    top, bottom = sorted((box.top * height, box.bottom * height))
    return left - MARGIN_PIXELS, top - MARGIN_PIXELS, right + MARGIN_PIXELS, bottom + MARGIN_PIXELS


def main() -> int:
    """Read the order, write the picture; 1 when the page cannot be drawn."""
    with suppress(ImportError, ValueError, OSError):  # Windows has no such limits
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    idle = threading.Timer(IDLE_SECONDS, os._exit, (1,))
    idle.daemon = True
    idle.start()
    with suppress(ImportError):  # what takes longest is done before it is wanted
        import pypdfium2  # noqa: F401
        from PIL import Image, ImageDraw, ImageOps, PngImagePlugin  # noqa: F401
    try:
        order = Order.from_json(sys.stdin.read())
        idle.cancel()
        if order.patient and hasattr(os, "nice"):
            os.nice(PATIENCE)
        picture = draw(order)
    except Exception:  # noqa: BLE001 - foreign code on a foreign file; the parent shows the text without a picture
        return 1
    sys.stdout.buffer.write(picture)
    return 0


if __name__ == "__main__":
    sys.exit(main())
