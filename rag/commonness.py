"""How often a word is said in general French and English, whatever a library holds.

A small library does not know: in three hundred passages *attendre* may stand twice and look as telling as *rouille*.
The figures are wordfreq's (Speer 2022; its data are CC BY-SA 4.0), from subtitles, news, books and the web.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Final

from rag.words import LANGUAGES, folded_words, stem

if TYPE_CHECKING:
    from collections.abc import Mapping

PASSAGE_WORDS: Final = 100  # about as many as a passage of 200 tokens has


def commonness(word: str) -> float:
    """The share of passages of general text in which a word stands, or another of its stem, 0–1.

    Args:
        word: folded; it is taken for the language in which it is said more.
    """
    said = max(_said(language).get(stem(word, language), 0.0) for language in LANGUAGES)
    return -math.expm1(-PASSAGE_WORDS * said)


@cache
def _said(language: str) -> Mapping[str, float]:
    """How much of a text each stem makes up, 0–1: some 30,000 words, read once in a quarter of a second."""
    from wordfreq import get_frequency_dict

    shares: dict[str, float] = {}
    for written, share in get_frequency_dict(language, wordlist="small").items():
        words = list(folded_words(written))
        if len(words) == 1:
            name = stem(words[0], language)
            shares[name] = shares.get(name, 0.0) + share
    return shares
