"""A quote as it is kept: with the places of the words that it rests on, not with the words.

So a document that is forgotten takes its sentences with it; the values of the quote, which is the firm's own paper,
stay.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from rag.office.drafts.record import Draft, Source
    from rag.store.tally import Read


def stripped(draft: Draft) -> Draft:
    """Without the words of documents, and without questions."""
    return replace(_changed(draft, _bare), missing=())


def refilled(draft: Draft, read: Read) -> Draft:
    """With the words again, of the passages that are still there; `read` is a library's."""
    found: dict[str, str] = {}

    def fill(source: Source) -> Source:
        place = source.place
        if place is None or not place.document:
            return source
        if place.passage not in found:
            rows = read("SELECT text FROM passages WHERE id = ?", (place.passage,))
            found[place.passage] = str(rows[0][0]) if rows else ""
        return replace(source, place=replace(place, quote=found[place.passage][place.start : place.end]))

    return _changed(draft, fill)


def _bare(source: Source) -> Source:
    if source.place is None or not source.place.document:
        return source
    return replace(source, place=replace(source.place, quote=""))


def _changed(draft: Draft, change: Callable[[Source], Source]) -> Draft:
    fields = tuple(replace(field, source=change(field.source)) for field in draft.fields)
    lines = tuple(replace(line, asked=change(line.asked), priced=change(line.priced)) for line in draft.lines)
    return replace(draft, fields=fields, lines=lines)
