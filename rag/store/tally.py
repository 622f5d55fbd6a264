"""What is known of the library's words, and read again only when the library has changed.

A term's places cost 0.2 µs each to read: little for a rare term, most of a search for the words that stand in every
third passage. Those are few, and asked for again and again. One process owns the library, and every change goes through
`Library.changing`, so nothing remembered here is ever out of date.
"""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from rag.records import Collection

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    Read = Callable[[str, Sequence[object]], list[sqlite3.Row]]
    Condition = tuple[str, tuple[str, ...]]  # SQL with its parameters

MOST_BYTES: Final = 64_000_000  # of remembered places: guess, all the frequent terms of 300,000 passages
MOST_TERMS: Final = 100_000  # remembered counts; some ten megabytes
MOST_CONDITIONS: Final = 50  # remembered; 400 kB each in a library of 100,000 passages
COLUMNS: Final = ("body", "title", "section", "name")  # of `passage_terms`
BEHIND_LETTERS: Final = "{"  # the sign behind `z`
JOINT: Final = "_"  # FTS5 takes what it joins for several terms in a row
SIGN: Final = "*"  # stands in no term
# A row and a column in one number.
_INSTANCES: Final = f"""
    SELECT json_group_array(doc * {len(COLUMNS)} + CASE col
        {" ".join(f"WHEN '{column}' THEN {place}" for place, column in enumerate(COLUMNS))} END) AS packed
    FROM passage_instances WHERE term = ?
"""
_SEVERAL: Final = f"""
    SELECT rowid, {
    ", ".join(
        f"length(highlight(passage_terms, {place}, '{SIGN}', '')) - length({column}) AS {column}"
        for place, column in enumerate(COLUMNS)
    )
}
    FROM passage_terms WHERE passage_terms MATCH ? ORDER BY rowid
"""
_TOTALS: Final = 1  # FTS5's own record of how many rows it has, and how many terms in each column
_MORE: Final = 0x80  # set in a byte of SQLite's numbers that is followed by another, seven bits each


@dataclass(frozen=True, slots=True)
class Places:
    """Where one term stands: rows of `passages`, rising, and how often, each time by the weight of its column."""

    rows: NDArray[np.int32]
    times: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Totals:
    """The size of the index of words."""

    passages: int
    mean_length: float  # terms of a passage, title, headings and name included


