"""What an older version of a document says where the newer one is quoted. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz

from rag.answering.quoting import stretches
from rag.words import fold

if TYPE_CHECKING:
    from rag.answering.sentences import Sentence
    from rag.records import Hit

SAME_MATTER: Final = 60.0  # rapidfuzz ratio of two sentences on one matter; those that share nothing reach 50


def said_otherwise(quote: str, hit: Hit) -> tuple[Hit, Sentence] | None:
    """The sentence of an older version that stands where the quoted one does, when it says something else.

    Args:
        quote: a stretch of the hit's passage.
        hit: its `older` are looked through, the newest first.

    Returns:
        The older hit and the sentence in it; None when the older versions say the same, or nothing of it.
    """
    for older in hit.older:
        found = stretches(older.passage.text)
        nearest = max(found, key=lambda sentence: fuzz.ratio(quote, sentence.text), default=None)
        if nearest and fuzz.ratio(quote, nearest.text) >= SAME_MATTER and _words(nearest.text) != _words(quote):
            return older, nearest
    return None


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text))
