"""The few sentences of minutes that say most: those of its rows first, no two alike, in their order. Pure.

Taken, not written: nothing can be in a summary that the minutes do not say.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from rag.office.lines import Shape
from rag.office.place import place_of
from rag.office.record import Sort
from rag.words import stem, telling_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.office.lines import Line
    from rag.office.record import Place, Row
    from rag.records import Document

SENTENCES: Final = 5
_ENDS: Final = (".", "!", "…", ".»", "»")  # a line that ends otherwise is a title, an address, a signature
SHORTEST: Final = 40  # characters: a shorter one says little by itself
ALIKE: Final = 0.5  # share of words in common from which two sentences say the same
# How much more a sentence counts that is a row of a kind. Guess, in the order of what people look for.
WORTH: Final = {Sort.DECISION: 1.0, Sort.ACTION: 0.6, Sort.FIGURE: 0.5, Sort.OPEN: 0.3}


def summary_of(lines: Sequence[Line], rows: Sequence[Row], document: Document) -> tuple[Place, ...]:
    """At most five sentences; fewer where the minutes are short."""
    worth: dict[tuple[str, int], float] = {}
    for row in rows:
        key = (row.place.passage, row.place.start)
        worth[key] = worth.get(key, 0.0) + WORTH[row.sort]
    said = [
        place_of(line, document, sentence)
        for line in lines
        if line.shape in {Shape.PROSE, Shape.ITEM}
        for sentence in line.sentences()
        if len(sentence.text) >= SHORTEST and sentence.text.rstrip().endswith(_ENDS)
    ]
    words = [frozenset(stem(word, document.language) for word in telling_words(place.quote)) for place in said]
    often = Counter(word for some in words for word in some)
    scores = [
        sum(often[word] for word in some) / (len(some) + 2) / max(len(said), 1)
        + worth.get((place.passage, place.start), 0.0)
        for place, some in zip(said, words, strict=True)
    ]
    kept: list[int] = []
    for place in sorted(range(len(said)), key=lambda place: -scores[place]):
        if len(kept) < SENTENCES and all(_alike(words[place], words[other]) < ALIKE for other in kept):
            kept.append(place)
    return tuple(said[place] for place in sorted(kept))


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(min(len(one), len(other)), 1)
