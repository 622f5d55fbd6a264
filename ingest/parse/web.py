"""Web pages and the HTML of e-mails. Nothing that a page names is fetched."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Final

from ingest.clean import clean_line
from ingest.parse.elements import blocks_of
from ingest.parse.encodings import decoded
from ingest.parse.plain import blocks_of_text
from rag.records import Kind, Parsed

if TYPE_CHECKING:
    from pathlib import Path

    from ingest.parse.formats import Reading
    from rag.records import Block

_CHARSET: Final = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_TITLE: Final = re.compile(r"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)
_UNSHOWN: Final = re.compile(r"<(script|style|noscript|template)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_MAYBE_HIDDEN: Final = re.compile(r"display\s*:\s*none|<[^>]*\shidden[\s>=]", re.IGNORECASE)
_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]*\?>")
_TAG: Final = re.compile(r"<[^>]*>")
HEAD_BYTES: Final = 4096


def parse_html(path: Path, reading: Reading) -> Parsed:
    """Read a page with the encoding that it states, else the one that its bytes show."""
    del reading
    html = _decoded(path.read_bytes())
    found = _TITLE.search(html)
    return Parsed(tuple(blocks_of_html(html)), Kind.WEB, title=_plain(found.group(1)) if found else "")


def blocks_of_html(html: str) -> list[Block]:
    """The blocks of what a page shows."""
    shown = _without_hidden(_UNSHOWN.sub(" ", html))
    if not shown.strip():
        return []
    blocks = blocks_of("html", text=shown)
    # Nested deeper than the parser goes, a page would be lost without a word.
    return blocks or blocks_of_text(unescape(_TAG.sub("\n\n", shown)))


def _without_hidden(html: str) -> str:
    """Leave out what a browser does not show: who reads the page cannot have seen it."""
    if not _MAYBE_HIDDEN.search(html):
        return html
    from lxml import html as parser

    tree = parser.document_fromstring(_DECLARATION.sub("", html) or "<p></p>")
    for element in tree.xpath("//body//*[@hidden or contains(translate(@style, ' ', ''), 'display:none')]"):
        element.drop_tree()
    return str(parser.tostring(tree, encoding="unicode"))


def _decoded(raw: bytes) -> str:
    stated = _CHARSET.search(raw[:HEAD_BYTES])
    if stated:
        try:
            return raw.decode(stated.group(1).decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    return decoded(raw)


def _plain(html: str) -> str:
    return clean_line(unescape(html))
