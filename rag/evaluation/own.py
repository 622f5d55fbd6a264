"""The user's own questions for measuring, one a line in a file of the home that any editor opens.

The same form as every other set, so that it can be passed on, kept under version control, and asked elsewhere.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from filelock import FileLock

from rag.errors import QuestionEmpty, QuestionUnknown
from rag.evaluation.cases import Case, QuestionSet, case_to_json, read_questions
from rag.whole import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

PREFIX: Final = "q"
WAIT_SECONDS: Final = 10.0  # for another process that writes the same small file


class OwnQuestions:
    """The questions of one home; page and commands may change them at the same time."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def all(self) -> QuestionSet:
        """In the order in which they were added; raises SetUnreadable when the file was spoilt by hand."""
        if not self._file.exists():
            return QuestionSet(self._file.stem, (), None)
        return read_questions(self._file)

    def add(self, question: str, relevant: Iterable[str]) -> Case:
        """Keep a question with what answers it; the same words again replace what was kept.

        Args:
            question: as somebody would ask it.
            relevant: `FILE` or `FILE#pN`; empty when the documents do not answer it.

        Raises:
            QuestionEmpty: it has no words.
            SetUnreadable: the file was spoilt by hand; it is left as it is.
            DiskFull: nothing is kept.
        """
        words = " ".join(question.split())
        if not words:
            raise QuestionEmpty
        with self._turn():
            cases = list(self.all().cases)
            known = next((case for case in cases if case.question.casefold() == words.casefold()), None)
            if known is None:
                case = Case(_next_id(cases), words, frozenset(relevant))
                cases.append(case)
            else:
                case = replace(known, question=words, relevant=frozenset(relevant))
                cases[cases.index(known)] = case
            self._write(cases)
        return case

    def remove(self, ids: Iterable[str]) -> tuple[Case, ...]:
        """Let questions go; raises QuestionUnknown before anything is changed."""
        with self._turn():
            cases = {case.id: case for case in self.all().cases}
            wanted = list(dict.fromkeys(ids))
            for name in wanted:
                if name not in cases:
                    raise QuestionUnknown(name)
            gone = tuple(cases.pop(name) for name in wanted)
            self._write(cases.values())
        return gone

    def _write(self, cases: Iterable[Case]) -> None:
        lines = (json.dumps(case_to_json(case), ensure_ascii=False) for case in cases)
        write_whole(self._file, "".join(f"{line}\n" for line in lines).encode())

    @contextmanager
    def _turn(self) -> Iterator[None]:
        self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with FileLock(self._file.with_suffix(".lock"), timeout=WAIT_SECONDS):
            yield


def _next_id(cases: Iterable[Case]) -> str:
    taken = [int(case.id[1:]) for case in cases if case.id.startswith(PREFIX) and case.id[1:].isdecimal()]
    return f"{PREFIX}{max(taken, default=0) + 1:03d}"
