"""The words of a passage as readers know them: rows of a sheet as a table, the head of an e-mail as its fields. Pure.

Parsers write a row of a table as one line with bars between its cells, and the head of a message as its first lines.
Everything that comes from a document is escaped here, as in `ui.web.pieces`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from itertools import groupby, pairwise, takewhile
from typing import TYPE_CHECKING, Final

from ui.present import around, day, marked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.errors import Language

_LINE: Final = re.compile(r"[^\n]+")
_BAR: Final = re.compile(r"^\|\s+|\s+\|\s+|\s+\|$")
_NUMBER: Final = re.compile(r"[\d\s.,%€+-]+")
_FIELD: Final = re.compile(r"(De|À|Date|Objet)[ \u00a0]: ")
_SENT: Final = re.compile(r"(\d{4}-\d\d-\d\d)(?: (\d\d:\d\d))?")
ABOVE: Final = 2  # lines above the head of a message that is forwarded
FIELDS: Final = {"De": "From", "À": "To", "Date": "Date", "Objet": "Subject"}
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str

    @property
    def cells(self) -> list[tuple[int, str]]:
        """Its cells with their offsets in the line."""
        edges = [(0, 0), *((bar.start(), bar.end()) for bar in _BAR.finditer(self.text)), (len(self.text),) * 2]
        return [(begin, self.text[begin:end]) for (_, begin), (end, _) in pairwise(edges)]

    def within(self, spans: Sequence[Span]) -> list[Span]:
        """The parts of spans that lie in it, as offsets in the line."""
        own = ((max(start - self.start, 0), min(end - self.start, len(self.text))) for start, end in spans)
        return [(start, end) for start, end in own if start < end]


def shown(text: str, spans: Sequence[Span], letter: Language | None = None, *, narrow: bool = False) -> str:
    """A text as HTML with spans marked.

    Args:
        text: of a passage, or a stretch of one.
        spans: offsets (start, end) of what is marked.
        letter: the text begins with the head of an e-mail, whose fields are named in this language.
        narrow: there is no room for a table: of each row, what is in which column.
    """
    parts = []
    for is_table, lines in _blocks(_lines(text)):
        if is_table:
            parts.append(_pairs(lines, spans) if narrow else _table(lines, spans))
        elif letter and lines[0].start == 0:
            first = next((at for at, one in enumerate(lines[: ABOVE + 1]) if _FIELD.match(one.text)), len(lines))
            head = list(takewhile(lambda one: _FIELD.match(one.text), lines[first:]))
            rest = lines[first + len(head) :]
            parts += [_prose(text, lines[:first], spans), _head(head, spans, letter), _prose(text, rest, spans)]
        else:
            parts.append(_prose(text, lines, spans))
    return "".join(parts)


def is_tabled(text: str) -> bool:
    """Whether there are rows of a table in a text."""
    return any(is_table for is_table, _ in _blocks(_lines(text)))


def excerpt(text: str, start: int, end: int, room: int) -> tuple[str, Span]:
    """A stretch of a passage around what is quoted, and where that stands in it.

    A row of a table keeps the head of the table; prose is cut as `ui.present.around` does.
    """
    for is_table, lines in _blocks(_lines(text)):
        quoted = [line for line in lines if line.within([(start, end)])]
        if is_table and quoted:
            kept = quoted if quoted[0] == lines[0] else [lines[0], *quoted]
            words = "\n".join(line.text for line in kept)
            return words, (len(words) - sum(len(line.text) + 1 for line in quoted) + 1, len(words))
    return around(text, start, end, room)


def unbarred(words: str) -> str:
    """One line of a table as words: a bar that parts two cells says nothing to a reader."""
    return re.sub(r"(?<=\s)\|(?=\s)", "·", words)


def _lines(text: str) -> list[_Line]:
    return [_Line(one.start(), one.group()) for one in _LINE.finditer(text)]


def _blocks(lines: Sequence[_Line]) -> Iterator[tuple[bool, list[_Line]]]:
    """Rows that belong to one table together, and what stands between tables."""
    prose: list[_Line] = []
    for has_bars, group in groupby(lines, lambda one: len(one.cells) > 1):
        for rows in _tables(list(group)) if has_bars else [list(group)]:
            if len(rows) > 1 and has_bars:
                if prose:
                    yield False, prose
                prose = []
                yield True, rows
            else:
                prose = [*prose, *rows]
    if prose:
        yield False, prose


def _tables(rows: list[_Line]) -> Iterator[list[_Line]]:
    """A row with more cells than the first one begins another table; empty cells at an end are not written."""
    table: list[_Line] = []
    for row in rows:
        if table and len(row.cells) > len(table[0].cells):
            yield table
            table = []
        table.append(row)
    yield table


def _has_head(rows: Sequence[_Line]) -> bool:
    """Whether the first row names the columns."""
    names = [cell.strip() for _, cell in rows[0].cells]
    return all(names) and not any(_NUMBER.fullmatch(name) for name in names)


def _table(rows: Sequence[_Line], spans: Sequence[Span]) -> str:
    columns = len(rows[0].cells)
    head = "th" if _has_head(rows) else "td"
    body = "".join(_row(row, columns, spans, "td" if place else head) for place, row in enumerate(rows))
    alone = _pairs([rows[0], *(row for row in rows[1:] if row.within(spans))], spans) if head == "th" else ""
    return f'<div class="sf-alone">{alone}</div><div class="sf-tabled" tabindex="0"><table>{body}</table></div>'


def _row(row: _Line, columns: int, spans: Sequence[Span], tag: str) -> str:
    cells = [f"<{tag}>{cell}</{tag}>" for cell in _cells(row, spans)]
    cells += [f"<{tag}></{tag}>"] * (columns - len(cells))
    name = ' class="sf-marked"' if row.within(spans) else ""
    return f"<tr{name}>{''.join(cells)}</tr>"


def _pairs(rows: Sequence[_Line], spans: Sequence[Span]) -> str:
    """Each row by itself, every cell behind the name of its column; without names, the cells in a line."""
    if not _has_head(rows):
        return "".join(f"<p>{' · '.join(filter(None, _cells(row, spans)))}</p>" for row in rows)
    names = [escape(cell.strip()) for _, cell in rows[0].cells]
    told = []
    for row in rows[1:]:
        cells = zip(names, _cells(row, spans), strict=False)
        pairs = "".join(f"<div><dt>{name}</dt><dd>{cell}</dd></div>" for name, cell in cells if cell)
        told.append(f'<dl class="sf-pairs">{pairs}</dl>')
    return "".join(told)


def _cells(row: _Line, spans: Sequence[Span]) -> list[str]:
    here = row.within(spans)
    return [marked(cell, _Line(begin, cell).within(here)) for begin, cell in row.cells]


def _prose(text: str, lines: Sequence[_Line], spans: Sequence[Span]) -> str:
    if not lines:
        return ""
    start, end = lines[0].start, lines[-1].start + len(lines[-1].text)
    whole = _Line(start, text[start:end])
    return f"<p>{unbarred(marked(whole.text, whole.within(spans)))}</p>"


def _head(lines: Sequence[_Line], spans: Sequence[Span], language: Language) -> str:
    """Who wrote to whom, when, about what."""
    fields = []
    for line in lines:
        begin = line.text.index(":") + 2
        name, value = line.text[: begin - 3], line.text[begin:]
        here = line.within(spans)
        told = marked(value, _Line(begin, value).within(here))
        if name == "Date" and not here and (sent := _SENT.fullmatch(value.strip())):
            told = escape(" · ".join(filter(None, (day(sent[1], language), sent[2]))))
        fields.append(f"<div><dt>{escape(FIELDS[name] if language == 'en' else name)}</dt><dd>{told}</dd></div>")
    return f'<dl class="sf-letter">{"".join(fields)}</dl>' if fields else ""
