"""The numbers in a written answer, each tied to the words of a passage. Pure.

Numbers are given anew in the order in which they appear, so that an answer reads [1], [2]; a number that names no
passage is taken out. A sentence without a number gets the one of the passage that says most of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rag.answering.quoting import best_sentence
from rag.answering.sentences import sentences_of
from rag.records import Citation
from rag.retrieval.evidence import whole_text
from rag.store.terms import index_terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.records import Hit

_NUMBERS: Final = re.compile(r"\s*\[(\d{1,2}(?:\s*[,;]\s*\d{1,2})*)\]")
ENOUGH_SHARED: Final = 0.5  # of a sentence's terms in one passage, for a citation that the model left out


def cited(text: str, hits: Sequence[Hit]) -> tuple[str, tuple[Citation, ...]]:
    """The answer with its numbers in order, and the citations they stand for."""
    shown: dict[int, int] = {}  # place in hits → number shown
    claims: dict[int, str] = {}
    pieces: list[str] = []
    for sentence in _parts(text):
        places = [place for place in _places(sentence) if 0 <= place < len(hits)]
        claim = _NUMBERS.sub("", sentence)
        if not places and not _NUMBERS.search(sentence):
            places = _supporting(claim, hits)
        for place in places:
            shown.setdefault(place, len(shown) + 1)
            claims[place] = f"{claims.get(place, '')} {claim}"
        marks = "".join(f" [{shown[place]}]" for place in dict.fromkeys(places))
        end = len(claim.rstrip())
        pieces.append(claim[:end] + marks + claim[end:])
    return "".join(pieces).strip(), tuple(
        _citation(number, hits[place], claims[place]) for place, number in shown.items()
    )


def _parts(text: str) -> list[str]:
    """The text cut after each sentence with the numbers that follow it; nothing is lost between the parts."""
    ends = [sentence.end for sentence in sentences_of(text)]
    parts, start = [], 0
    for end in ends:
        numbers = re.match(rf"(?:{_NUMBERS.pattern})*\s*", text[end:])
        stop = end + (numbers.end() if numbers else 0)
        if stop > start:
            parts.append(text[start:stop])
            start = stop
    return [*parts, text[start:]] if start < len(text) else parts


def _places(sentence: str) -> list[int]:
    return [int(number) - 1 for mark in _NUMBERS.finditer(sentence) for number in re.findall(r"\d+", mark.group(1))]


def _supporting(claim: str, hits: Sequence[Hit]) -> list[int]:
    best, best_share = -1, 0.0
    for place, hit in enumerate(hits):
        said = set(index_terms(claim, hit.document.language).split())
        there = set(index_terms(whole_text(hit), hit.document.language).split())
        shared = len(said & there) / len(said) if said else 0.0
        if shared > best_share:
            best, best_share = place, shared
    return [best] if best_share >= ENOUGH_SHARED else []


def _citation(number: int, hit: Hit, claim: str) -> Citation:
    part, sentence = best_sentence(claim, hit)
    return Citation(number, part, sentence.text, sentence.start, sentence.end)
