"""What the library says to the questions of a letter: sentences, quoted, never those of the letter itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rag.office.drafts.record import Origin, Source
from rag.office.record import Place
from rag.records import Finished, Manner

if TYPE_CHECKING:
    import threading
    from collections.abc import Sequence

    from rag.engine import Engine
    from rag.office.drafts.letter import Answer
    from rag.records import Citation, DocumentId
    from rag.store.access import Scope

MOST: Final = 2  # sentences for one question


def answers_of(
    engine: Engine, scope: Scope, questions: Sequence[str], letter: DocumentId, cancel: threading.Event
) -> dict[str, list[Answer]]:
    """Question → sentences with their places; none where the library says nothing. Stops soon after `cancel` is set."""
    found: dict[str, list[Answer]] = {}
    for question in questions:
        if cancel.is_set():
            return found
        last = next((one for one in engine.ask(question, scope, cancel, plain=True) if isinstance(one, Finished)), None)
        citations = last.citations if last and last.manner is not Manner.REFUSED else ()
        others = [one for one in citations if one.hit.document.id != letter]
        found[question] = [(" ".join(one.quote.split()), _source(one)) for one in others[:MOST]]
    return found


def _source(citation: Citation) -> Source:
    passage, document = citation.hit.passage, citation.hit.document
    page = next((mark.page for mark in passage.marks if mark.start <= citation.start < mark.end), passage.first_page)
    place = Place(document.id, document.name, citation.quote, passage.id, citation.start, citation.end, page)
    return Source(Origin.LIBRARY, place, passage.sheet)
