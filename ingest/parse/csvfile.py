"""Tables as text: the delimiter and the encoding are told from the file."""

from __future__ import annotations

import csv
import io
from itertools import islice
from typing import TYPE_CHECKING, Final

from ingest.parse.encodings import decoded
from ingest.parse.rows import MOST_ROWS, table_blocks
from rag.records import Kind, Parsed

if TYPE_CHECKING:
    from pathlib import Path

    from ingest.parse.formats import Reading

DELIMITERS: Final = ";,\t|"
SAMPLE_LINES: Final = 50
LONGEST_CELL: Final = 1_000_000  # characters


def parse_csv(path: Path, reading: Reading) -> Parsed:
    """Read a CSV or TSV file."""
    del reading
    text = decoded(path.read_bytes())
    csv.field_size_limit(LONGEST_CELL)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    # Numbers of records, not of lines: that is what a spreadsheet shows.
    numbered = list(enumerate(islice(rows, MOST_ROWS + 1), 1))
    notes = ("truncated",) if len(numbered) > MOST_ROWS else ()
    return Parsed(tuple(table_blocks(numbered[:MOST_ROWS])), Kind.TABLE, notes=notes)


def _delimiter(text: str) -> str:
    """The sign that cuts the first lines into the same number of cells, most of them."""
    head = "\n".join(text.splitlines()[:SAMPLE_LINES])

    def fitness(sign: str) -> tuple[int, int]:
        rows = csv.reader(io.StringIO(head, newline=""), delimiter=sign)
        counts = [len(row) - 1 for row in rows if any(cell.strip() for cell in row)]
        usual = max(set(counts), key=lambda count: (counts.count(count), count), default=0)
        return (counts.count(usual) if usual else 0, usual)

    return max(DELIMITERS, key=fitness)
