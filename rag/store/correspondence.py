"""The e-mails that belong together: those that answer each other, directly or through others, found or lost."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.records import DocumentId, Letter

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rag.store.access import Scope
    from rag.store.library import Library


@dataclass(frozen=True, slots=True)
class Filed:
    """An e-mail and the document that holds it."""

    document: DocumentId
    letter: Letter


def correspondence(library: Library, document: DocumentId, scope: Scope) -> list[Filed]:
    """Every e-mail of the scope that belongs with those of a document, these included, oldest first.

    The same message in two files is listed twice, once for each.
    """
    return sorted(_together(filed_letters(library, scope), document), key=lambda filed: filed.letter.date)


def filed_letters(library: Library, scope: Scope) -> list[Filed]:
    """Every e-mail of the scope with the document that holds it."""
    condition, values = scope.condition()
    rows = library.read(
        f"""SELECT l.* FROM letters l JOIN documents d ON d.id = l.document
            WHERE {condition} ORDER BY l.rowid""",
        values,
    )
    return [
        Filed(
            DocumentId(row["document"]),
            Letter(
                message_id=row["message_id"],
                follows=tuple(json.loads(row["follows"])),
                part=row["part"],
                sender=row["sender"],
                date=row["date"],
                subject=row["subject"],
            ),
        )
        for row in rows
    ]


def _together(letters: Sequence[Filed], document: DocumentId) -> Iterable[Filed]:
    """Joined by their ids: a message that was lost still joins those that name it."""
    by_id: dict[str, list[int]] = {}
    for place, filed in enumerate(letters):
        for one in _ids(filed.letter):
            by_id.setdefault(one, []).append(place)
    found = {place for place, filed in enumerate(letters) if filed.document == document}
    waiting = list(found)
    while waiting:
        for one in _ids(letters[waiting.pop()].letter):
            fresh = set(by_id.pop(one, ())) - found
            found |= fresh
            waiting += fresh
    return [letters[place] for place in sorted(found)]


def _ids(letter: Letter) -> tuple[str, ...]:
    return tuple(filter(None, (letter.message_id, *letter.follows)))
