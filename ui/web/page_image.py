"""The page that a passage stands on, as a picture with the passage boxed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from ingest.scan import hash_file
from rag.records import Kind
from ui.web.album import Album
from ui.web.drawer import Drawer
from ui.web.page_drawing import Box, Order

if TYPE_CHECKING:
    from rag.records import Document, Mark, Passage

WIDTH: Final = 1100  # pixels: twice the column it is shown in, so that it stays sharp when enlarged
DRAWN: Final = frozenset({Kind.PDF, Kind.SCAN})
DRAWER: Final = Drawer()
ALBUM: Final = Album(24)  # about 200 kB each
WHOLE: Final = 0.9  # of the page: a box this large tells nothing


def pages_of(passage: Passage, document: Document) -> range:
    """The pages that can be shown for a passage; empty where there is no picture of it."""
    if document.kind not in DRAWN or passage.part or not passage.first_page:
        return range(0)
    return range(passage.first_page, max(passage.first_page, passage.last_page) + 1)


def boxes_on(passage: Passage, page: int, quote: tuple[int, int] | None) -> tuple[Box, ...]:
    """The passage's boxes on one page, those of the quoted words once more and stronger. Pure."""
    here = [mark for mark in passage.marks if mark.page == page]
    weak = tuple(_box(mark, strong=False) for mark in here if not _is_whole(mark))
    if quote is None:
        return weak
    start, end = quote
    return (*weak, *(_box(mark, strong=True) for mark in here if mark.start < end and mark.end > start))


def original(document: Document) -> Path | None:
    """Where the very content that was read still lies; None when every copy is gone or was changed since."""
    for path in document.paths:
        try:
            if Path(path).stat().st_size == document.size and hash_file(path) == document.sha256:
                return Path(path)
        except OSError:
            continue
    return None


def page_image(path: Path, document: Document, page: int, boxes: tuple[Box, ...]) -> bytes:
    """The page as PNG; empty when it cannot be drawn."""
    order = Order(str(path), page, WIDTH, boxes)
    return ALBUM.picture((document.sha256, page, boxes), lambda: DRAWER.draw(order))


def draw_ahead(document: Document, page: int, boxes: tuple[Box, ...]) -> None:
    """Have a page ready that somebody may soon look at; what anybody waits for comes first."""

    def draw() -> bytes:
        path = original(document)
        return DRAWER.draw(Order(str(path), page, WIDTH, boxes, patient=True)) if path else b""

    ALBUM.ahead((document.sha256, page, boxes), draw)


def _box(mark: Mark, *, strong: bool) -> Box:
    return Box(mark.left, mark.top, mark.right, mark.bottom, strong=strong)


def _is_whole(mark: Mark) -> bool:
    return (mark.right - mark.left) * (mark.bottom - mark.top) > WHOLE
