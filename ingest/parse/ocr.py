"""Reading pictures of text with Tesseract, when it is installed."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from ingest.legibility import SURE, badly_read, holds_ink
from ingest.parse.lines import Line, paragraphs
from ingest.parse.trouble import CannotRead
from ingest.parse.upright import as_shown, turned, turns_to_try
from rag.records import PageRead

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ingest.parse.formats import Reading
    from rag.options import Ingest
    from rag.records import Block

DOTS_PER_INCH: Final = 300  # what Tesseract was made for
LONG_WORD: Final = 4  # letters, from which a word that stands upright is wider than tall
FEWEST_LETTERS: Final = 20  # on a page; fewer are dirt on an empty one
LEAST_CONFIDENCE: Final = 20.0  # of a word, 0–100; below it is dirt on the glass
MOST_PIXELS: Final = 80_000_000  # A2 at 300 dpi; larger pictures are made smaller
COARSE: Final = 4  # points a side taken as one, to leave the grain out when ink is looked for
POINTS: Final = 72
LEAST_SECONDS: Final = 1.0  # below it no page is begun

os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # one file a worker, one thread a file: several workers run


def can_read(options: Ingest) -> bool:
    """Whether pictures can be read on this machine, and are wanted to be."""
    return options.ocr and shutil.which("tesseract") is not None


def read_image(image: Any, page: int, reading: Reading) -> list[Block]:  # noqa: ANN401 - a PIL image
    """The paragraphs of one picture, with the boxes of their lines; `reading.scanned` learns how well it was read.

    A page that makes no sense is turned, and kept as it makes most sense; its boxes are on the page as it is shown.

    Raises:
        CannotRead: the time for reading pictures is over, or Tesseract failed on this one.
    """
    ready = _prepared(image)
    best = _read(ready, page, reading)
    if (best.confidence < SURE or best.is_sideways) and best.letters >= FEWEST_LETTERS:
        best = _read_turned(ready, page, reading, best)
    unread = best.confidence < SURE and holds_ink(ready.reduce(COARSE).histogram())
    if best.letters >= FEWEST_LETTERS or unread:
        reading.scanned.append(PageRead(page, round(best.confidence, 1)))
    return best.blocks


@dataclass(frozen=True, slots=True)
class _Seen:
    blocks: list[Block]
    confidence: float  # mean of the words, each by its length, 0–100
    letters: int
    is_sideways: bool  # most words are taller than wide: Tesseract reads them so, but not in their order

    @property
    def sense(self) -> float:
        """How much was read how surely; a few letters that look right by chance are no page."""
        return self.confidence * self.letters


def _read_turned(ready: Any, page: int, reading: Reading, best: _Seen) -> _Seen:  # noqa: ANN401
    """What makes most sense of the page as it lies and as it may be turned, its boxes where it lies."""
    for degrees in turns_to_try(ready, reading.seconds_left):
        try:
            other = _read(turned(ready, degrees), page, reading)
        except CannotRead:  # no more time, say: what was read before is kept
            break
        if (best.is_sideways and not other.is_sideways) or other.sense > best.sense:
            best = replace(other, blocks=[as_shown(block, degrees) for block in other.blocks])
        if best.confidence >= SURE and not best.is_sideways:
            break
    return best


def _read(ready: Any, page: int, reading: Reading) -> _Seen:  # noqa: ANN401
    import pytesseract

    if reading.seconds_left < LEAST_SECONDS:
        raise CannotRead("timeout", "tesseract")
    try:
        found = pytesseract.image_to_data(
            ready,
            lang=_languages(reading.options.ocr_languages),
            config=f"--dpi {DOTS_PER_INCH}",
            output_type=pytesseract.Output.DICT,
            timeout=reading.seconds_left,
        )
    except pytesseract.TesseractError as trouble:
        raise CannotRead("damaged", str(trouble.message)) from trouble
    except RuntimeError as trouble:  # how pytesseract tells that the time is over
        raise CannotRead("timeout", "tesseract") from trouble
    lines = _lines(found, page, *ready.size)
    sizes = sorted(line.size for line in lines)
    words = [(len(str(word).strip()), float(sure)) for word, sure in zip(found["text"], found["conf"], strict=True)]
    letters = sum(length for length, sure in words if sure >= 0)
    confidence = sum(length * sure for length, sure in words if sure >= 0) / letters if letters else 0.0
    blocks = paragraphs(lines, sizes[len(sizes) // 2] if sizes else 0.0)
    return _Seen(blocks, confidence, letters, is_sideways=_is_sideways(found))


def read_pages(pages: Iterable[tuple[int, Callable[[], Any]]], reading: Reading) -> tuple[list[Block], list[str]]:
    """The paragraphs of several pictures, each with its page number and made when its turn comes.

    A page that cannot be read is noted; when the time is over, what was read is kept and the rest is noted.

    Raises:
        CannotRead: Tesseract is missing or not wanted, or not one page could be read.
    """
    if not can_read(reading.options):
        raise CannotRead("ocr_missing")
    blocks: list[Block] = []
    notes: list[str] = []
    trouble: CannotRead | None = None
    read = 0
    for number, picture in pages:
        try:
            blocks += read_image(picture(), number, reading)
            read += 1
        except CannotRead as error:
            trouble = trouble or error
            notes.append("truncated" if error.code == "timeout" else "pages_failed")
            if error.code == "timeout":
                break
    if trouble and not read:
        raise trouble
    if badly_read(reading.scanned):
        notes.append("read_badly")
    return blocks, notes


def _is_sideways(found: dict[str, list[Any]]) -> bool:
    long = [place for place, word in enumerate(found["text"]) if len(str(word).strip()) >= LONG_WORD]
    tall = [place for place in long if found["height"][place] > found["width"][place]]
    return 2 * len(tall) > len(long)


def _prepared(image: Any) -> Any:  # noqa: ANN401
    grey = _on_paper(image).convert("L")
    if grey.width * grey.height > MOST_PIXELS:
        share = (MOST_PIXELS / (grey.width * grey.height)) ** 0.5
        grey = grey.resize((int(grey.width * share), int(grey.height * share)))
    return grey


def _on_paper(image: Any) -> Any:  # noqa: ANN401
    """What is transparent would turn black, as the letters are."""
    from PIL import Image

    if not image.has_transparency_data:
        return image
    return Image.alpha_composite(Image.new("RGBA", image.size, "white"), image.convert("RGBA"))


def _lines(found: dict[str, list[Any]], page: int, width: int, height: int) -> list[Line]:
    """Words of one line put together; the type's size is told from the line's height."""
    rows: dict[tuple[int, int, int], list[int]] = {}
    for place, word in enumerate(found["text"]):
        if str(word).strip() and float(found["conf"][place]) >= LEAST_CONFIDENCE:
            key = (found["block_num"][place], found["par_num"][place], found["line_num"][place])
            rows.setdefault(key, []).append(place)
    lines = []
    page_points = height * POINTS / DOTS_PER_INCH
    for places in rows.values():
        left = min(found["left"][place] for place in places)
        top = min(found["top"][place] for place in places)
        right = max(found["left"][place] + found["width"][place] for place in places)
        bottom = max(found["top"][place] + found["height"][place] for place in places)
        lines.append(
            Line(
                text=" ".join(str(found["text"][place]) for place in places),
                page=page,
                # Heights differ by the letters of a line; rounded, lines of one paragraph stay together.
                size=max(6.0, round((bottom - top) * POINTS / DOTS_PER_INCH / 4) * 4.0),
                left=left / width,
                top=top / height,
                right=right / width,
                bottom=bottom / height,
                page_height=page_points,
            )
        )
    return lines


@cache
def _languages(wanted: str) -> str:
    """Those of the wanted languages that are installed; Tesseract's own default when none is."""
    import pytesseract

    there = set(pytesseract.get_languages(config=""))
    return "+".join(name for name in wanted.split("+") if name in there) or "eng"
