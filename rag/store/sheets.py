"""What was read from a document's text for lists, and is kept: who is named, what it comes to."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from rag.records import DocumentId


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount, and where its document says it."""

    value: str  # plain decimal
    currency: str = ""  # ISO 4217; empty where none is written
    passage: str = ""  # id
    page: int = 0  # 1-based; 0 where there are no pages
    start: int = 0  # offsets in the passage, the label's and the amount's end
    end: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a document's text says of it as a whole."""

    head: str = ""  # folded words of title, people and first page, one blank between two
    names: tuple[str, ...] = ()  # of companies and people, as written
    credit: bool = False  # a credit note
    gross: Sum | None = None
    net: Sum | None = None
    passage: str = ""  # id of the first one
    page: int = 0  # of the first passage


class SheetChanges:
    """Keeping sheets, inside one transaction of `Library.changing`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def keep(self, sheets: Mapping[DocumentId, Sheet], version: int) -> None:
        """Remember sheets; those of documents that are gone meanwhile are let go."""
        self._connection.executemany(
            """INSERT OR REPLACE INTO sheets (document, version, sheet)
               SELECT id, ?2, ?3 FROM documents WHERE id = ?1""",
            [(one, version, _written(sheet)) for one, sheet in sheets.items()],
        )


def _written(sheet: Sheet) -> str:
    return json.dumps(asdict(sheet), ensure_ascii=False, separators=(",", ":"))


def read_sheet(written: str) -> Sheet:
    """The reverse of what is kept."""
    values = json.loads(written)
    for total in ("gross", "net"):
        values[total] = Sum(**values[total]) if values[total] else None
    return Sheet(**{**values, "names": tuple(values["names"])})
