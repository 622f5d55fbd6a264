"""Pages that were put into the scanner on their side or upside down: by how much, and where their lines are shown."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from rag.records import Block, Mark

QUARTERS: Final = (180, 90, 270)  # degrees clockwise, the most frequent first
QUARTER: Final = 90
LEAST_SURE: Final = 1.0  # of Tesseract's own measure; below it, it guesses


def turns_to_try(image: Any, seconds: float) -> tuple[int, ...]:  # noqa: ANN401 - a PIL image
    """Degrees clockwise that may put a picture upright: what Tesseract sees, else all; none when it is upright."""
    import pytesseract

    try:
        seen = pytesseract.image_to_osd(
            image, config="--psm 0 --dpi 300", output_type=pytesseract.Output.DICT, timeout=max(seconds, 1.0)
        )
    except (pytesseract.TesseractError, RuntimeError):  # too few letters, no data for it, or no time
        return QUARTERS
    if float(seen["orientation_conf"]) < LEAST_SURE:
        return QUARTERS
    degrees = int(seen["rotate"]) % 360
    return (degrees,) if degrees else ()


def turned(image: Any, degrees: int) -> Any:  # noqa: ANN401
    """The picture, turned clockwise."""
    return image.rotate(-degrees, expand=True)


def as_shown(block: Block, degrees: int) -> Block:
    """A block that was read on the turned page, its boxes on the page as it lies in the file."""
    return replace(block, marks=tuple(_back(mark, degrees) for mark in block.marks))


def _back(mark: Mark, degrees: int) -> Mark:
    for _ in range(degrees // QUARTER):  # against the clock, one quarter after the other
        mark = replace(mark, left=mark.top, top=1 - mark.right, right=mark.bottom, bottom=1 - mark.left)
    return mark
