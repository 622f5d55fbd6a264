"""The numbers in a written answer, each tied to the words of a passage that says what its sentence says. Pure.

Numbers are given anew in the order in which they appear, so that an answer reads [1], [2]; a number whose passage does
not say it is struck. A sentence without a number, or with a struck one, gets that of the passage that says it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rag.answering.quoting import best_sentence
from rag.answering.sentences import sentences_of
from rag.errors import Words
from rag.records import Checked, Citation, Support

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.answering.checking import Checker, Finding
    from rag.errors import Language
    from rag.records import Hit

NUMBERS: Final = re.compile(r"\s*\[(\d{1,2}(?:\s*[,;]\s*\d{1,2})*)\]")
UNCONFIRMED: Final = Words(
    "À vérifier : vos documents ne confirment pas {figures}.",
    "Please check: your documents do not confirm {figures}.",
)


def cited(text: str, hits: Sequence[Hit], checker: Checker) -> tuple[str, tuple[Citation, ...], tuple[Checked, ...]]:
    """The answer with its numbers in order, the citations they stand for, and how far each sentence is confirmed."""
    shown: dict[int, int] = {}  # place in hits → number shown
    claims: dict[int, str] = {}
    written, checks = "", []
    for sentence in _parts(text):
        places = [place for place in _places(sentence) if 0 <= place < len(hits)]
        claim = NUMBERS.sub("", sentence)
        finding = checker.check(claim, places) if checker.tells(claim) else None
        if finding is not None:
            places = list(finding.places)
        for place in places:
            shown.setdefault(place, len(shown) + 1)
            claims[place] = f"{claims.get(place, '')} {claim}"
        marks = "".join(f" [{shown[place]}]" for place in dict.fromkeys(places))
        end = len(claim.rstrip())
        start = len(written) + len(claim) - len(claim.lstrip())
        if finding is not None:
            checks.append(_checked(finding, start, len(written) + end + len(marks)))
        written += claim[:end] + marks + claim[end:]
    citations = tuple(_citation(number, hits[place], claims[place]) for place, number in shown.items())
    return written.rstrip(), citations, tuple(checks)


def warning(checks: Sequence[Checked], language: Language) -> str:
    """What an answer says at its top when a figure in it is not confirmed; empty when all are."""
    named = list(dict.fromkeys(figure for check in checks for figure in check.figures))
    left, right = ("«\u00a0", "\u00a0»") if language == "fr" else ("“", "”")
    listed = ", ".join(f"{left}{figure}{right}" for figure in named)
    return UNCONFIRMED.say(language, figures=listed) if named else ""


def _checked(finding: Finding, start: int, end: int) -> Checked:
    support = finding.support if finding.places or finding.support is Support.ABSENT else Support.WEAK
    return Checked(start, end, support, finding.figures, finding.names, finding.denied)


def _parts(text: str) -> list[str]:
    """The text cut after each sentence with the numbers that follow it; nothing is lost between the parts."""
    ends = [sentence.end for sentence in sentences_of(text)]
    parts, start = [], 0
    for end in ends:
        numbers = re.match(rf"(?:{NUMBERS.pattern})*\s*", text[end:])
        stop = end + (numbers.end() if numbers else 0)
        if stop > start:
            parts.append(text[start:stop])
            start = stop
    return [*parts, text[start:]] if start < len(text) else parts


def _places(sentence: str) -> list[int]:
    return [int(number) - 1 for mark in NUMBERS.finditer(sentence) for number in re.findall(r"\d+", mark.group(1))]


def _citation(number: int, hit: Hit, claim: str) -> Citation:
    part, sentence = best_sentence(claim, hit)
    return Citation(number, part, sentence.text, sentence.start, sentence.end)
