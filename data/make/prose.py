"""Turns every source of ``texts/`` into the document that its head names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from data.make.book import text_to_epub
from data.make.firm import ISSUERS, Party
from data.make.markup import Text, read_text
from data.make.opendocument import text_to_odt
from data.make.pdf import text_to_pdf
from data.make.plain import text_to_html, text_to_md, text_to_rtf, text_to_txt
from data.make.slides import text_to_pptx
from data.make.word import docx_to_doc, text_to_docx

if TYPE_CHECKING:
    from collections.abc import Callable

TEXTS = Path(__file__).parent / "texts"


def _doc(text: Text, issuer: Party) -> bytes:
    return docx_to_doc(text_to_docx(text, issuer))


WRITERS: dict[str, Callable[[Text, Party], bytes]] = {
    ".doc": _doc,
    ".docx": text_to_docx,
    ".epub": text_to_epub,
    ".html": text_to_html,
    ".md": text_to_md,
    ".odt": text_to_odt,
    ".pdf": text_to_pdf,
    ".pptx": text_to_pptx,
    ".rtf": text_to_rtf,
    ".txt": text_to_txt,
}


def prose(*, with_office: bool = True) -> dict[str, bytes]:
    """Path relative to data/samples → bytes, for every source; without LibreOffice, the .doc files are left out."""
    out: dict[str, bytes] = {}
    for source in sorted(TEXTS.glob("*.md")):
        text = read_text(source)
        if "scan" in text.head:  # see scans.py
            continue
        path = text.head["out"]
        if path.endswith(".doc") and not with_office:
            continue
        out[path] = WRITERS[Path(path).suffix](text, ISSUERS[text.head.get("issuer", "tourvelin")])
    return out
