"""Records to rows and back; the only place that knows the columns' forms."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
from pydantic import TypeAdapter

from rag.records import (
    Asked,
    Cause,
    Collection,
    Document,
    DocumentId,
    Feedback,
    Genre,
    Invoice,
    Kind,
    Located,
    Manner,
    Mark,
    PageRead,
    Passage,
    PassageId,
    Watched,
    Withheld,
)

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from numpy.typing import NDArray

BOX_DIGITS = 4  # a ten-thousandth of a page: finer than a pixel at 1,000 pixels
STORED_VECTOR = np.dtype("<f2")

_invoice = TypeAdapter(Invoice)

PASSAGE_COLUMNS = "id, document, ordinal, text, first_page, last_page, section, part, sheet, first_row, last_row, marks"


def passage_row(passage: Passage) -> tuple[object, ...]:
    """Values in the order of `PASSAGE_COLUMNS`."""
    return (
        passage.id,
        passage.document,
        passage.ordinal,
        passage.text,
        passage.first_page,
        passage.last_page,
        json.dumps(passage.section, ensure_ascii=False),
        passage.part,
        passage.sheet,
        passage.first_row,
        passage.last_row,
        marks_text(passage.marks),
    )


def passage_of(row: sqlite3.Row) -> Passage:
    """The passage of a row that has `PASSAGE_COLUMNS`."""
    return Passage(
        id=PassageId(row["id"]),
        document=DocumentId(row["document"]),
        ordinal=row["ordinal"],
        text=row["text"],
        first_page=row["first_page"],
        last_page=row["last_page"],
        section=tuple(json.loads(row["section"])),
        part=row["part"],
        sheet=row["sheet"],
        first_row=row["first_row"],
        last_row=row["last_row"],
        marks=marks_of(row["marks"]),
    )


def document_of(row: sqlite3.Row) -> Document:
    """The document of a row of `documents` with `paths` (JSON) and `passages` (count) beside it."""
    return Document(
        id=DocumentId(row["id"]),
        collection=Collection(row["collection"]),
        sha256=row["sha256"],
        paths=tuple(sorted(json.loads(row["paths"]))),
        title=row["title"],
        kind=Kind(row["kind"]),
        pages=row["pages"],
        language=row["language"],
        size=row["size"],
        passages=row["passages"],
        indexed_at=row["indexed_at"],
        sender=row["sender"],
        recipients=row["recipients"],
        date=row["date"],
        subject=row["subject"],
        notes=tuple(json.loads(row["notes"])),
        genre=Genre(row["genre"]),
        scanned=tuple(PageRead(*one) for one in json.loads(row["scanned"])),
        invoice=_invoice.validate_json(row["invoice"]) if row["invoice"] else None,
    )


def invoice_text(invoice: Invoice | None) -> str:
    """An invoice as JSON, empty for none."""
    return _invoice.dump_json(invoice).decode() if invoice else ""


def located_of(row: sqlite3.Row) -> Located:
    """The file of a row of `locations`."""
    return Located(
        path=row["path"],
        collection=Collection(row["collection"]),
        size=row["size"],
        mtime_ns=row["mtime_ns"],
        sha256=row["sha256"],
        document=DocumentId(row["document"]) if row["document"] else None,
        failure=row["failure"],
        detail=row["detail"],
        root=row["root"],
    )


def watched_of(row: sqlite3.Row) -> Watched:
    """The followed folder of a row of `watched`."""
    return Watched(row["root"], Collection(row["collection"]), row["since"], row["looked_at"])


def withheld_of(row: sqlite3.Row) -> Withheld:
    """The folder of a row of `withheld`."""
    return Withheld(
        row["root"], Collection(row["collection"]), row["files"], Cause(row["cause"]), kept=bool(row["kept"])
    )


def asked_of(row: sqlite3.Row) -> Asked:
    """The question of a row of `asked`."""
    return Asked(
        moment=row["moment"],
        language=row["language"],
        manner=Manner(row["manner"]) if row["manner"] else None,
        evidence=row["evidence"],
        first_word=row["first_word"],
        seconds=row["seconds"],
        trouble=row["trouble"],
        stopped=bool(row["stopped"]),
    )


def feedback_of(row: sqlite3.Row) -> Feedback:
    """The opinion of a row of `feedback`."""
    return Feedback(
        id=row["id"],
        moment=row["moment"],
        question=row["question"],
        manner=Manner(row["manner"]),
        sources=tuple(json.loads(row["sources"])),
        helpful=bool(row["helpful"]),
        reason=row["reason"],
        right_source=row["right_source"],
        taken=bool(row["taken"]),
    )


def marks_text(marks: Sequence[Mark]) -> str:
    """Marks as compact JSON: a list of [start, end, page, left, top, right, bottom]."""
    return json.dumps(
        [
            [m.start, m.end, m.page, *(round(side, BOX_DIGITS) for side in (m.left, m.top, m.right, m.bottom))]
            for m in marks
        ],
        separators=(",", ":"),
    )


def marks_of(text: str) -> tuple[Mark, ...]:
    """The reverse of `marks_text`."""
    return tuple(Mark(*numbers) for numbers in json.loads(text))


def vector_bytes(vector: NDArray[np.float32]) -> bytes:
    """One vector as float16; the loss is below 0.001 in cosine for unit vectors."""
    return vector.astype(STORED_VECTOR).tobytes()


def vector_of(stored: bytes) -> NDArray[np.float32]:
    """The reverse of `vector_bytes`: shape (dimensions,)."""
    return np.frombuffer(stored, dtype=STORED_VECTOR).astype(np.float32)
