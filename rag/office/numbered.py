"""The sentences of minutes with a number each, so that a model names them and quotes none. Pure.

What a model points at by a number of ours stands in the minutes word for word, whatever the model is worth.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rag.models.estimate import estimated_tokens
from rag.office.lines import Shape
from rag.office.place import place_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.office.lines import Line
    from rag.office.record import Place
    from rag.records import Document

SHORTEST: Final = 12  # characters of a sentence that says something
MOST_LINES: Final = 40  # of one question to the model: what it answers stays short. Guess
NUMBER_TOKENS: Final = 4


@dataclass(frozen=True, slots=True)
class Numbered:
    """One sentence, or one row of a table."""

    number: int  # 1-based, in the order of the minutes
    text: str
    place: Place

    def __str__(self) -> str:
        """As the model reads it."""
        return f"{self.number}. {' '.join(self.text.split())}"


def numbered(lines: Sequence[Line], document: Document) -> tuple[Numbered, ...]:
    """Every sentence that says something; headings are none."""
    places = list(_places(lines, document))
    return tuple(Numbered(number, place.quote, place) for number, place in enumerate(places, start=1))


def windows(sentences: Sequence[Numbered], most_tokens: int) -> Iterator[tuple[Numbered, ...]]:
    """The sentences in parts that a model can read at once, each at least one long.

    Args:
        sentences: in their order.
        most_tokens: room for the text of one part.
    """
    part: list[Numbered] = []
    room = most_tokens
    for sentence in sentences:
        cost = estimated_tokens(sentence.text) + NUMBER_TOKENS
        if part and (cost > room or len(part) >= MOST_LINES):
            yield tuple(part)
            part, room = [], most_tokens
        part.append(sentence)
        room -= cost
    if part:
        yield tuple(part)


def written(part: Sequence[Numbered]) -> str:
    """A part as the model reads it, with the headings that it stands under."""
    said: list[str] = []
    heading = ""
    for sentence in part:
        if sentence.place.heading and sentence.place.heading != heading:
            heading = sentence.place.heading
            said.append(f"[{heading}]")
        said.append(str(sentence))
    return "\n".join(said)


def _places(lines: Sequence[Line], document: Document) -> Iterator[Place]:
    for line in lines:
        if line.shape is Shape.HEADING:
            continue
        if line.shape is Shape.ROW:
            yield place_of(line, document)
            continue
        for sentence in line.sentences():
            if len(sentence.text) >= SHORTEST:
                yield place_of(line, document, sentence)
