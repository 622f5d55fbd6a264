"""Records in the reader's words: where a passage stands, when, how much, how long, how large. Pure, both languages."""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import parseaddr
from html import escape
from typing import TYPE_CHECKING, Final

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime, format_skeleton
from babel.numbers import format_decimal

from rag.narrowing import NAMES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.errors import Language
    from rag.records import Document, Genre, Passage

MINUTE: Final = 60
LEAST_SHOWN: Final = 0.1  # seconds
HOUR: Final = 60 * MINUTE
KILOBYTE: Final = 1000
GIBIBYTE: Final = 1024**3
UNITS: Final = {"fr": ("o", "Ko", "Mo", "Go"), "en": ("B", "KB", "MB", "GB")}
LOCALES: Final = {"fr": "fr_FR", "en": "en_GB"}
UNBROKEN: Final = "\u00a0"  # between a number and its unit
CUT: Final = " … "
MONTH: Final = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")  # ISO 8601 without a day
_INSIDE: Final = re.compile(r"(?<=[^\s.:;!?|])\n(?=[a-zà-ÿ(])")  # a line end before a small letter


def place_of(passage: Passage, document: Document, language: Language) -> str:
    """Where a passage stands; empty for plain text.

    `p. 3`, `feuille Tarifs, lignes 12–18`, `courriel de Jeanne Morel du 12 mars 2026`.
    """
    french = language == "fr"
    parts = []
    if passage.part:
        parts.append(_part(passage.part, document, french=french))
    if passage.first_page:
        pages = _span(passage.first_page, passage.last_page)
        slide = document.kind == "slides" and not passage.part
        parts.append((f"diapo {pages}" if french else f"slide {pages}") if slide else f"p.{UNBROKEN}{pages}")
    if passage.sheet:
        parts.append(f"feuille {passage.sheet}" if french else f"sheet {passage.sheet}")
    if passage.first_row:
        rows = _span(passage.first_row, passage.last_row)
        several = passage.last_row > passage.first_row
        parts.append(f"ligne{'s' * several} {rows}" if french else f"row{'s' * several} {rows}")
    if document.kind == "mail":
        parts.append(_mail(document, language))
    if not parts and passage.section:
        parts.append(passage.section[-1])
    return ", ".join(part for part in parts if part)


def paper_of(document: Document, language: Language) -> str:
    """What a document is and of when: `facture du 31 mars 2026`; empty for e-mails, whose place says it, and others."""
    if document.genre in {"email", "other"}:
        return ""
    named = genre_name(document.genre, language)
    dated = day(document.date, language) if document.date else ""
    return f"{named} {'du' if language == 'fr' else 'of'} {dated}" if dated else named


def genre_name(genre: Genre, language: Language) -> str:
    """`facture` for an invoice; empty for what is nothing known."""
    return NAMES[genre].say(language) if genre in NAMES else ""


def person(written: str) -> str:
    """The name in a From field, the address where there is no name."""
    name, address = parseaddr(written)
    return name.strip() or address or written.strip()


def day(moment: str, language: Language = "fr") -> str:
    """An ISO 8601 moment as `31 mars 2026` or `31 Mar 2026`, a month as `mars 2026`; as it is when it is neither."""
    if MONTH.fullmatch(moment):
        return str(format_skeleton("yMMMM", datetime.fromisoformat(f"{moment}-01"), locale=LOCALES[language]))
    try:
        return str(format_date(datetime.fromisoformat(moment), "medium", locale=LOCALES[language]))
    except ValueError:
        return moment


def moment(written: str, language: Language = "fr") -> str:
    """An ISO 8601 moment as date and time on this machine's clock; as it is when it is none."""
    try:
        local = datetime.fromisoformat(written).astimezone()
    except ValueError:
        return written
    return str(format_datetime(local, "short", locale=LOCALES[language]))


def size(count: int, language: Language) -> str:
    """Bytes as people read them."""
    value, place = float(count), 0
    while value >= KILOBYTE and place < len(UNITS[language]) - 1:
        value /= KILOBYTE
        place += 1
    digits = "0.0" if place and value < 10 else "#,##0"  # noqa: PLR2004 - one decimal tells something below ten only
    return f"{format_decimal(value, digits, locale=LOCALES[language])}{UNBROKEN}{UNITS[language][place]}"


def memory(count: int, language: Language) -> str:
    """Bytes of memory as they are written on a machine: 16 × 1024³ are `16 Go`."""
    return f"{number(round(count / GIBIBYTE), language)}{UNBROKEN}{UNITS[language][-1]}"


def duration(seconds: float) -> str:
    """Seconds as `8 s`, `2 min 05 s` or `1 h 20 min`; the same in both languages."""
    whole = round(seconds)
    if whole < MINUTE:
        return f"{whole} s"
    if whole < HOUR:
        return f"{whole // MINUTE} min {whole % MINUTE:02d} s"
    return f"{whole // HOUR} h {whole % HOUR // MINUTE:02d} min"


def seconds_taken(seconds: float, language: Language) -> str:
    """A short time with one decimal: `0,4 s`, `< 0,1 s`; nothing takes no time."""
    less = "< " if seconds < LEAST_SHOWN / 2 else ""
    return f"{less}{format_decimal(max(seconds, LEAST_SHOWN), '0.0', locale=LOCALES[language])}{UNBROKEN}s"


def number(count: int, language: Language) -> str:
    """A whole number with its thousands apart."""
    return str(format_decimal(count, locale=LOCALES[language]))


def counted(count: int, singular: str, plural: str, language: Language) -> str:
    """`1 fichier`, `12 fichiers`; French takes the singular for nothing."""
    one = count in {0, 1} if language == "fr" else count == 1
    return f"{number(count, language)} {singular if one else plural}"


def language_name(code: str, language: Language) -> str:
    """`français` for `fr`; the code itself when nobody knows it, empty for none."""
    if not code:
        return ""
    try:
        return str(Locale.parse(code).get_language_name(LOCALES[language]) or code)
    except (UnknownLocaleError, ValueError):
        return code


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


def flowing(text: str) -> str:
    """The text with the line ends taken out that stand inside a sentence; as long as before, so offsets hold."""
    return _INSIDE.sub(" ", text)


def around(text: str, start: int, end: int, room: int) -> tuple[str, tuple[int, int]]:
    """A stretch with up to `room` characters on each side, cut between words, and where the stretch stands in it."""
    start, end = max(0, start), min(len(text), max(start, end))
    left, right = max(0, start - room), min(len(text), end + room)
    if left:
        space = text.find(" ", left, start)
        left = space + 1 if space >= 0 else start
    if right < len(text):
        space = text.rfind(" ", end, right)
        right = max(space, end)
    before = CUT.lstrip() if left else ""
    after = CUT.rstrip() if right < len(text) else ""
    moved = len(before) - left
    return f"{before}{text[left:right]}{after}", (start + moved, end + moved)


def _part(part: str, document: Document, *, french: bool) -> str:
    """An attachment, or a message of a mailbox and what is attached to it."""
    message, _, attached = part.partition(" › ") if document.kind == "mailbox" else ("", "", part)
    named = f"{'pièce jointe' if french else 'attachment'} {attached}" if attached else ""
    return ", ".join(filter(None, (message, named)))


def _mail(document: Document, language: Language) -> str:
    sender = person(document.sender)
    sent = day(document.date, language) if document.date else ""
    if language == "fr":
        return " ".join(["courriel", *(["de", sender] if sender else []), *(["du", sent] if sent else [])])
    return " ".join(["e-mail", *(["from", sender] if sender else []), *(["of", sent] if sent else [])])


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
