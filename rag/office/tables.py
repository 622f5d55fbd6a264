"""Tables of decisions and actions: which column says what, who, by when, and whether it is done. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rag.office.due import due_in, due_told
from rag.office.lines import Shape
from rag.office.place import place_of
from rag.office.record import Row, Sort
from rag.office.wording import NAME, heading_sort, is_done
from rag.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.office.lines import Line
    from rag.records import Document

# Words of a heading, folded → what stands in its column. The first that fits counts.
_COLUMNS: Final = (
    (
        "who",
        r"responsable|pilote|porteur|qui\b|par qui|en charge|charge de|acteur|attribu|intervenant|owner|who\b|assign",
    ),
    ("due", r"pour le|echeance|delai|date|quand|avant le|limite|due|by when|when|deadline|terme"),
    ("state", r"statut|etat|avancement|status|fait\b|state|solde"),
    ("number", r"n[°o]?$|no\.?$|num|ref|#$|id$"),
    ("task", r"action|tache|a faire|suite|to ?do|task|travaux"),
    ("what", r"decision|remarque|point|sujet|objet|reserve|quoi|what|libelle|description|constat|question|item"),
)
_LEADING: Final = re.compile(rf"^(?P<who>{NAME})(?:\s+(?P<rest>.+))?$")
_NOTHING: Final = re.compile(r"^[-–—/.]*$")


@dataclass(frozen=True, slots=True)
class _Table:
    columns: dict[str, int]
    decides: bool  # its rows are what was decided

    def cell(self, line: Line, name: str) -> str:
        place = self.columns.get(name, -1)
        cells = line.cells
        text = cells[place] if 0 <= place < len(cells) else ""
        return "" if _NOTHING.match(text) else text


def rows_of(lines: Sequence[Line], document: Document) -> Iterator[Row]:
    """Every row of the document's tables of decisions and actions."""
    table: _Table | None = None
    fresh = True
    for line in lines:
        if line.shape is not Shape.ROW:
            table, fresh = None, True
            continue
        told = _told(line)
        if told is not None or fresh:
            table, fresh = told, False
        elif table is not None:
            yield from _rows(line, table, document)


def _told(line: Line) -> _Table | None:
    """The table that begins with this row, when it is a table of ours."""
    columns: dict[str, int] = {}
    for place, cell in enumerate(line.cells):
        name = next((name for name, words in _COLUMNS if re.search(rf"^(?:{words})", fold(cell))), "")
        if name and name not in columns and len(cell) <= 40:  # noqa: PLR2004 - a longer one is no heading
            columns[name] = place
    has_matter = {"what", "task"} & columns.keys()
    if not has_matter or not ({"who", "due", "state"} & columns.keys() or len(has_matter) > 1):
        return None
    what = fold(line.cells[columns["what"]]) if "what" in columns else ""
    decides = "decision" in what or (heading_sort(line.heading) == "decision" and "task" not in columns)
    return _Table(columns, decides)


def _rows(line: Line, table: _Table, document: Document) -> Iterator[Row]:
    what, task, who = (table.cell(line, name) for name in ("what", "task", "who"))
    due, state = table.cell(line, "due"), table.cell(line, "state")
    if task and what and not who and (named := _LEADING.match(task)):
        who, task = named["who"], (named["rest"] or "").strip()
    text = " : ".join(part for part in (what, task) if part)
    if not text:
        return
    done = is_done(state) or is_done(due) or is_done(task)
    place = place_of(line, document)
    day = due_told(due, document.date) if due else due_in(text, document.date)
    if table.decides:
        yield Row(Sort.DECISION, text, place, who, day, done)
    if not table.decides or who or day:
        yield Row(Sort.ACTION, text, place, who, day, done)
