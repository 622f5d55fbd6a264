"""Measurements that are kept, and two of them beside each other, question by question."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from pydantic import TypeAdapter, ValidationError

from rag.errors import RunUnknown
from rag.evaluation.judge import Judged, measures
from rag.evaluation.metrics import Measure, mean_of
from rag.whole import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from rag.evaluation.cases import Case

NAME: Final = re.compile(r"[\w][\w .-]{0,79}")  # what is a file name on every system
LAST: Final = "last"  # what the page keeps by itself
BEFORE: Final = "last-but-one"
SAME: Final = 0.001  # a smaller change of worth is none


@dataclass(frozen=True, slots=True)
class Run:
    """All questions of a set, asked at one moment."""

    set: str
    moment: str  # ISO 8601, UTC
    version: str  # of Souffleur
    settings: str  # fingerprint
    documents: int  # in the library
    passages: int
    by_page: bool  # a hit counted only on the right page
    judged: tuple[Judged, ...]
    missing: tuple[str, ...] = ()  # files that questions name and the library does not hold

    @property
    def measures(self) -> dict[str, Measure]:
        """See `rag.evaluation.judge.measures`."""
        return measures(self.judged)


@dataclass(frozen=True, slots=True)
class Change:
    """One question that was asked twice."""

    case: Case
    then: Judged
    now: Judged


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of each question since an earlier run; the largest change first."""

    better: tuple[Change, ...]
    worse: tuple[Change, ...]
    same: int
    added: int  # questions that the earlier run did not know
    dropped: int  # that only the earlier run knew
    difference: Measure | None  # mean change of worth over the questions of both, -1–1


_RUN: Final = TypeAdapter(Run)


def compare(now: Run, then: Run) -> Comparison:
    """Pair questions by their words; the same words asked with other sources are another question."""
    before = {_key(one): one for one in then.judged}
    pairs = [Change(one.case, before[_key(one)], one) for one in now.judged if _key(one) in before]
    gains = [pair.now.worth - pair.then.worth for pair in pairs]
    moved = sorted(zip(gains, pairs, strict=True), key=lambda one: -abs(one[0]))
    return Comparison(
        better=tuple(pair for gain, pair in moved if gain > SAME),
        worse=tuple(pair for gain, pair in moved if gain < -SAME),
        same=sum(abs(gain) <= SAME for gain in gains),
        added=len({_key(one) for one in now.judged} - set(before)),
        dropped=len(set(before) - {_key(one) for one in now.judged}),
        difference=mean_of(gains),
    )


def run_to_json(run: Run) -> dict[str, Any]:
    """A run with its measures, and with the place of each question's first right source, as one JSON object."""
    written: dict[str, Any] = _RUN.dump_python(run, mode="json")
    for one, judged in zip(written["judged"], run.judged, strict=True):
        one["case"]["relevant"].sort()
        one |= {"place": judged.place, "worth": judged.worth}
    written["measures"] = TypeAdapter(dict[str, Measure]).dump_python(run.measures, mode="json")
    return written


def comparison_to_json(comparison: Comparison) -> dict[str, Any]:
    """Numbers, and the questions that changed, with places (0: not found) then and now."""

    def told(changes: Iterable[Change]) -> list[dict[str, Any]]:
        return [
            {
                "id": one.case.id,
                "question": one.case.question,
                "then": {"place": one.then.place, "refused": one.then.refused, "worth": one.then.worth},
                "now": {"place": one.now.place, "refused": one.now.refused, "worth": one.now.worth},
            }
            for one in changes
        ]

    return {
        "better": told(comparison.better),
        "worse": told(comparison.worse),
        "same": comparison.same,
        "added": comparison.added,
        "dropped": comparison.dropped,
        "difference": TypeAdapter(Measure | None).dump_python(comparison.difference, mode="json"),
    }


class KeptRuns:
    """The runs of one home, a JSON file each."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def names(self) -> tuple[str, ...]:
        """What can be compared with, sorted."""
        return tuple(sorted(file.stem for file in self._folder.glob("*.json")))

    def check(self, name: str) -> None:
        """Raise RunUnknown when a name cannot be one; nothing means that nothing is to be kept."""
        if name:
            self._file(name)

    def keep(self, name: str, run: Run) -> Path:
        """Store a run, over an earlier one of that name; raises RunUnknown when the name cannot be one."""
        return write_whole(self._file(name), _RUN.dump_json(run, indent=1))

    def keep_last(self, run: Run) -> None:
        """Store a run as the last one; the one that was the last so far stays beside it."""
        former = self.look(LAST)
        if former is not None:
            self.keep(BEFORE, former)
        self.keep(LAST, run)

    def look(self, name: str) -> Run | None:
        """A run that was kept, None when there is none of that name."""
        try:
            return self.find(name)
        except RunUnknown:
            return None

    def find(self, name: str) -> Run:
        """A run that was kept; raises RunUnknown."""
        try:
            return _RUN.validate_json(self._file(name).read_bytes())
        except (OSError, ValidationError) as trouble:
            raise RunUnknown(name) from trouble

    def _file(self, name: str) -> Path:
        if not NAME.fullmatch(name):
            raise RunUnknown(name)
        return self._folder / f"{name}.json"


def _key(judged: Judged) -> tuple[str, frozenset[str]]:
    return " ".join(judged.case.question.split()).casefold(), judged.case.relevant
