"""What a file is, from what it holds; its name only decides between kinds of plain text."""

from __future__ import annotations

import re
import zipfile
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from ingest.parse.encodings import wide_encoding
from ingest.parse.trouble import CannotRead

if TYPE_CHECKING:
    from pathlib import Path


class Format(StrEnum):
    """Every format that is read."""

    PDF = "pdf"
    IMAGE = "image"
    DOCX = "docx"
    DOC = "doc"
    ODT = "odt"
    RTF = "rtf"
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    CSV = "csv"
    PPTX = "pptx"
    HTML = "html"
    MARKDOWN = "markdown"
    TEXT = "text"
    EML = "eml"
    MSG = "msg"
    EPUB = "epub"
    MBOX = "mbox"


HEAD_BYTES: Final = 65_536  # that the type is told from
# Windows shortcuts (`.lnk`: size of the header and the shell's class number) and saved web addresses (`.url`).
SHORTCUTS: Final = (b"L\0\0\0\x01\x14\x02\0", b"[InternetShortcut]", b"[{000214A0-0000-0000-C000-000000000046}]")
MAILBOX: Final = re.compile(rb"From \S+ .{10,40}\d{4}\r?\n[!-9;-~]+:")  # RFC 4155, and the first header below
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
UNPACKED_BYTES: Final = 500_000_000  # of everything in an office file; more is a bomb, or not for a 16 GB machine
ENCRYPTED: Final = 0x1  # of an entry's flags in a zip
IMAGES: Final = frozenset(
    {"image/png", "image/jpeg", "image/tiff", "image/bmp", "image/x-ms-bmp", "image/webp", "image/gif"}
)
TEXT_SUFFIXES: Final = {
    ".csv": Format.CSV,
    ".tsv": Format.CSV,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".eml": Format.EML,
    ".mbox": Format.MBOX,
    ".txt": Format.TEXT,
    ".text": Format.TEXT,
    ".log": Format.TEXT,
    ".rst": Format.TEXT,
    ".org": Format.TEXT,
}
# Inside a zip: a file that only this format has.
ZIP_MEMBERS: Final = {
    "word/document.xml": Format.DOCX,
    "xl/workbook.xml": Format.XLSX,
    "ppt/presentation.xml": Format.PPTX,
}
ZIP_TYPES: Final = {
    "application/vnd.oasis.opendocument.text": Format.ODT,
    "application/vnd.oasis.opendocument.spreadsheet": Format.ODS,
    "application/epub+zip": Format.EPUB,
}
# Inside an OLE file: a stream that only this format has. An encrypted office file of today is one too.
OLE_STREAMS: Final = {
    "EncryptedPackage": None,
    "WordDocument": Format.DOC,
    "Workbook": Format.XLS,
    "Book": Format.XLS,
    "__properties_version1.0": Format.MSG,
}


def format_of(path: Path) -> Format:
    """The format of a file.

    Raises:
        CannotRead: it is empty, encrypted, too large when unpacked, or nothing that is read.
        OSError: it cannot be opened.
    """
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if not head:
        raise CannotRead("empty")
    if head.startswith(SHORTCUTS):
        raise CannotRead("linked")
    if head.startswith(OLE):
        return _in_ole(path)
    if head.startswith(b"PK\x03\x04"):
        return _in_zip(path)
    if b"%PDF-" in head[:1024]:
        return Format.PDF
    if head.startswith(b"{\\rtf"):
        return Format.RTF
    kind = str(_magic().from_buffer(head))
    if kind in IMAGES:
        return Format.IMAGE
    return _in_text(path, head, kind)


def _in_text(path: Path, head: bytes, kind: str) -> Format:
    suffix = path.suffix.lower()
    if not _is_text(head):
        raise CannotRead("damaged" if suffix in _binary_suffixes() else "unsupported", kind)
    if suffix in TEXT_SUFFIXES:
        return TEXT_SUFFIXES[suffix]
    if kind == "application/mbox" or (not suffix and MAILBOX.match(head)):  # mail programs name them `Inbox`
        return Format.MBOX
    if kind == "message/rfc822":
        return Format.EML
    if kind == "text/html":
        return Format.HTML
    if suffix == ".xls":
        return Format.CSV  # accounting programs name their tables so
    if suffix in _binary_suffixes():
        raise CannotRead("damaged", f"{kind} instead of {suffix}")
    if suffix:
        raise CannotRead("unsupported", f"{suffix} ({kind})")
    return Format.TEXT


def _is_text(head: bytes) -> bool:
    """Characters of two bytes or more, or no NUL at all; other control characters are left out later."""
    return b"\0" not in head or wide_encoding(head) != ""


def _binary_suffixes() -> frozenset[str]:
    return frozenset({".pdf", ".docx", ".doc", ".odt", ".xlsx", ".xls", ".ods", ".pptx", ".msg", ".epub", ".png",
                      ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp"})  # fmt: skip


def _in_zip(path: Path) -> Format:
    try:
        with zipfile.ZipFile(path) as package:
            entries = package.infolist()
            names = {entry.filename for entry in entries}
            if sum(entry.file_size for entry in entries) > UNPACKED_BYTES:
                raise CannotRead("too_large", "unpacked")
            if any(entry.flag_bits & ENCRYPTED for entry in entries):
                raise CannotRead("encrypted")
            declared = package.read("mimetype")[:100].decode("ascii", "replace").strip() if "mimetype" in names else ""
            locked = "META-INF/manifest.xml" in names and b"manifest:encryption-data" in package.read(
                "META-INF/manifest.xml"
            )
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError, ValueError) as trouble:
        raise CannotRead("damaged", str(trouble)) from trouble
    if locked:
        raise CannotRead("encrypted")
    for member, found in ZIP_MEMBERS.items():
        if member in names:
            return found
    if declared in ZIP_TYPES:
        return ZIP_TYPES[declared]
    raise CannotRead("unsupported", declared or "zip")


def _in_ole(path: Path) -> Format:
    import olefile

    try:
        with olefile.OleFileIO(str(path)) as package:
            for stream, found in OLE_STREAMS.items():
                if package.exists(stream):
                    if found is None:
                        raise CannotRead("encrypted")
                    return found
    except (OSError, ValueError, IndexError) as trouble:
        raise CannotRead("damaged", str(trouble)) from trouble
    raise CannotRead("unsupported", "OLE")


@cache
def _magic() -> Any:  # noqa: ANN401 - the library has no types
    import magic

    return magic.Magic(mime=True)
