"""Records in the reader's words: where a passage stands, how much, how long, how large. Pure, both languages."""

from __future__ import annotations

from datetime import datetime
from html import escape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.errors import Language
    from rag.records import Document, Passage

MINUTE: Final = 60
KILOBYTE: Final = 1000
TENTHS_BELOW: Final = 10
UNITS: Final = {"fr": ("o", "Ko", "Mo", "Go"), "en": ("B", "KB", "MB", "GB")}
NARROW_SPACE: Final = "\u202f"


def place_of(passage: Passage, document: Document, language: Language) -> str:
    """Where a passage stands: `p. 3`, `feuille Tarifs, lignes 12–18`, `courriel du 12/03/2026`; empty if unknown."""
    french = language == "fr"
    parts = []
    if passage.part:
        parts.append(f"pièce jointe {passage.part}" if french else f"attachment {passage.part}")
    if passage.first_page:
        pages = _span(passage.first_page, passage.last_page)
        slide = document.kind == "slides" and not passage.part
        parts.append((f"diapo {pages}" if french else f"slide {pages}") if slide else f"p. {pages}")
    if passage.sheet:
        parts.append(f"feuille {passage.sheet}" if french else f"sheet {passage.sheet}")
    if passage.first_row:
        rows = _span(passage.first_row, passage.last_row)
        several = passage.last_row > passage.first_row
        parts.append(f"ligne{'s' * several} {rows}" if french else f"row{'s' * several} {rows}")
    if document.date and document.kind == "mail":
        parts.append(f"courriel du {day(document.date)}" if french else f"e-mail of {day(document.date)}")
    if not parts and passage.section:
        parts.append(passage.section[-1])
    return ", ".join(parts)


def day(moment: str) -> str:
    """An ISO 8601 moment as 31/03/2026; as it is when it is none."""
    try:
        return datetime.fromisoformat(moment).strftime("%d/%m/%Y")
    except ValueError:
        return moment


def size(count: int, language: Language) -> str:
    """Bytes as people read them."""
    value, place = float(count), 0
    while value >= KILOBYTE and place < len(UNITS[language]) - 1:
        value /= KILOBYTE
        place += 1
    shown = f"{value:.1f}" if place and value < TENTHS_BELOW else f"{value:.0f}"
    return f"{shown.replace('.', ',') if language == 'fr' else shown} {UNITS[language][place]}"


def duration(seconds: float) -> str:
    """Seconds as `8 s` or `2 min 05 s`."""
    whole = round(seconds)
    return f"{whole} s" if whole < MINUTE else f"{whole // MINUTE} min {whole % MINUTE:02d} s"


def number(count: int, language: Language) -> str:
    """A whole number with its thousands apart."""
    return f"{count:,}".replace(",", NARROW_SPACE if language == "fr" else ",")


def counted(count: int, singular: str, plural: str, language: Language) -> str:
    """`1 fichier`, `12 fichiers`; French takes the singular for nothing."""
    one = count in {0, 1} if language == "fr" else count == 1
    return f"{number(count, language)} {singular if one else plural}"


def marked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text as HTML that shows it as it is, with the spans marked; nothing in it is taken for HTML.

    Args:
        text: any text, hostile included.
        spans: offsets (start, end), in any order; those that overlap are joined.
    """
    pieces, last = [], 0
    for start, end in _joined(spans, len(text)):
        pieces.append(f"{escape(text[last:start])}<mark>{escape(text[start:end])}</mark>")
        last = end
    pieces.append(escape(text[last:]))
    return "".join(pieces).replace("\n", "<br>")


def _joined(spans: Sequence[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted((max(0, start), min(length, end)) for start, end in spans):
        if start >= end:
            continue
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _span(first: int, last: int) -> str:
    return str(first) if last <= first else f"{first}–{last}"
