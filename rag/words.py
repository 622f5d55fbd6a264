"""Words of French and English text: folded, without elisions, stemmed. Pure; the ground of both searches."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

import Stemmer

from rag.stopwords import STOPWORDS

if TYPE_CHECKING:
    from collections.abc import Iterator


class _Flat(dict[int, str]):
    """What `flattened` makes of each sign, found out once."""

    def __missing__(self, place: int) -> str:
        sign = chr(place)
        folded = fold(sign)
        self[place] = "'" if sign == "’" else " " if sign in "\u00a0\u202f\u2009" else folded[:1] or sign
        return self[place]


_FLAT: Final = _Flat()
LONGEST: Final = 64  # characters; longer runs are base64 and the like
LANGUAGES: Final = {"fr": "french", "en": "english"}
WORD: Final = re.compile(r"[^\W_]+")
# Snowball makes *loi* of *loyer* and *foi* of *foyer*, by the rule that leads *payer* to *paie*.
_KEPT: Final = {"loyer": "loyer", "loyers": "loyer", "foyer": "foyer", "foyers": "foyer"}
_ELISION: Final = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|quelqu|presqu|entr)['’]", re.IGNORECASE)


def fold(text: str) -> str:
    """Lower case without accents and ligatures: `Œuvré` is `oeuvre`."""
    if text.isascii():
        return text.lower()
    lower = text.casefold().replace("œ", "oe").replace("æ", "ae")
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(sign))
    return plain.lower()  # a letter for formulas, 𝓐, is only now a capital


def flattened(text: str) -> str:
    """As `fold`, sign for sign: it is as long as the text, so that places in the one are places in the other."""
    return text.translate(_FLAT)


def folded_words(text: str) -> Iterator[str]:
    """The words of a text in order, folded; only those of `a-z0-9`, at most `LONGEST` long."""
    for found in WORD.finditer(_ELISION.sub(" ", text)):
        word = fold(found.group())
        if len(word) <= LONGEST and word.isascii() and word.isalnum():
            yield word


def telling_words(text: str) -> Iterator[str]:
    """As `folded_words`, without those that say nothing of the matter."""
    return (word for word in folded_words(text) if word not in STOPWORDS)


@lru_cache(maxsize=65_536)
def stem(word: str, language: str) -> str:
    """The stem of a folded word; what holds a figure, or is of another language than `LANGUAGES`, stays whole."""
    if language not in LANGUAGES or any(sign.isdigit() for sign in word):
        return word
    if language == "fr" and word in _KEPT:
        return _KEPT[word]
    return str(_stemmer(language).stemWord(word))


@cache
def _stemmer(language: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(LANGUAGES[language], 0)
