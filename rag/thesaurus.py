"""What people say for the same thing in French and in English offices: `congés`, `vacances`, *leave*, *holiday*.

`thesaurus.txt` beside this file is made to be edited: a line is a concept, French before the bar, English behind it,
words and expressions separated by commas. It was written from general knowledge, by somebody who had seen neither our
documents nor our questions.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rag.stopwords import STOPWORDS
from rag.words import folded_words, stem, telling_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

FILE: Final = Path(__file__).with_name("thesaurus.txt")
LANGUAGES: Final = ("fr", "en")  # of the two sides of a line
LONGEST: Final = 3  # words of an expression that is looked for

SHORT: Final = 3  # letters; so short a stem says little: *mars* and *mari* have one

Expression = tuple[str, ...]  # keys of its words, behind the language


def equivalents(question: str, known: Mapping[Expression, Iterable[tuple[str, str]]]) -> dict[str, dict[str, str]]:
    """For each word of a question, by its folded form: what may stand for it, with its language.

    An expression's equivalents belong to its first word. What is given is a stem, or the stems of an expression with a
    space between them.

    Args:
        question: in either language.
        known: of `table`.
    """
    words = list(telling_words(question))
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for language in LANGUAGES:
        keys = [_key(word, language) for word in words]
        for length in range(LONGEST, 0, -1):
            for start in range(len(keys) - length + 1):
                for other, spoken in known.get((language, *keys[start : start + length]), ()):
                    found[words[start]].setdefault(other, spoken)
    return dict(found)


@cache
def table(file: Path = FILE) -> dict[Expression, tuple[tuple[str, str], ...]]:
    """The file as a table: expression behind its language → what may stand for it, as `equivalents` gives it."""
    found: dict[Expression, dict[tuple[str, str], None]] = defaultdict(dict)
    for line in file.read_text(encoding="utf-8").splitlines():
        if "|" not in line or line.startswith("#"):
            continue
        both = [
            (words, language)
            for language, side in zip(LANGUAGES, line.split("|"), strict=True)
            for words in _expressions(side)
        ]
        for words, language in both:
            key = (language, *(_key(word, language) for word in words))
            for others, spoken in both:
                if others != words and len(others) <= LONGEST:
                    found[key][" ".join(stem(word, spoken) for word in others), spoken] = None
    return {expression: tuple(others) for expression, others in found.items()}


def _key(word: str, language: str) -> str:
    """What a word is known by: its stem, unless that is too short to tell it from others."""
    found = stem(word, language)
    return found if len(found) > SHORT else word.removesuffix("s")


def _expressions(side: str) -> Iterator[tuple[str, ...]]:
    for written in side.split(","):
        words = list(folded_words(written))
        telling = tuple(word for word in words if word not in STOPWORDS)
        if telling and (len(telling) > 1 or len(words) == 1):  # *time off* would be left as *time*
            yield telling
