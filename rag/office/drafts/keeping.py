"""A quote as it is kept: with the places of the words that it rests on, not with the words or the files' names.

So a document that is forgotten takes its sentences and its name with it; the values of the quote, which is the firm's
own paper, stay.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from rag.office.drafts.record import Draft, Source
    from rag.store.tally import Read

_FOUND: Final = """
    SELECT p.text, min(l.path) AS path FROM passages p JOIN locations l ON l.document = p.document
    WHERE p.id = ? GROUP BY p.id
"""


def stripped(draft: Draft) -> Draft:
    """Without the words and the names of documents, and without questions."""
    return replace(_changed(draft, _bare), missing=(), price_list="")


def refilled(draft: Draft, read: Read) -> Draft:
    """With the words and the names again, of the documents that are still there; `read` is a library's."""
    found: dict[str, tuple[str, str]] = {}

    def fill(source: Source) -> Source:
        place = source.place
        if place is None or not place.document:
            return source
        if place.passage not in found:
            rows = read(_FOUND, (place.passage,))
            found[place.passage] = (str(rows[0]["text"]), PurePath(str(rows[0]["path"])).name) if rows else ("", "")
        text, name = found[place.passage]
        return replace(source, place=replace(place, quote=text[place.start : place.end], name=name))

    return _changed(draft, fill)


def _bare(source: Source) -> Source:
    if source.place is None or not source.place.document:
        return source
    return replace(source, place=replace(source.place, quote="", name=""))


def _changed(draft: Draft, change: Callable[[Source], Source]) -> Draft:
    fields = tuple(replace(field, source=change(field.source)) for field in draft.fields)
    lines = tuple(replace(line, asked=change(line.asked), priced=change(line.priced)) for line in draft.lines)
    return replace(draft, fields=fields, lines=lines)