class Tally:
    """Figures of one library; any thread may ask while another changes it."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._known = _Known()

    def forget(self) -> None:
        """The library has changed. What is being read at this instant goes into what is forgotten here."""
        self._known = _Known()

    def totals(self) -> Totals:
        """How many passages have words, and how many on average."""
        known = self._known
        if known.totals is None:
            block = self._read("SELECT block FROM passage_terms_data WHERE id = ?", (_TOTALS,))
            numbers = _numbers(block[0]["block"]) if block else []
            passages, terms = (numbers[0], sum(numbers[1:])) if numbers else (0, 0)
            known.totals = Totals(passages, terms / max(1, passages))
        return known.totals

    def collections(self) -> tuple[Collection, ...]:
        """Names of the collections that hold at least one document, sorted."""
        known = self._known
        if known.collections is None:
            found = self._read("SELECT DISTINCT collection FROM documents ORDER BY collection", ())
            known.collections = tuple(Collection(row["collection"]) for row in found)
        return known.collections

    def rows(self, condition: Condition) -> NDArray[np.int32]:
        """The rows of `passages` whose document `d` meets a condition of `Scope`."""
        known, (sql, values) = self._known, condition
        rows = known.rows.get(condition)
        if rows is None:
            sql = f"""SELECT json_group_array(p.rowid) AS rows FROM passages p
                      WHERE p.document IN (SELECT d.id FROM documents d WHERE {sql})"""
            rows = np.array(json.loads(self._read(sql, values)[0]["rows"]), dtype=np.int32)
            if len(known.rows) >= MOST_CONDITIONS:
                known.rows = {}
            known.rows[condition] = rows
        return rows

    def frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        """How many passages hold each term; 0 where none does."""
        known, wanted = self._known, dict.fromkeys(terms)
        counted = known.frequencies
        unknown = [term for term in wanted if term not in counted]
        if unknown:
            blanks = ",".join("?" * len(unknown))
            found = self._read(f"SELECT term, doc FROM passage_vocabulary WHERE term IN ({blanks})", unknown)
            several = {term: self._holding(term) for term in unknown if JOINT in term}
            if len(counted) > MOST_TERMS:
                counted = known.frequencies = {term: counted[term] for term in wanted if term in counted}
            counted.update(dict.fromkeys(unknown, 0) | {str(row["term"]): int(row["doc"]) for row in found} | several)
        return {term: counted[term] for term in wanted}

    def beginning(self, letter: str) -> list[str]:
        """Every term that begins with a letter and holds no figure, the more frequent first."""
        known = self._known
        if letter not in known.beginning:
            sql = "SELECT term FROM passage_vocabulary WHERE term >= ? AND term < ? ORDER BY doc DESC"
            found = (str(row["term"]) for row in self._read(sql, (letter, chr(ord(letter) + 1))))
            known.beginning[letter] = [term for term in found if term.isalpha()]
        return known.beginning[letter]

    def longer(self, start: str, most: int) -> list[str]:
        """Terms that begin so, are longer and hold no figure, at most so many, the more frequent first."""
        sql = """SELECT term FROM passage_vocabulary WHERE term > ? AND term < ? AND term NOT GLOB '*[0-9_]*'
                 ORDER BY doc DESC LIMIT ?"""
        return [str(row["term"]) for row in self._read(sql, (start, f"{start}{BEHIND_LETTERS}", most))]

    def places(self, term: str, weights: Mapping[str, float]) -> Places:
        """Where a term stands; `weights` say how much it counts in each of `COLUMNS`."""
        known, key = self._known, (term, *(weights[column] for column in COLUMNS))
        found = known.recall(key)
        if found is None:
            found = (self._places_in_a_row if JOINT in term else self._places)(term, weights)
            known.keep(key, found)
        return found

    def lengths(self, rows: NDArray[np.int32]) -> NDArray[np.float64]:
        """How many terms each row has, in all of its columns; 0 for a row that was just dropped."""
        blanks = ",".join("?" * len(rows))
        sql = f"SELECT id, sz FROM passage_terms_docsize WHERE id IN ({blanks})"
        held = {int(row["id"]): bytes(row["sz"]) for row in self._read(sql, rows.tolist())}
        sizes = [held.get(row, b"\0") for row in rows.tolist()]
        signs = np.frombuffer(b"".join(sizes), dtype=np.uint8).astype(np.int64)
        # No column has more terms than two bytes of seven bits can say; the first of two has its highest bit set.
        values = np.where(signs < _MORE, signs, (signs - _MORE) * _MORE)
        starts = np.cumsum([0, *(len(size) for size in sizes[:-1])])
        return np.add.reduceat(values, starts).astype(np.float64)

    def _places(self, term: str, weights: Mapping[str, float]) -> Places:
        text = str(self._read(_INSTANCES, (term,))[0]["packed"])[1:-1]
        packed = np.fromstring(text, dtype=np.int64, sep=",") if text else np.zeros(0, dtype=np.int64)
        rows, first = np.unique(packed // len(COLUMNS), return_index=True)
        each = np.array([weights[column] for column in COLUMNS], dtype=np.float32)[packed % len(COLUMNS)]
        return Places(rows.astype(np.int32), np.add.reduceat(each, first) if len(rows) else each)

    def _places_in_a_row(self, several: str, weights: Mapping[str, float]) -> Places:
        """The same for a number or a code, which FTS5 keeps in pieces: it counts them where it would mark them."""
        found = self._read(_SEVERAL, (f'"{several}"',))
        times = [sum(weights[column] * row[column] for column in COLUMNS) for row in found]
        return Places(np.array([row["rowid"] for row in found], dtype=np.int32), np.array(times, dtype=np.float32))

    def _holding(self, several: str) -> int:
        sql = "SELECT count(*) AS n FROM passage_terms WHERE passage_terms MATCH ?"
        return int(self._read(sql, (f'"{several}"',))[0]["n"])


class _Known:
    """What was read since the last change."""

    def __init__(self) -> None:
        self.totals: Totals | None = None
        self.collections: tuple[Collection, ...] | None = None
        self.rows: dict[Condition, NDArray[np.int32]] = {}
        self.frequencies: dict[str, int] = {}
        self.beginning: dict[str, list[str]] = {}
        self._places: OrderedDict[Any, Places] = OrderedDict()
        self._bytes = 0
        self._guard = threading.Lock()

    def recall(self, key: object) -> Places | None:
        with self._guard:
            if key in self._places:
                self._places.move_to_end(key)
            return self._places.get(key)

    def keep(self, key: object, places: Places) -> None:
        with self._guard:
            if key not in self._places:
                self._places[key] = places
                self._bytes += places.rows.nbytes + places.times.nbytes
            while self._bytes > MOST_BYTES:
                _, old = self._places.popitem(last=False)
                self._bytes -= old.rows.nbytes + old.times.nbytes


def _numbers(block: bytes) -> list[int]:
    """SQLite's numbers of variable length: seven bits a byte, the highest first."""
    found, value = [], 0
    for byte in block:
        value = value << 7 | byte & ~_MORE
        if not byte & _MORE:
            found.append(value)
            value = 0
    return found
