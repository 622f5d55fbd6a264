"""Question sets as they lie on the disk, read into one form.

Three layouts: a folder with `corpus.jsonl` and `queries.jsonl` (each entry of the corpus is one document), a folder
with `files/` and `queries.jsonl` whose `relevant` are `FILE#pN` or `FILE`, and our own `questions/NAME.jsonl` beside
the folder of documents that it asks about. The last one can also be asked in a library that holds those documents:
then a file is known by the end of its path.
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from rag.errors import SetUnreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from rag.records import Document, DocumentId, Hit

SELF_CONTAINED: Final = "selfcontained"  # PIAF marks the questions that can be asked without seeing the text


@dataclass(frozen=True, slots=True)
class Case:
    """One question with what answers it."""

    id: str
    question: str
    relevant: frozenset[str]  # names of documents, or `name#pN`; empty: the documents do not answer it
    words: tuple[str, ...] = ()  # that the answer holds


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions and the folder of documents to ask."""

    name: str
    cases: tuple[Case, ...]
    folder: Path | None  # of the documents; None when they are looked for in the whole library

    @property
    def by_page(self) -> bool:
        """Whether a hit counts only on the right page."""
        return any("#p" in name for case in self.cases for name in case.relevant)


def read_set(path: Path, scratch: Path) -> QuestionSet:
    """Read a question set.

    Args:
        path: a folder, or a questions file in `…/questions/NAME.jsonl` whose documents lie in `…/NAME`.
        scratch: an empty folder, where the documents of a corpus file are written, one text file each.

    Raises:
        FileNotFoundError: none of the known layouts.
        ValueError: a line is no JSON object with the needed keys.
    """
    if path.is_file():
        return QuestionSet(path.stem, tuple(_cases(path)), path.parent.parent / path.stem)
    questions = tuple(_cases(path / "queries.jsonl"))
    if (path / "files").is_dir():
        return QuestionSet(path.name, questions, path / "files")
    for entry in _lines(path / "corpus.jsonl"):
        text = f"{entry.get('title', '')}\n\n{entry['text']}".strip()
        (scratch / f"{entry['id']}.txt").write_text(text, encoding="utf-8")
    return QuestionSet(path.name, questions, scratch)


def read_questions(path: Path) -> QuestionSet:
    """Read a questions file that is asked in a library, wherever its documents lie.

    Raises:
        SetUnreadable: the file is not there, or a line has not the needed keys.
    """
    try:
        return QuestionSet(path.stem, tuple(_cases(path)), None)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as trouble:
        raise SetUnreadable(path, f"{type(trouble).__name__}: {trouble}") from trouble


def spread(questions: QuestionSet, limit: int) -> QuestionSet:
    """About `limit` of the questions, spread over the set; all of them for 0."""
    cases = questions.cases
    return replace(questions, cases=cases[:: len(cases) // limit][:limit]) if 0 < limit < len(cases) else questions


def case_to_json(case: Case) -> dict[str, Any]:
    """One line of a questions file."""
    return {
        "id": case.id,
        "question": case.question,
        "answerable": bool(case.relevant),
        "relevant": sorted(case.relevant),
        "words": list(case.words),
    }


def names_of(hit: Hit, folder: Path | None) -> tuple[str, ...]:
    """What a hit may be called in `Case.relevant`: the file inside its folder, its stem, and both with the page.

    Without a folder, the file is any end of its path: `bail.pdf`, `Baux/bail.pdf`… The last name is the fullest.
    """
    names = []
    pages = range(hit.passage.first_page, hit.passage.last_page + 1) if hit.passage.first_page else ()
    for path in hit.document.paths:
        for file in path_ends(path) if folder is None else (_inside(path, folder),):
            names += [file, file.rsplit(".", 1)[0], *(f"{file}#p{page}" for page in pages)]
    return tuple(names)


def path_ends(path: str) -> tuple[str, ...]:
    """`/a/b.pdf` as `b.pdf`, `a/b.pdf` and `/a/b.pdf`."""
    parts = _plain(path).split("/")
    return tuple("/".join(parts[start:]) for start in range(len(parts) - 1, -1, -1))


def file_and_page(name: str) -> tuple[str, int]:
    """`bail.pdf#p2` as `bail.pdf` and 2; the page is 0 where none is named."""
    file, mark, page = name.rpartition("#p")
    return (file, int(page)) if mark and page.isdecimal() else (name, 0)


def missing_files(cases: Iterable[Case], documents: Iterable[Document]) -> tuple[str, ...]:
    """Files that questions name and no document bears, sorted: their questions cannot be answered."""
    known = {end for document in documents for path in document.paths for end in path_ends(path)}
    known |= {end.rsplit(".", 1)[0] for end in known}
    named = {file_and_page(name)[0] for case in cases for name in case.relevant}
    return tuple(sorted(named - known))


def names_lost(gone: Iterable[str], left: Iterable[str]) -> frozenset[str]:
    """What a question may call a file among the paths `gone`, and none of those that are `left`."""
    ends = [{end for path in paths for end in path_ends(path)} for paths in (gone, left)]
    lost, kept = (those | {end.rsplit(".", 1)[0] for end in those} for those in ends)
    return frozenset(lost - kept)


def short_names(documents: Sequence[Document]) -> dict[DocumentId, str]:
    """For each document the shortest end of its path that names no other one."""
    ends = {document.id: {end for path in document.paths for end in path_ends(path)} for document in documents}
    borne = Counter(end for those in ends.values() for end in those)
    return {
        document.id: next((end for end in path_ends(document.paths[0]) if borne[end] == 1), _plain(document.paths[0]))
        for document in documents
    }


def _inside(path: str, folder: Path) -> str:
    return _plain(path).removeprefix(_plain(f"{folder.resolve()}/"))


def _plain(path: str) -> str:
    """Two systems write the same name in two ways: accents apart or not, strokes this way or that."""
    return unicodedata.normalize("NFC", path).replace("\\", "/")


def _cases(file: Path) -> Iterator[Case]:
    for entry in _lines(file):
        if not entry.get(SELF_CONTAINED, True):
            continue
        yield Case(
            id=str(entry["id"]),
            question=str(entry.get("text") or entry["question"]),
            relevant=frozenset(_plain(name) for name in entry["relevant"]),
            words=tuple(entry.get("words") or ()),
        )


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)
