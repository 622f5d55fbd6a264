"""Who was there, who was excused, who was invited: of a line ("Présents : …") or of a table of names. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rag.office.lines import Shape
from rag.office.place import place_of
from rag.office.record import Attendee, State
from rag.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.office.lines import Line
    from rag.records import Document

_WORDS: Final = {
    State.PRESENT: r"(?:(?:membres?|personnes?|etaient|elus?)\s+)?presente?s?|participante?s?|attendees|participants"
    r"|in attendance",
    State.EXCUSED: r"(?:absente?s?(?: excusee?s?)?|excusee?s?|apologies|absent|regrets)",
    State.GUEST: r"(?:invitee?s?|guests?|egalement presente?s?)",
}
_LABEL: Final = re.compile(
    "|".join(rf"(?P<{state}>\b(?:{words})\b)" for state, words in sorted(_WORDS.items(), reverse=True)), re.IGNORECASE
)
# After these, names of others begin.
_OTHERS: Final = re.compile(
    r"\b(?:r[ée]dact\w+|secr[ée]taire|diffusion|copie|animateur|ordre du jour)\s*:", re.IGNORECASE
)
_BUT: Final = re.compile(r",?\s*\b(?:sauf|excepté|hormis|except)\s+", re.IGNORECASE)
_ROLE: Final = re.compile(r"\s*\(([^)]*)\)")
_BETWEEN: Final = re.compile(r"\s*[,;]\s*|\s+(?:et|and|&)\s+(?=[A-ZÉÈÀÎ])|\s+[-–—]\s+")
LONGEST_NAME: Final = 60


def attendees_of(lines: Sequence[Line], document: Document) -> tuple[Attendee, ...]:
    """Everybody that the minutes list, in their order; nobody twice."""
    found: dict[str, Attendee] = {}
    for attendee in [*_listed(lines, document), *_tabled(lines, document)]:
        found.setdefault(fold(attendee.name), attendee)
    return tuple(found.values())


def _listed(lines: Sequence[Line], document: Document) -> Iterator[Attendee]:
    state: State | None = None  # of the names below a heading such as "Présents"
    for line in lines:
        if line.shape is Shape.ROW:
            continue
        label = _label(line.text)
        if label is not None:
            state = label if line.shape is Shape.HEADING or line.text.rstrip().endswith(":") else None
            yield from _spoken(line, document)
        elif line.shape is Shape.ITEM and state is not None:
            yield from _named(line.text.lstrip("-–—•*▪◦ "), state, line, document)
        else:
            state = None


def _label(text: str) -> State | None:
    """The state that a line begins with, when it is such a line."""
    flat = fold(text)
    match = _LABEL.match(flat)
    if match is None or len(match.group()) == len(flat.rstrip(" :")):
        return State(match.lastgroup) if match and match.lastgroup else None
    return State(match.lastgroup) if match.lastgroup and flat[match.end() :].lstrip()[:1] == ":" else None


def _spoken(line: Line, document: Document) -> Iterator[Attendee]:
    """`Présents : A, B (présidente) ; invitée : C – rédaction : D`."""
    text = line.text
    if others := _OTHERS.search(text):
        text = text[: others.start()]
    flat = fold(text) if len(fold(text)) == len(text) else text.lower()
    marks = [match for match in _LABEL.finditer(flat) if flat[match.end() :].lstrip()[:1] == ":"]
    for place, mark in enumerate(marks):
        end = marks[place + 1].start() if place + 1 < len(marks) else len(text)
        said = text[mark.end() : end].lstrip(" :\u00a0")
        state = State(str(mark.lastgroup))
        there, *but = _BUT.split(said, maxsplit=1)
        yield from _named(there, state, line, document)
        for names in but:
            yield from _named(names, State.EXCUSED, line, document)


def _named(text: str, state: State, line: Line, document: Document) -> Iterator[Attendee]:
    for part in _BETWEEN.split(text):
        role = _ROLE.search(part)
        name = _ROLE.sub("", part).strip(" .;,–-\u00a0")
        if name and len(name) <= LONGEST_NAME:
            yield Attendee(name, state, role[1].strip() if role else "", place_of(line, document))


def _tabled(lines: Sequence[Line], document: Document) -> Iterator[Attendee]:
    """A table with a column of presence, or one of names under such a heading."""
    head: list[str] = []
    for line in lines:
        if line.shape is not Shape.ROW:
            head = []
            continue
        if not head:
            head = [fold(cell) for cell in line.cells]
            continue
        there = next(
            (place for place, cell in enumerate(head) if re.match(r"presen|emargement|attendance", cell)), None
        )
        under = _label(line.heading)
        names = next((place for place, cell in enumerate(head) if re.match(r"nom|name|participant|membre", cell)), 0)
        if (there is None and under is None) or len(line.cells) <= names or not line.cells[names]:
            continue
        cell = fold(line.cells[there]) if there is not None and there < len(line.cells) else ""
        state = State.EXCUSED if re.match(r"excus|abs|non|no\b", cell) else under or State.PRESENT
        others = [cell for place, cell in enumerate(line.cells) if place not in {names, there} and cell]
        yield Attendee(line.cells[names], state, ", ".join(others), place_of(line, document))
