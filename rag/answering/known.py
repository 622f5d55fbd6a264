"""What a model has read for the question before and can be told again word for word: it costs no time. Pure.

A model server reads only what comes after the part that two prompts begin with. So the sources of the last prompt come
first again, in their order and as they were cut, as long as they are wanted and hold what answers now.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.answering.excerpts import GAP, is_excerpt
from rag.models.speech import harmless
from rag.retrieval.evidence import whole_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rag.records import Hit


def said_again(
    hits: Sequence[Hit],
    read: str,
    *,
    heading: Callable[[int, Hit], str],
    after: str,
    answers: Callable[[Hit], str],
) -> list[tuple[Hit, str]]:
    """The sources that the last prompt began with, each with the text that stood there.

    Args:
        hits: wanted now, best first.
        read: the sources of the last prompt and what came after them.
        heading: the line above a source, by its number.
        after: what stands behind the last source.
        answers: the sentence of a source that tells most of what is asked now.
    """
    again: list[tuple[Hit, str]] = []
    left = list(hits)
    while left:
        number = len(again) + 1
        hit = next((one for one in left if read.startswith(heading(number, one))), None)
        if hit is None:
            break
        start = len(heading(number, hit))
        ends = (read.find(f"\n\n[{number + 1}] ", start), read.rfind(after, start))
        end = min((one for one in ends if one >= 0), default=-1)
        told = read[start:end] if end >= 0 else ""
        if not told or not _serves(told, hit, answers(hit)):
            break
        again.append((hit, told))
        left.remove(hit)
        read = read[end:].removeprefix("\n\n")
    return again


def _serves(told: str, hit: Hit, answers: str) -> bool:
    whole = harmless(whole_text(hit))
    return told == whole or (GAP in told and is_excerpt(told, whole) and harmless(answers) in told)
