"""Whether a question that a model made whole may stand for the one that was typed. Pure.

A small model drops a word, answers instead of asking, or adds a figure from nowhere. A rewriting that does any of this
is not used: what the rules understand is always there instead, so the check rather refuses a good one.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from rag.answering.constituents import Sort, parts
from rag.answering.figures import confirmed, evidence, figures
from rag.answering.followup import LONGEST
from rag.answering.hanging import Lack, looked_at
from rag.answering.negation import denied
from rag.answering.sentences import sentences_of
from rag.language import question_language
from rag.models.speech import harmless
from rag.retrieval.names import names
from rag.store.terms import index_terms
from rag.words import folded_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.errors import Language

STRANGE: Final = 1 / 3  # of the telling words, that nobody has said; a verb or a noun that makes a sentence. Guess
_LABEL: Final = re.compile(
    r"^(?:(?:nouvelle )?question(?: réécrite)?|(?:new|rewritten) question)\s?:\s*", re.IGNORECASE
)
_QUOTES: Final = ' \u00a0\t\n«»“”"*'


class Flaw(StrEnum):
    """Why a rewriting is not used."""

    SHAPE = "shape"  # more than one question on one line, an answer, or too long
    LANGUAGE = "language"  # another one than the question's
    LOST = "lost"  # a telling word, a figure or a denial of what was typed
    INVENTED = "invented"  # a figure, a name or an identifier that was never said
    STRAYS = "strays"  # too much that was never said, or nothing of the conversation
    HANGS = "hangs"  # it cannot be asked alone either


def tidied(said: str, language: Language) -> str:
    """What a model said without the quotation marks and the label that it likes to put around, and with its mark."""
    text = _LABEL.sub("", said.strip(_QUOTES)).strip(_QUOTES)
    if text and text[-1] not in "?!.…:;":
        text += " ?" if language == "fr" else "?"
    return text[:1].upper() + text[1:]


def flaw_of(said: str, question: str, before: Sequence[str], language: Language) -> Flaw | None:
    """The first flaw of a rewriting, None where it may be used.

    Args:
        said: by the model, tidied.
        question: as it was typed.
        before: what was said in the conversation: questions, as they were understood, names of documents, an answer.
        language: of the question.
    """
    if len(said) > LONGEST or not said.endswith("?") or len(sentences_of(said)) != 1 or harmless(said) != said:
        return Flaw.SHAPE
    if question_language(said, language) != language:
        return Flaw.LANGUAGE
    typed, known = looked_at(question).rest, "\n".join([question, *before])
    if _loses(said, typed, language):
        return Flaw.LOST
    if _invents(said, known, language):
        return Flaw.INVENTED
    held, told = _stems(said, language), _stems("\n".join(before), language)
    strange = held - told - _stems(question, language)
    if len(strange) > STRANGE * len(held) or not (held & told) - _stems(question, language):
        return Flaw.STRAYS
    return Flaw.HANGS if looked_at(said).lack is not Lack.NOTHING else None


def _loses(said: str, typed: str, language: Language) -> bool:
    here = evidence(figures(said, language))
    gone = any(one.certain and not confirmed(one, here) for one in figures(typed, language))
    return gone or bool(_stems(typed, language) - _stems(said, language)) or denied(typed, said, language)


def _invents(said: str, known: str, language: Language) -> bool:
    there = evidence(figures(known, language))
    if any(one.certain and not confirmed(one, there) for one in figures(said, language)):
        return True
    words = set(folded_words(known))
    # Each finds names that the other does not see: behind `M.`, and within a sentence in small letters.
    named = [name for name, _, _ in names(said)]
    named += [part.text for part in parts(said) if part.start and part.sort in {Sort.NAME, Sort.CODE}]
    return any(not words.issuperset(folded_words(name)) for name in named)


def _stems(text: str, language: Language) -> set[str]:
    return set(index_terms(text, language).split())
