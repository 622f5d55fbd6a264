"""Where a question may look, in the reader's words: a chip for each condition, and the usual spans of time. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from rag.narrowing import kind_named
from ui.present import day, genre_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.errors import Language
    from rag.narrowing import Narrowing
    from rag.store.contents import Choice

MONTH: Final = 7  # characters of a month as ISO 8601
YEAR: Final = 4
LONGEST: Final = 40  # characters of a chip; a file's name may have 255


@dataclass(frozen=True, slots=True)
class Chip:
    """One condition of a narrowing."""

    words: str
    rest: Narrowing  # the narrowing without it


def chips(narrowing: Narrowing, language: Language) -> tuple[Chip, ...]:
    """Every condition in the order of the fields; both dates are one."""
    found = [
        Chip(_short(name), replace(narrowing, collections=_without(narrowing.collections, name)))
        for name in narrowing.collections
    ]
    found += [
        Chip(_short(PurePath(name).name), replace(narrowing, documents=_without(narrowing.documents, name)))
        for name in narrowing.documents
    ]
    found += [
        Chip(kind_words(kind, language), replace(narrowing, kinds=_without(narrowing.kinds, kind)))
        for kind in narrowing.kinds
    ]
    if narrowing.since or narrowing.until:
        words = span(narrowing.since, narrowing.until, language)
        found.append(Chip(words, replace(narrowing, since="", until="")))
    return tuple(found)


def kind_words(kind: str, language: Language) -> str:
    """What a kind of paper is called; `autre` for what is nothing known."""
    genre = kind_named(kind)
    return (genre_name(genre, language) if genre else kind) or ("autre" if language == "fr" else "other")


def span(since: str, until: str, language: Language) -> str:
    """`en 2026`, `depuis mars 2026`, `jusqu'au 31 mars 2026`, `2025 – mars 2026`, of two edges of `rag.narrowing`."""
    first, last = day(since, language), day(until, language)
    french = language == "fr"
    if since and until:
        if since == until:
            return first if len(since) > MONTH else f"{'en' if french else 'in'} {first}"
        return f"{first} – {last}"
    if since:
        return f"{'depuis le' if len(since) > MONTH else 'depuis'} {first}" if french else f"since {first}"
    return f"{_until(until)} {last}" if french else f"until {last}"


def spans(today: date) -> dict[str, tuple[str, str]]:
    """The spans that are one click away, by name: the first and the last day, month or year, as ISO 8601."""
    last_month = today.replace(day=1) - timedelta(days=1)
    return {
        "month": (today.isoformat()[:MONTH],) * 2,
        "last month": (last_month.isoformat()[:MONTH],) * 2,
        "year": (today.isoformat()[:YEAR],) * 2,
        "last year": (str(today.year - 1),) * 2,
        "twelve months": ((today - timedelta(days=365)).isoformat()[:MONTH], ""),
    }


def lines(found: Sequence[Choice], language: Language) -> list[str]:
    """A document each: its name, what it is and of when; its folder where another bears the same name."""
    names = [one.name for one in found]
    return [
        " · ".join(
            part
            for part in (
                one.name,
                genre_name(one.kind, language),
                day(one.date, language),
                PurePath(one.path).parent.name if names.count(one.name) > 1 else "",
            )
            if part
        )
        for one in found
    ]


def _until(until: str) -> str:
    return "jusqu'au" if len(until) > MONTH else "jusqu'en"


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 12]}…{name[-11:]}"


def _without(names: tuple[str, ...], name: str) -> tuple[str, ...]:
    return tuple(one for one in names if one != name)
