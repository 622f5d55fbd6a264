"""A question for a list as an answer: the two events that every screen knows, without a model."""

from __future__ import annotations

import time
from datetime import datetime
from typing import TYPE_CHECKING

from rag.language import question_language
from rag.listing.listing import listing
from rag.listing.said import answer_in_words
from rag.records import Finished, Manner, Retrieved
from rag.settings import fingerprint

if TYPE_CHECKING:
    from datetime import date

    from rag.options import Settings
    from rag.store.access import Scope
    from rag.store.library import Library


def listed(
    library: Library, question: str, scope: Scope, settings: Settings, today: date | None = None
) -> tuple[Retrieved, Finished] | None:
    """The answer to a question for a list, a count or a total; None when it is to be answered from the texts.

    Args:
        library: every document of it that the scope allows is looked at.
        question: as it was asked.
        scope: what may be seen.
        settings: for the language of an answer whose question does not tell, and their fingerprint.
        today: for `ce mois-ci`; the day of this machine when it is not given.
    """
    start = time.perf_counter()
    found = listing(library, question, scope, today or datetime.now().astimezone().date())
    if found is None:
        return None
    text = answer_in_words(*found, question_language(question, settings.page.language))
    seconds = time.perf_counter() - start
    finished = Finished(text, Manner.LISTED, (), seconds, settings=fingerprint(settings), listing=found[1])
    return Retrieved((), refused=False, seconds=seconds), finished
