"""A kept conversation as a Word file, its sources numbered under each answer."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from ui.transcript import SOURCES

if TYPE_CHECKING:
    from rag.errors import Language
    from ui.transcript import Exchange, Source, Transcript

WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LOCALES: Final = {"fr": "fr-FR", "en": "en-GB"}
# XML has no place for control signs and half characters, which a document may hold.
UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BOLD: Final = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_ENTRY: Final = re.compile(r"\s*(?:[-*•]|\d{1,2}[.)])\s+")


def document(whole: Transcript, language: Language) -> bytes:
    """The file's bytes; a .docx that names no author and loads nothing."""
    from docx import Document

    made = Document()
    made.core_properties.title = _clean(whole.title)
    made.core_properties.author = ""
    made.core_properties.comments = ""
    made.core_properties.language = LOCALES[language]
    made.add_heading(_clean(whole.title), level=0)
    _paragraph(made, whole.about, italic=True)
    for exchange in whole.exchanges:
        _exchange(made, exchange, language)
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def _exchange(made: Any, exchange: Exchange, language: Language) -> None:  # noqa: ANN401 - python-docx has no types
    made.add_heading(_clean(exchange.question), level=1)
    if exchange.asked:
        _paragraph(made, exchange.asked, italic=True)
    if exchange.warning:
        _paragraph(made, exchange.warning, bold=True)
    for line in exchange.answer.splitlines():
        if not line.strip():
            continue
        entry = _ENTRY.match(line)
        paragraph = made.add_paragraph(style="List Bullet" if entry else None)
        for place, piece in enumerate(_BOLD.split(line[entry.end() :] if entry else line)):
            paragraph.add_run(_clean(piece)).bold = bool(place % 2)
    for note in exchange.notes:
        _paragraph(made, note, italic=True)
    if exchange.sources:
        made.add_heading(SOURCES.say(language), level=2)
    for source in exchange.sources:
        _source(made, source)


def _source(made: Any, source: Source) -> None:  # noqa: ANN401
    head = made.add_paragraph()
    head.paragraph_format.keep_with_next = bool(source.quote)
    head.add_run(_clean(f"[{source.number}] {source.title}")).bold = True
    if source.about:
        head.add_run(_clean(f" · {source.about}"))
    if source.quote:
        made.add_paragraph(_clean(source.quote), style="Quote")
    for remark in source.remarks:
        _paragraph(made, remark)


def _paragraph(made: Any, words: str, *, italic: bool = False, bold: bool = False) -> None:  # noqa: ANN401
    run = made.add_paragraph().add_run(_clean(words))
    run.italic, run.bold = italic, bold


def _clean(words: str) -> str:
    return UNWRITABLE.sub("", words)
