"""Images of text: scans saved as PNG, JPEG or TIFF, photographs of letters."""

from __future__ import annotations

from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from ingest.parse.ocr import MOST_PIXELS, read_pages
from ingest.parse.trouble import CannotRead
from rag.records import Kind, Parsed

if TYPE_CHECKING:
    from pathlib import Path

    from ingest.parse.formats import Reading

MOST_FRAMES: Final = 300  # pages of one TIFF


def parse_picture(path: Path, reading: Reading) -> Parsed:
    """Read every page of an image file; raises CannotRead when Tesseract is missing or the file is damaged."""
    from PIL import Image, ImageSequence, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = 2 * MOST_PIXELS
    try:
        with Image.open(path) as image:
            frames = getattr(image, "n_frames", 1)
            pages = (
                (number, partial(_upright, frame))
                for number, frame in enumerate(islice(ImageSequence.Iterator(image), MOST_FRAMES), 1)
            )
            blocks, notes = read_pages(pages, reading)
    except Image.DecompressionBombError as trouble:
        raise CannotRead("too_large", str(trouble)) from trouble
    except (UnidentifiedImageError, OSError, SyntaxError) as trouble:
        raise CannotRead("damaged", str(trouble)) from trouble
    if frames > MOST_FRAMES:
        notes.append("truncated")
    scanned = tuple(reading.scanned)
    return Parsed(tuple(blocks), Kind.SCAN, pages=frames, notes=tuple(dict.fromkeys(notes)), scanned=scanned)


def _upright(frame: Any) -> Any:  # noqa: ANN401 - a PIL image
    """The page as it is meant to be looked at; raises CannotRead when it is damaged, which others may not be."""
    from PIL import ImageOps

    try:
        return ImageOps.exif_transpose(frame)
    except (OSError, SyntaxError, ValueError) as trouble:
        raise CannotRead("damaged", str(trouble)) from trouble
