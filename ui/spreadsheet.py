"""CSV as the spreadsheets of a language open it. Pure."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rag.errors import Language

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def csv_of_rows(rows: Iterable[Sequence[str]], language: Language) -> bytes:
    """Rows of written cells: in French with semicolons; UTF-8, marked so, or a spreadsheet takes it for another."""
    written = io.StringIO()
    csv.writer(written, delimiter=";" if language == "fr" else ",").writerows(rows)
    return written.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """What begins like a formula as text: a name must not compute anything on the desk of whoever opens the file."""
    return f"'{text}" if text.startswith(FORMULA) else text
