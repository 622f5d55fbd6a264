"""Proper names in a sentence: words with a capital where grammar asks for none. Pure.

The first word of a sentence tells nothing and is left out, unless it is all capitals. French and English only: German
would need a dictionary.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rag.stopwords import STOPWORDS
from rag.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD: Final = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_ELISION: Final = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’](?=.)", re.IGNORECASE)
_OWNED: Final = re.compile(r"['’]s$")
_BEGINS: Final = re.compile(r"(?:^|[.!?…:;|•\n]|\s[-–—*]\s|[«“\"(\[])[\s«“\"(\[*_-]*$")
SHORTEST: Final = 2  # letters; an initial is no name
# Titles, days, months and the like: written with a capital, and no name; folded.
_NO_NAMES: Final = frozenset(
    [
        "m",
        "mme",
        "mmes",
        "mlle",
        "mm",
        "me",
        "dr",
        "pr",
        "mr",
        "mrs",
        "ms",
        "monsieur",
        "madame",
        "mesdames",
        "messieurs",
        "maitre",
        "docteur",
        "sir",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "lundi",
        "mardi",
        "mercredi",
        "jeudi",
        "vendredi",
        "samedi",
        "dimanche",
        "janvier",
        "fevrier",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "aout",
        "septembre",
        "octobre",
        "novembre",
        "decembre",
        "french",
        "english",
        "german",
        "european",
        "article",
        "articles",
        "lot",
        "annexe",
        "chapitre",
        "section",
        "page",
        "pages",
        "ht",
        "ttc",
        "tva",
        "vat",
        "eur",
        "usd",
        "ok",
        "nb",
        "ps",
    ]
)


def names(text: str) -> Iterator[tuple[str, int, int]]:
    """Each word of a proper name with its place, without its article."""
    for found in _WORD.finditer(text):
        start, written = found.start(), found.group()
        if elided := _ELISION.match(written):
            start, written = start + elided.end(), written[elided.end() :]
        written = _OWNED.sub("", written)
        shouted = written.isupper() and len(written) > SHORTEST
        if len(written) < SHORTEST or not written[0].isupper() or (not shouted and _first(text, found.start())):
            continue
        if fold(written) not in _NO_NAMES | STOPWORDS:
            yield written, start, start + len(written)


def _first(text: str, start: int) -> bool:
    return bool(_BEGINS.search(text, max(0, start - 12), start))
