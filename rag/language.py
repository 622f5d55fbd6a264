"""The language of a question, to answer in the same. Pure; statistics are of no use on six words, grammar is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.stopwords import ENGLISH, FRENCH
from rag.words import fold

if TYPE_CHECKING:
    from rag.errors import Language


def ours(language: str) -> Language:
    """The one of our two languages in which a paper of any language is spoken of."""
    return "en" if language == "en" else "fr"


def question_language(question: str, otherwise: Language) -> Language:
    """French or English by the grammatical words of the question; `otherwise` when they do not tell."""
    words = re.findall(r"\w+", fold(question))
    french = sum(word in FRENCH - ENGLISH for word in words)
    english = sum(word in ENGLISH - FRENCH for word in words)
    if french == english:
        return otherwise
    return "fr" if french > english else "en"
