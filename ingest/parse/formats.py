"""Which parser reads which format; each is imported when it is first needed."""

from __future__ import annotations

import os
import stat
import time
from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import TYPE_CHECKING, Final

from ingest.clean import clean, clean_line
from ingest.parse.kinds import Format, format_of
from ingest.parse.trouble import CannotRead

if TYPE_CHECKING:
    from pathlib import Path

    from rag.options import Ingest
    from rag.records import Block, PageRead, Parsed

# Format → module of this package and function (path, options) → Parsed.
PARSERS: Final = {
    Format.PDF: ("pdf", "parse_pdf"),
    Format.IMAGE: ("picture", "parse_picture"),
    Format.DOCX: ("text", "parse_docx"),
    Format.DOC: ("text", "parse_doc"),
    Format.ODT: ("text", "parse_odt"),
    Format.RTF: ("text", "parse_rtf"),
    Format.EPUB: ("text", "parse_epub"),
    Format.MARKDOWN: ("text", "parse_markdown"),
    Format.TEXT: ("plain", "parse_plain"),
    Format.HTML: ("web", "parse_html"),
    Format.XLSX: ("workbook", "parse_xlsx"),
    Format.XLS: ("workbook", "parse_xls"),
    Format.ODS: ("calc", "parse_ods"),
    Format.CSV: ("csvfile", "parse_csv"),
    Format.PPTX: ("slides", "parse_pptx"),
    Format.EML: ("mail", "parse_eml"),
    Format.MSG: ("outlook", "parse_msg"),
    Format.MBOX: ("mailbox", "parse_mbox"),
}
MEGABYTE: Final = 1_000_000
TEXT_CHARACTERS: Final = 10_000_000  # five thousand pages; more is no document that anybody reads
UNKNOWN_SIGN: Final = "\ufffd"  # what `ingest.scan` writes where a name's bytes are no text
PICTURES_SHARE: Final = 0.8  # of a file's time, for reading pictures; then what is read is kept, before all is lost


@dataclass(frozen=True, slots=True)
class Reading:
    """What a parser may know of the way it is used."""

    options: Ingest
    depth: int = 0  # attachments inside attachments
    start: float = field(default_factory=time.monotonic)
    scanned: list[PageRead] = field(default_factory=list)  # filled while pictures are read

    @property
    def seconds_left(self) -> float:
        """Time that is left for reading pictures of text."""
        return max(0.0, self.start + PICTURES_SHARE * self.options.file_seconds - time.monotonic())

    def inside(self) -> Reading:
        """The same for what lies inside the file: its attachments."""
        return replace(self, depth=self.depth + 1, scanned=[])


def parse_file(path: Path, reading: Reading) -> Parsed:
    """Read one file.

    Returns:
        At least one block; its text is clean.

    Raises:
        CannotRead: with the reason.
        Exception: whatever a foreign parser raises on a file it does not expect.
    """
    if UNKNOWN_SIGN in str(path) and not os.path.lexists(path):
        raise CannotRead("bad_name")
    status = path.lstat()
    if stat.S_ISLNK(status.st_mode):
        raise CannotRead("linked")
    if not stat.S_ISREG(status.st_mode):  # opening a pipe would wait for ever
        raise CannotRead("unsupported", "no file")
    if status.st_size > reading.options.file_mb * MEGABYTE:
        raise CannotRead("too_large", f"{status.st_size // MEGABYTE} MB")
    module, function = PARSERS[format_of(path)]
    found: Parsed = getattr(import_module(f"ingest.parse.{module}"), function)(path, reading)
    blocks = tuple(block for block in map(_cleaned, found.blocks) if block.text)
    if not blocks:
        raise CannotRead("no_text")
    if sum(len(block.text) for block in blocks) > TEXT_CHARACTERS:
        raise CannotRead("too_large", "text")
    return replace(
        found,
        blocks=blocks,
        title=clean_line(found.title),
        sender=clean_line(found.sender),
        recipients=clean_line(found.recipients),
        subject=clean_line(found.subject),
    )


def _cleaned(block: Block) -> Block:
    """A block whose marks point into its text was cleaned line by line already."""
    return block if block.marks else replace(block, text=clean(block.text), header=clean_line(block.header))
