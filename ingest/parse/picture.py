"""Images of text: scans saved as PNG, JPEG or TIFF, photographs of letters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest.parse.ocr import MOST_PIXELS, can_read, read_image
from ingest.parse.trouble import CannotRead
from rag.records import Kind, Parsed

if TYPE_CHECKING:
    from pathlib import Path

    from ingest.parse.formats import Reading

MOST_FRAMES: Final = 300  # pages of one TIFF


def parse_picture(path: Path, reading: Reading) -> Parsed:
    """Read every page of an image file; raises CannotRead when Tesseract is missing or the file is damaged."""
    from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

    if not can_read(reading.options):
        raise CannotRead("ocr_missing")
    Image.MAX_IMAGE_PIXELS = 2 * MOST_PIXELS
    try:
        with Image.open(path) as image:
            frames = min(getattr(image, "n_frames", 1), MOST_FRAMES)
            blocks = [
                block
                for number, frame in enumerate(ImageSequence.Iterator(image), 1)
                if number <= frames
                for block in read_image(ImageOps.exif_transpose(frame), number, reading.options)
            ]
    except Image.DecompressionBombError as trouble:
        raise CannotRead("too_large", str(trouble)) from trouble
    except (UnidentifiedImageError, OSError, SyntaxError) as trouble:
        raise CannotRead("damaged", str(trouble)) from trouble
    return Parsed(tuple(blocks), Kind.SCAN, pages=frames)
