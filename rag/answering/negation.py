"""Whether one sentence denies what another affirms, French and English. Pure; a matter of words, not of logic."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rag.stopwords import STOPWORDS
from rag.store.terms import index_terms
from rag.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD: Final = re.compile(r"[^\W\d_]+")
_DENIES: Final = frozenset(
    [
        "ne",
        "n",
        "pas",
        "jamais",
        "aucun",
        "aucune",
        "nul",
        "nulle",
        "sans",
        "non",
        "ni",
        "not",
        "never",
        "no",
        "none",
        "neither",
        "nor",
        "without",
    ]
)
_CANNOT: Final = re.compile(r"\b(?P<verb>\w+?)n['’]t\b|\b(?P<can>can)not\b", re.IGNORECASE)
_ONLY: Final = re.compile(
    r"\bn(?:e\b|['’])(?P<between>(?:(?!\b(?:pas|plus|jamais|aucune?|rien)\b)[^.;!?]){1,40}?)\bqu(?:e\b|['’])",
    re.IGNORECASE,
)
_LOOSE: Final = re.compile(
    r"\b(?:non[- ]\w+|sans (?:doute|cesse)|no\.? ?\d+|n[°º] ?\d+|not only|non seulement|no later than)\b", re.IGNORECASE
)
_FORWARD: Final = frozenset({"sans", "without", "ni", "nor"})  # deny what follows alone
_CLAUSE: Final = re.compile(r"[,;:()]")
REACH: Final = 2  # content words behind (and one before) the word that denies


def denied(claim: str, source: str, language: str) -> bool:
    """Whether a word that stands in both is denied in one of them alone."""
    (here, count), (there, other_count) = _denied(claim, language), _denied(source, language)
    if count == other_count:
        return False
    return bool((here - there) & _stems(source, language)) or bool((there - here) & _stems(claim, language))


def _denied(text: str, language: str) -> tuple[frozenset[str], int]:
    """The stems near a word that denies, in its clause, and how many such words there are."""
    plain = _LOOSE.sub(" ", _ONLY.sub(r" \g<between> ", _CANNOT.sub(r"\g<verb>\g<can> not", text)))
    stems: set[str] = set()
    count = 0
    for clause in _CLAUSE.split(plain):
        words = [fold(found.group()) for found in _WORD.finditer(clause)]
        for place, word in enumerate(words):
            if word in _DENIES:
                count += 1
                stems.update(_reached(words, place, language))
    return frozenset(stems), count


def _reached(words: list[str], place: int, language: str) -> Iterator[str]:
    behind = [word for word in words[place + 1 : place + 7] if word not in STOPWORDS][:REACH]
    before = [word for word in words[max(0, place - 3) : place] if word not in STOPWORDS][-1:]
    for word in (*(before if words[place] not in _FORWARD else ()), *behind):
        yield from index_terms(word, language).split()


def _stems(text: str, language: str) -> frozenset[str]:
    return frozenset(index_terms(text, language).split())
