"""What may be asked after an answer, and is sure to find something: every proposal was searched for first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rag.answering.onward import FACTS, further_facts, neighbours, speaks_of
from rag.errors import SouffleurError
from rag.language import question_language
from rag.narrowing import Narrowing
from rag.records import Genre, Manner
from rag.threads import is_gone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.errors import Language
    from rag.records import Document, Finished
    from ui.desk import Desk

MOST: Final = 3  # proposals under an answer
MOST_FACTS: Final = 2  # of them about the same document
MOST_TRIED: Final = 4  # searches for each of the two sorts: some tens of milliseconds each
NEAR: Final = 500  # documents of the same kind among which neighbours are sought
_NO_SIBLINGS: Final = frozenset({Genre.OTHER, Genre.EMAIL})


@dataclass(frozen=True, slots=True)
class Onward:
    """A question that may come next, and the document to which it is put."""

    question: str
    document: str  # its name
    path: str

    @property
    def where(self) -> Narrowing:
        """The document alone."""
        return Narrowing(documents=(self.path,))


def onward(desk: Desk, question: str, finished: Finished, language: Language) -> tuple[Onward, ...]:
    """Up to `MOST` of them; none after a refusal or a list.

    Args:
        desk: the library.
        question: that was answered, as it was understood.
        finished: its answer.
        language: of the page, for a question of which it cannot be told.
    """
    cited = [one.hit.document for one in finished.citations if not is_gone(one.hit)]
    if finished.manner is Manner.REFUSED or finished.listing is not None or not cited:
        return ()
    document = cited[0]
    spoken = question_language(question, language)
    try:
        facts = list(_facts(desk, document, f"{question}\n{finished.text}", spoken))[:MOST_FACTS]
        beside = list(_beside(desk, document, question, {one.name for one in cited}))
    except SouffleurError:  # the document has gone meanwhile: nothing is proposed
        return ()
    return (*facts, *beside)[:MOST]


def _facts(desk: Desk, document: Document, known: str, language: Language) -> Iterator[Onward]:
    texts = [passage.text for passage in desk.passages_of(document.id)]
    for tried, (question, fact) in enumerate(further_facts(document.genre, texts, known, language)):
        if tried >= MOST_TRIED:
            return
        one = Onward(question, document.name, document.paths[0])
        found = desk.search(question, one.where, 1)
        if found.relevant and any(speaks_of(hit.passage.text, fact) for hit in found.hits):
            yield one


def _beside(desk: Desk, document: Document, question: str, cited: set[str]) -> Iterator[Onward]:
    if document.genre in _NO_SIBLINGS:
        return
    kin = desk.choices.documents_like("", Narrowing(kinds=(str(document.genre),)), NEAR)
    paths = {one.name: one.path for one in kin if one.name not in cited}
    meant = [fact for fact in FACTS if speaks_of(question, fact)]
    for name in neighbours(document.name, list(paths), MOST_TRIED):
        one = Onward(question, name, paths[name])
        found = desk.search(question, one.where, 1)
        if found.relevant and all(speaks_of(hit.passage.text, fact) for hit in found.hits for fact in meant):
            yield one
