"""What may be asked next: other facts of the document that answered, and the same of its neighbours. Pure.

Only what a document speaks of is proposed; whether the search finds it is for the caller to see.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from rag.errors import Words
from rag.records import Genre
from rag.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rag.errors import Language

_WORD: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that papers of some kinds say."""

    cue: str  # a regular expression, of folded text
    question: Words
    genres: frozenset[Genre]


_C, _I, _Q, _M, _P = (
    frozenset({one}) for one in (Genre.CONTRACT, Genre.INVOICE, Genre.QUOTE, Genre.MINUTES, Genre.POLICY)
)
# The more particular first.
FACTS: Final = (
    Fact(r"\bpreavis\b|\bnotice period\b", Words("Quel est le préavis ?", "What is the notice period?"), _C | _P),
    Fact(r"\bloyers?\b|\brent\b", Words("Quel est le loyer ?", "What is the rent?"), _C),
    Fact(r"\bprend fin\b|\bexpire|\bends on\b", Words("Quelle est la date de fin ?", "When does it end?"), _C),
    Fact(r"\bdepot de garantie\b", Words("Quel est le dépôt de garantie ?", "What is the deposit?"), _C),
    Fact(r"\bpenalites?\b|\bpenalt", Words("Quelles sont les pénalités ?", "What are the penalties?"), _C | _I | _Q),
    Fact(r"\bresili|\bterminat", Words("Comment peut-on résilier ?", "How can it be terminated?"), _C),
    Fact(r"\bacomptes?\b|\bdown payment\b", Words("Quel est l'acompte ?", "What is the down payment?"), _Q | _C),
    Fact(r"\bvalable|\bvalidite\b|\bvalid until\b", Words("Quelle est sa validité ?", "How long is it valid?"), _Q),
    Fact(r"\bdelai d.execution\b|\bdelais?\b", Words("Quels sont les délais ?", "What are the time limits?"), _Q | _P),
    Fact(r"\becheance\b|\bdue date\b", Words("Quelle est l'échéance ?", "What is the due date?"), _I),
    Fact(r"\biban\b|\bvirement\b|\bbank transfer\b", Words("Comment faut-il payer ?", "How is it to be paid?"), _I),
    Fact(r"\btotal ttc\b|\bnet a payer\b", Words("Quel est le total TTC ?", "What is the total with VAT?"), _I | _Q),
    Fact(r"(?<!depot de )\bgaranti[er]|\bwarrant", Words("Quelle est la garantie ?", "What is the warranty?"), _C | _Q),
    Fact(r"\bdecisions?\b|\bdecide", Words("Quelles décisions ont été prises ?", "What was decided?"), _M),
    Fact(r"\bpresents?\b|\battendees\b", Words("Qui était présent ?", "Who was there?"), _M),
    Fact(r"\bprochaine reunion\b|\bnext meeting\b", Words("À quand la suivante ?", "When is the next one?"), _M),
)  # fmt: skip


def further_facts(genre: Genre, texts: Iterable[str], known: str, language: Language) -> Iterator[tuple[str, Fact]]:
    """Questions about a document for what it says besides.

    Args:
        genre: its kind.
        texts: all its passages.
        known: question and answer so far; what they speak of is not proposed.
        language: of the questions.
    """
    whole, told = fold("\n".join(texts)), fold(known)
    for fact in FACTS:
        if genre in fact.genres and speaks_of(whole, fact) and not speaks_of(told, fact):
            yield fact.question.say(language), fact


def speaks_of(text: str, fact: Fact) -> bool:
    """Whether a text speaks of it; folded or not."""
    return bool(_cue(fact.cue).search(fold(text)))


def neighbours(name: str, others: Sequence[str], most: int) -> list[str]:
    """The names of files most like one, the nearest first; those that begin with the same word alone.

    `Bail du bureau.pdf` is a neighbour of `Bail du hangar.pdf`; ties stay in the order given.
    """
    mine = _words(name)
    near = []
    for other in dict.fromkeys(others):
        words = _words(other)
        if mine and words and words[0] == mine[0] and words != mine:
            near.append((-len(set(words) & set(mine)) / len(set(words) | set(mine)), other))
    return [other for _, other in sorted(near, key=lambda one: one[0])][:most]


def _words(name: str) -> list[str]:
    return _WORD.findall(fold(PurePath(name).stem))


@cache
def _cue(cue: str) -> re.Pattern[str]:
    return re.compile(cue)
