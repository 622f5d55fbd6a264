"""What part of the library a reader wants to ask, in the reader's own words; pure.

Names are as they were typed: whether they stand for anything is found out by `rag.store.access`, which turns a
`Narrowing` into a `Scope`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from rag.days import days_in
from rag.errors import DateUnreadable, Words
from rag.records import Genre
from rag.words import fold

NAMES: Final = {
    Genre.INVOICE: Words("facture", "invoice"),
    Genre.QUOTE: Words("devis", "quote"),
    Genre.CONTRACT: Words("contrat", "contract"),
    Genre.MINUTES: Words("compte rendu", "minutes"),
    Genre.LETTER: Words("courrier", "letter"),
    Genre.EMAIL: Words("courriel", "e-mail"),
    Genre.POLICY: Words("règle", "policy"),
}
_MORE: Final = {
    "avoir": Genre.INVOICE, "credit note": Genre.INVOICE, "estimate": Genre.QUOTE, "quotation": Genre.QUOTE,
    "bail": Genre.CONTRACT, "lease": Genre.CONTRACT, "comptes rendus": Genre.MINUTES, "pv": Genre.MINUTES,
    "lettre": Genre.LETTER, "mail": Genre.EMAIL, "email": Genre.EMAIL, "e-mail": Genre.EMAIL,
    "policies": Genre.POLICY, "reglement": Genre.POLICY, "procedure": Genre.POLICY, "autre": Genre.OTHER,
    "other": Genre.OTHER,
}  # fmt: skip
_CODES: Final = frozenset(str(genre) for genre in Genre)
_YEAR: Final = re.compile(r"(?:1[89]|20)\d\d")
_MONTH: Final = re.compile(r"(?:1[89]|20)\d\d-(?:0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Where to look. An empty field does not narrow; several names in one field widen it."""

    collections: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()  # file names, with or without their ending, titles, paths, or ids
    kinds: tuple[str, ...] = ()  # of paper, as `kind_named` reads them
    since: str = ""  # day, month or year, as `edge` reads it; documents without a date are then left out
    until: str = ""  # likewise, the last day included


EVERYTHING: Final = Narrowing()


def kind_named(word: str) -> Genre | None:
    """The kind of paper that a word stands for in French, in English or in our code; None when it is none."""
    sought = " ".join(fold(word).split())
    for name in (sought, sought.removesuffix("s")):
        if name in _CODES:
            return Genre(name)
        if name in _MORE:
            return _MORE[name]
        for genre, words in NAMES.items():
            if name in {fold(words.fr), fold(words.en)}:
                return genre
    return None


def edge(written: str) -> str:
    """A day, month or year in ISO 8601, as short as it was written; empty for an empty text.

    `2026`, `03/2026`, `mars 2026`, `15/03/2026` (the day first), `2026-03-15` are understood.

    Raises:
        DateUnreadable: it is nothing of this.
    """
    text = written.strip()
    if not text or _YEAR.fullmatch(text) or _MONTH.fullmatch(text):
        return text
    for start, end, days in days_in(text, day_first=True):
        year, month, day = min(days)
        if (start, end) == (0, len(text)) and year:
            return f"{year:04}-{month:02}-{day:02}" if day else f"{year:04}-{month:02}"
    raise DateUnreadable(written)
