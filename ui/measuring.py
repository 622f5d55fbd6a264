"""Asking a set of questions in a library, through the desk: the same here and behind the server."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rag import __version__
from rag.errors import DocumentUnknown, PageUnknown, SetEmpty, SetUnreadable
from rag.evaluation.cases import file_and_page, missing_files, names_lost, path_ends, short_names
from rag.evaluation.judge import PASSAGES, judge_each
from rag.evaluation.runs import Run
from rag.narrowing import Narrowing
from rag.settings import fingerprint

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterator, Sequence

    from rag.evaluation.cases import Case, QuestionSet
    from rag.evaluation.own import OwnQuestions
    from rag.options import Settings
    from rag.records import Document
    from ui.desk import Desk


@dataclass(frozen=True, slots=True)
class Step:
    """How far it is."""

    done: int
    total: int


def measure(
    desk: Desk,
    questions: QuestionSet,
    settings: Settings,
    collections: Sequence[str] = (),
    cancel: threading.Event | None = None,
) -> Iterator[Step | Run]:
    """Ask every question; steps, then the run. Stopped by `cancel`, it ends without a run.

    Raises:
        SetEmpty: there is no question.
        LibraryEmpty, CollectionUnknown: there is nothing to ask.
    """
    if not questions.cases:
        raise SetEmpty
    counts = desk.counts()
    missing = missing_files(questions.cases, desk.documents()) if questions.folder is None else ()
    judged = []
    yield Step(0, len(questions.cases))
    within = Narrowing(collections=tuple(collections))
    for one in judge_each(questions, lambda question: desk.search(question, within, PASSAGES)):
        judged.append(one)
        yield Step(len(judged), len(questions.cases))
        if cancel and cancel.is_set():
            return
    yield Run(
        set=questions.name,
        moment=datetime.now(UTC).isoformat(timespec="seconds"),
        version=__version__,
        settings=fingerprint(settings),
        documents=counts.documents,
        passages=counts.passages,
        by_page=questions.by_page,
        judged=tuple(judged),
        missing=missing,
    )


def sources_named(names: Sequence[str], pages: Sequence[int], documents: Sequence[Document]) -> tuple[str, ...]:
    """What answers a question, as a question set writes it, from what its author wrote.

    Args:
        names: each the name or the end of the path of a document, or that with `#pN`.
        pages: of the first name, when no name has its own.
        documents: of the library.

    Raises:
        DocumentUnknown: no document bears such a name.
        PageUnknown: it has no such page.
    """
    found: list[str] = []
    for place, name in enumerate(names):
        file, page = file_and_page(name)
        document = _named(file, documents)
        wanted = [page] if page else list(pages) if place == 0 else []
        for number in wanted:
            if not 1 <= number <= document.pages:
                raise PageUnknown(document.name, number, document.pages)
        short = short_names(documents)[document.id]
        found += [f"{short}#p{number}" for number in wanted] or [short]
    return tuple(dict.fromkeys(found))


def naming(own: OwnQuestions, gone: Sequence[Document], documents: Sequence[Document]) -> tuple[Case, ...]:
    """The user's questions that name documents which are to go, of all documents; none while they cannot be read."""
    leaving = {document.id for document in gone}
    left = (path for document in documents if document.id not in leaving for path in document.paths)
    names = names_lost((path for document in gone for path in document.paths), left)
    try:
        cases = own.all().cases
    except SetUnreadable:
        return ()
    return tuple(case for case in cases if any(file_and_page(name)[0] in names for name in case.relevant))


def _named(name: str, documents: Sequence[Document]) -> Document:
    wanted = path_ends(name)[-1]
    for document in documents:
        if any(wanted in path_ends(path) for path in document.paths):
            return document
    raise DocumentUnknown(name)
