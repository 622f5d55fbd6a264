"""What of a source a model reads when there is no time for all of it: what answers, and what stands beside it. Pure.

The answer is checked against the whole source all the same, and its citations point into the whole document: a sentence
that the document says is true, even where the model saw only its neighbour, and the reader is shown the place itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rag.answering.sentences import sentences_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.answering.sentences import Sentence

GAP: Final = "[…]"  # stands where something was left out
WORTH_TAKING: Final = 0.5  # of the best sentence's worth, before the neighbours of the best ones. Guess
_GAPS: Final = re.compile(r"\s*\[…\]\s*")


def excerpt(text: str, worth: Sequence[float], characters: int, *, has_header: bool = False) -> str:
    """The best sentences of a text with their neighbours, word for word and in order, `GAP` where others were.

    Args:
        text: of the source.
        worth: of each of its `sentences_of`, how much it tells of what was asked.
        characters: that the excerpt may take; more than that only where no sentence is so short.
        has_header: the first line names a table's columns, and is taken whatever it is worth.

    Returns:
        The whole text when it is short enough; at least a piece of the best sentence.
    """
    if len(text) <= characters:
        return text
    sentences = sentences_of(text)
    if not sentences:
        return text[:characters]
    best = max(range(len(sentences)), key=lambda place: worth[place])
    around = 2 * len(GAP) + 2
    if len(sentences[best].text) + around > characters:
        cut = sentences[best].text[: max(characters - around, 1)]
        return f"{GAP} {cut.rsplit(' ', 1)[0]} {GAP}"
    chosen: set[int] = set()
    for place in _in_turn(worth, best, has_header=has_header):
        if place not in chosen and len(_joined(text, sentences, chosen | {place})) <= characters:
            chosen.add(place)
    return _joined(text, sentences, chosen or {best})


def is_excerpt(cut: str, text: str) -> bool:
    """Whether a text is another one, whole or with gaps; then it stands in it word for word."""
    start = 0
    for piece in _GAPS.split(cut):
        found = text.find(piece, start)
        if found < 0:
            return False
        start = found + len(piece)
    return True


def _in_turn(worth: Sequence[float], best: int, *, has_header: bool) -> Iterator[int]:
    """Places in the order in which they are tried: what answers, what stands beside it, and the rest."""
    ranked = sorted(range(len(worth)), key=lambda place: -worth[place])
    good = [place for place in ranked if worth[place] > 0 and worth[place] >= WORTH_TAKING * worth[best]] or [best]
    yield good[0]
    if has_header:
        yield 0
    yield from good
    for place in good:
        yield from (near for near in (place + 1, place - 1) if 0 <= near < len(worth))
    yield from (place for place in ranked if worth[place] > 0)


def _joined(text: str, sentences: Sequence[Sentence], chosen: set[int]) -> str:
    places = sorted(chosen)
    shown = GAP + " " if places[0] > 0 else ""
    for before, place in zip([None, *places], places, strict=False):
        sentence = sentences[place]
        if before is not None:
            left_out = text[sentences[before].end : sentence.start]
            line = "\n" in left_out
            gap = f"\n{GAP}\n" if line else f" {GAP} "
            shown += left_out if place == before + 1 else gap
        shown += sentence.text
    return shown if places[-1] == len(sentences) - 1 else f"{shown} {GAP}"
