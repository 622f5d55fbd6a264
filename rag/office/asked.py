"""What is asked of minutes: which, as seen on which day, with a chat model or by rules alone."""

from __future__ import annotations

from dataclasses import dataclass

from rag.narrowing import EVERYTHING, Narrowing


@dataclass(frozen=True, slots=True)
class MinutesAsked:
    """Minutes to read."""

    day: str  # ISO 8601: what is overdue is so on this day
    paths: tuple[str, ...]  # absolute; a file that is named is read, of a folder those that are minutes
    narrowing: Narrowing = EVERYTHING  # what may be seen; what lies outside of it is not read
    model: bool = True  # let a chat model add to the rules, where there is one
