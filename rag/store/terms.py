"""The words of a text as the index keeps them: folded, without elisions and stop words, stemmed; identifiers whole.

French and English are stemmed each in its own way; a question whose language is unknown is looked up in both.
Every term is made of `a-z0-9_` only, so that SQLite's tokenizer cannot change it. Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from rag.days import days_in, month_names, month_of
from rag.numbers import DIGITS, readings
from rag.stopwords import STOPWORDS
from rag.words import LONGEST, WORD, fold, folded_words, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

TERMS_VERSION: Final = 4  # one more whenever a text would give other terms: the words are then made again
# Figures and letters that belong together: invoice and quote numbers, dates, amounts, IBAN, telephone numbers.
_JOINED: Final = re.compile(r"[^\W_]+(?:[-./][^\W_]+)+")
_GROUPED: Final = re.compile(
    r"(?<![\w.,-])(?:[A-Z]{2}\d{2}(?: [\dA-Z]{1,4}){3,8}|\d{1,4}(?:[ \u00a0\u202f]\d{2,5})+)(?![\w-])"
)
_NUMBER: Final = re.compile(rf"(?<![\w.,/-])(?:{DIGITS})(?![\d/-]|[.,]\d)")
_PLURALS: Final = {"bail": "baux", "baux": "bail", "vitrail": "vitraux", "vitraux": "vitrail"}  # *travaux* are others


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a question; a passage holds it when it holds any of its variants."""

    text: str  # as the user wrote it, folded
    variants: tuple[str, ...]
    others: tuple[tuple[str, float], ...] = ()  # what may stand for it, for how much of it, 0–1; see `thesaurus`


def index_terms(text: str, language: str) -> str:
    """The terms of a text, separated by spaces, in order.

    Args:
        text: any text.
        language: ISO 639-1; French and English are stemmed, the rest is kept as it is. Empty is taken for French.
    """
    terms: list[str] = []
    for word in folded_words(text):
        term = stem(word, language or "fr")
        if term and word not in STOPWORDS:
            terms.append(term)
    terms.extend(_identifiers(text))
    terms.extend(_months(text))
    return " ".join(terms)


def query_terms(question: str) -> tuple[Term, ...]:
    """The words of a question worth looking for, in order, each once; all of them when only stop words are left."""
    words = list(dict.fromkeys(folded_words(question)))
    kept = [word for word in words if word not in STOPWORDS] or words
    terms = [Term(word, _variants(word)) for word in kept]
    terms.extend(Term(name, (name,)) for name in _identifiers(question))
    return tuple({term.variants: term for term in terms}.values())


def passage_terms(text: str, title: str, section: Sequence[str], language: str) -> tuple[str, str, str]:
    """The searchable words of a passage's text, of its document's title and of its headings."""
    return (
        index_terms(text, language),
        index_terms(title, language),
        index_terms(" ".join(section), language),
    )


def names_terms(places: Iterable[tuple[str, str]]) -> str:
    """Searchable words of every (path, root) of a document, in their order."""
    return " ".join(name_terms(path, root) for path, root in places)


def name_terms(path: str, root: str) -> str:
    """Searchable words of a file's name and of the folders below the one that was named."""
    full = PurePath(path)
    inside = full.relative_to(root) if root and full.is_relative_to(root) else PurePath(full.name)
    return index_terms(" ".join((*inside.parts[:-1], inside.stem)).replace("_", " "), "")


def words_with_places(text: str, language: str) -> Iterator[tuple[str, int, int]]:
    """Each term of a text that is no stop word, with where its word stands; for showing what matched."""
    for found in WORD.finditer(text):
        word = fold(found.group())
        if word not in STOPWORDS:
            yield stem(word, language or "fr"), found.start(), found.end()


def _variants(word: str) -> tuple[str, ...]:
    forms = [stem(word, "fr"), stem(word, "en"), word, *(stem(other, "fr") for other in _numbers(word))]
    if month := month_of(word):
        forms += [stem(name, language) for language, name in month_names(month)] + [f"m{month:02}"]
    return tuple(dict.fromkeys(forms))


def _numbers(word: str) -> Iterator[str]:
    """Singular and plural that the stemmer keeps apart: *matériau* and *matériaux*, *bail* and *baux*."""
    if word in _PLURALS:
        yield _PLURALS[word]
    elif word.endswith("aux"):
        yield word.removesuffix("x")
    elif word.endswith("au"):
        yield f"{word}x"


def _months(text: str) -> Iterator[str]:
    """The months of dates in figures, each once: `12/03/2024` is of *mars*."""
    for month in sorted(
        {
            month
            for start, end, days in days_in(text, day_first=True)
            if not any(sign.isalpha() for sign in text[start:end])
            for _, month, _ in days
        }
    ):
        yield f"m{month:02}"


def _identifiers(text: str) -> Iterator[str]:
    """Numbers and codes written in several pieces, as one term: `F-2026-0142` is also `f_2026_0142`.

    Amounts go by their values and dates by their days: `1 250,00 €` is `1.250 EUR`, `12/03/2024` is `12 mars 2024`.
    """
    for found in _JOINED.finditer(text):
        pieces = re.split(r"[-./]", found.group())
        if any(sign.isdigit() for sign in found.group()):
            yield from _one("_".join(pieces))
    for found in _GROUPED.finditer(text):
        yield from _one("".join(found.group().split()))
    for found in _NUMBER.finditer(text):
        if not found.group().isdigit() or text[found.end() : found.end() + 1].isalpha():  # `1250` is a word by itself
            yield from (value.replace(".", "_") for value in sorted(readings(found.group())))
    for _, _, days in days_in(text, day_first=True):
        yield from (f"d{year:04}{month:02}{day:02}" for year, month, day in sorted(days) if year and day)


def _one(name: str) -> Iterator[str]:
    term = fold(name)
    if len(term) <= LONGEST and term.isascii() and term.replace("_", "").isalnum():
        yield term
