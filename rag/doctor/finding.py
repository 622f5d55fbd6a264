"""What a look finds: a code with its facts. The sentences are the screens'; so a program reads the same as a person."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rag.errors import SouffleurError


class Level(StrEnum):
    """How much a finding matters."""

    GOOD = "good"
    CHECK = "check"  # it works; somebody should look at it one day
    BAD = "bad"  # something does not work, or is not as private as it should be


class Topic(StrEnum):
    """What a finding is about."""

    MACHINE = "machine"
    MODELS = "models"
    LIBRARY = "library"
    FOLDERS = "folders"
    NETWORK = "network"
    HOME = "home"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of an examination."""

    code: str  # one of `ui.present_doctor`, or the code of an error
    topic: Topic
    level: Level = Level.GOOD
    # Names that end in `_bytes` or `moment` say how they are written; lists are texts already.
    facts: dict[str, str | int | float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Examination:
    """Everything that was found at one moment."""

    moment: str  # ISO 8601, UTC
    findings: tuple[Finding, ...]

    @property
    def is_well(self) -> bool:
        """Whether nothing is bad."""
        return all(one.level is not Level.BAD for one in self.findings)


def of_error(error: SouffleurError, topic: Topic, level: Level = Level.BAD) -> Finding:
    """Trouble that has its own sentence and next step."""
    facts: dict[str, Any] = {
        name: fact if isinstance(fact, int | float) else str(fact) for name, fact in error.facts.items()
    }
    return Finding(error.code, topic, level, facts)
