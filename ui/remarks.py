"""What is said beside a source: where the same words stand, and what an older version says. Pure, both languages."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from rag.answering.earlier import said_otherwise
from rag.errors import Words
from ui.present import day, paper_of, place_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.errors import Language
    from rag.records import Hit

_ALSO: Final = Words("Aussi dans\u00a0: {places}", "Also in: {places}")
_OLDER: Final = Words("Une version plus ancienne dit autrement\u00a0:", "An older version says otherwise:")
_BETWEEN: Final = {"fr": "\u00a0; ", "en": "; "}


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an older version says."""

    title: str
    quote: str
    source: str  # document, place and date


def titled(hit: Hit, language: Language) -> str:
    """A document and the place in it: `Bail.pdf, p. 2`."""
    place = place_of(hit.passage, hit.document, language)
    return f"{hit.document.name}, {place}" if place else hit.document.name


def also_in(hit: Hit, language: Language) -> str:
    """Every other place where the same words stand, each once; empty when there is none."""
    places = [place for place in dict.fromkeys(_places(hit, language)) if place != titled(hit, language)]
    return _ALSO.say(language, places=_BETWEEN[language].join(places)) if places else ""


def earlier(quote: str, hit: Hit, language: Language) -> Earlier | None:
    """What an older version says in place of the quoted words; None when none says otherwise."""
    found = said_otherwise(quote, hit)
    if found is None:
        return None
    older, sentence = found
    dated = paper_of(older.document, language) or (day(older.document.date, language) if older.document.date else "")
    source = ", ".join(part for part in (titled(older, language), dated) if part)
    return Earlier(_OLDER.say(language), " ".join(sentence.text.split()), source)


def _places(hit: Hit, language: Language) -> Iterator[str]:
    for path in map(PurePath, hit.document.paths[1:]):
        yield path.name if path.name != hit.document.name else f"{path.name} ({path.parent.name})"
    for copy in hit.copies:
        yield titled(copy, language)
