"""Templates of LibreOffice (ODT), with the same fields and the same `{%tr … %}` and `{%p … %}` as those of Word.

No library for it is well kept: `secretary` had its last release in 2018, `python-odt-template` calls itself unfinished,
`relatorio` has another language than the templates of Word. What is needed is small: a word processor cuts a field into
pieces of different style, which are put together again, and rows and paragraphs that hold a statement give way to it.
"""

from __future__ import annotations

import html
import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from rag.errors import TemplateBroken
from ui.drafting.check import check, rules
from ui.word import UNWRITABLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PARTS: Final = ("content.xml", "styles.xml")  # the text, and heads and feet of its pages
MIME: Final = b"application/vnd.oasis.opendocument.text"
MOST: Final = 50_000_000  # bytes of one part
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_PARAGRAPHS: Final = (f"{_TEXT}p", f"{_TEXT}h")
_MARK: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_WHOLE: Final = re.compile(r"\{%\s*(?P<what>tr|p)\s+(?P<rest>.*?)%\}", re.DOTALL)
_QUOTES: Final = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "\u00a0": " ", "\u202f": " "})


def check_odt(name: str, content: bytes) -> None:
    """Raises TemplateBroken, TemplateFieldUnknown."""
    check(name, _read(name, content).values())


def filled_odt(name: str, content: bytes, values: Mapping[str, Any]) -> bytes:
    """The document; see `ui.drafting.word.filled_docx`."""
    from jinja2 import TemplateError

    texts = _read(name, content)
    check(name, texts.values())
    environment = rules().overlay(finalize=_written)
    try:
        parts = {part: environment.from_string(text).render(values).encode() for part, text in texts.items()}
    except TemplateError as trouble:
        raise TemplateBroken(name, str(trouble)) from trouble
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        after.writestr(zipfile.ZipInfo("mimetype"), MIME)  # first, and as it is: the format says so
        for entry in before.infolist():
            if entry.filename != "mimetype" and not entry.filename.startswith("Thumbnails/"):
                after.writestr(entry.filename, parts.get(entry.filename) or before.read(entry))
    return out.getvalue()


def _read(name: str, content: bytes) -> dict[str, str]:
    """The parts as text for the reader of templates."""
    from lxml import etree

    try:
        with zipfile.ZipFile(BytesIO(content)) as file:
            if file.read("mimetype")[: len(MIME)] != MIME or any(file.getinfo(part).file_size > MOST for part in PARTS):
                raise TemplateBroken(name, "ODT")
            return {part: _prepared(file.read(part)) for part in PARTS}
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as trouble:
        raise TemplateBroken(name, "ODT") from trouble


def _prepared(xml: bytes) -> str:
    from lxml import etree

    tree = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    paragraphs = list(tree.iter(*_PARAGRAPHS))
    for paragraph in paragraphs:
        _join(paragraph)
    for paragraph in paragraphs:
        _give_way(paragraph)
    written: str = etree.tostring(tree, encoding="unicode")
    return _MARK.sub(lambda mark: html.unescape(mark.group()).translate(_QUOTES), written)


def _join(paragraph: Any) -> None:
    """Put the pieces of a mark into the place where it begins."""
    while True:
        pieces = list(_pieces(paragraph))
        text = "".join(piece for _, _, piece in pieces)
        starts, at = [], 0
        for _, _, piece in pieces:
            starts.append(at)
            at += len(piece)
        for mark in _MARK.finditer(text):
            touched = [
                place
                for place, start in enumerate(starts)
                if start < mark.end() and start + len(pieces[place][2]) > mark.start()
            ]
            if len(touched) > 1:
                _gather(pieces, starts, touched, mark)
                break
        else:
            return


def _gather(pieces: list[tuple[Any, str, str]], starts: list[int], touched: list[int], mark: re.Match[str]) -> None:
    first, *others = touched
    for place in others:
        element, where, piece = pieces[place]
        rest = piece[max(mark.end() - starts[place], 0) :]
        if where == "space":  # spaces of a style of their own
            element.tag = f"{_TEXT}span"
            element.attrib.clear()
        else:
            setattr(element, where, rest)
    element, where, piece = pieces[first]
    setattr(
        element,
        "text" if where == "space" else where,
        piece[: mark.start() - starts[first]]
        + mark.group()
        + (piece[mark.end() - starts[first] :] if mark.end() <= starts[first] + len(piece) else ""),
    )


def _pieces(element: Any) -> Iterator[tuple[Any, str, str]]:
    """Every stretch of text in a paragraph: whose it is, where it hangs, and its words."""
    if element.text:
        yield element, "text", element.text
    for child in element:
        if child.tag in {f"{_TEXT}s", f"{_TEXT}tab"}:
            yield child, "space", " "
        elif isinstance(child.tag, str) and child.tag not in _PARAGRAPHS:
            yield from _pieces(child)
        if child.tail:
            yield child, "tail", child.tail


def _give_way(paragraph: Any) -> None:
    """A row or a paragraph that holds a statement for the whole of it is that statement and nothing else."""
    text = "".join(piece for _, _, piece in _pieces(paragraph))
    statements = list(_WHOLE.finditer(text))
    if not statements or paragraph.getparent() is None:
        return
    whole = paragraph
    if statements[0]["what"] == "tr":
        whole = next(paragraph.iterancestors(f"{_TABLE}table-row"), paragraph)
    parent, before = whole.getparent(), whole.getprevious()
    if parent is None:
        return
    written = "".join(f"{{% {one['rest'].strip()} %}}" for one in statements) + (whole.tail or "")
    if before is None:
        parent.text = (parent.text or "") + written
    else:
        before.tail = (before.tail or "") + written
    parent.remove(whole)


def _written(value: Any) -> Any:
    """A value as text; where it has several lines, they are broken as on the paper."""
    from markupsafe import Markup, escape

    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    lines = (escape(line) for line in UNWRITABLE.sub("", value).split("\n"))
    return Markup("<text:line-break/>").join(lines)
