"""Question sets as they lie on the disk, read into one form.

Three layouts: a folder with `corpus.jsonl` and `queries.jsonl` (each entry of the corpus is one document), a folder
with `files/` and `queries.jsonl` whose `relevant` are `FILE#pN` or `FILE`, and our own `questions/NAME.jsonl` beside
the folder of documents that it asks about.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rag.records import Hit

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
    folder: Path

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


def names_of(hit: Hit, folder: Path) -> tuple[str, ...]:
    """What a hit may be called in `Case.relevant`: the file inside its folder, its stem, and both with the page."""
    names = []
    for path in hit.document.paths:
        inside = _inside(path, folder)
        stem = inside.rsplit(".", 1)[0]
        pages = range(hit.passage.first_page, hit.passage.last_page + 1) if hit.passage.first_page else ()
        names += [inside, stem, *(f"{inside}#p{page}" for page in pages)]
    return tuple(names)


def _inside(path: str, folder: Path) -> str:
    prefix = f"{folder.resolve()}/"
    return path.removeprefix(prefix).replace("\\", "/")


def _cases(file: Path) -> Iterator[Case]:
    for entry in _lines(file):
        if not entry.get(SELF_CONTAINED, True):
            continue
        yield Case(
            id=str(entry["id"]),
            question=str(entry.get("text") or entry["question"]),
            relevant=frozenset(entry["relevant"]),
            words=tuple(entry.get("words") or ()),
        )


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)
