"""Numbers of quotes by rule, `DEV-{year}-{n:04}`: the next one that nobody had. Pure.

Counting begins anew with every period that the rule names. What was given is kept by `rag.store.drafts`, for good.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rag.options import NUMBER_FORM

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

_PART: Final = re.compile(r"\{(?P<name>year|yy|month|n)(?::0(?P<width>[1-9]))?\}")


@dataclass(frozen=True, slots=True)
class Rule:
    """How numbers of one kind of paper are written."""

    pattern: str  # that `NUMBER_FORM` fits

    def __post_init__(self) -> None:
        if not re.match(NUMBER_FORM, self.pattern):
            raise ValueError(self.pattern)

    def number(self, count: int, day: date) -> str:
        """The number of the so-manieth paper of the period of a day."""
        return _PART.sub(lambda part: _written(part, count, day), self.pattern)

    def counts_in(self, text: str, day: date) -> set[int]:
        """The counts of all numbers of the period of a day that a text names; `D-2026-017-B` is a version of 17."""
        return {int(found["n"]) for found in self._form(day).finditer(text)}

    def next(self, day: date, taken: Iterable[str]) -> str:
        """The number behind the highest that is named anywhere in `taken`; a gap is never filled.

        Args:
            day: the day of the paper.
            taken: numbers that were given, and texts that name others: titles of papers that were made elsewhere.
        """
        form = self._form(day)
        counts = (int(found["n"]) for text in taken for found in form.finditer(text))
        return self.number(max(counts, default=0) + 1, day)

    def _form(self, day: date) -> re.Pattern[str]:
        pieces, end = [], 0
        for part in _PART.finditer(self.pattern):
            least = part["width"] or "1"
            pieces.append(re.escape(self.pattern[end : part.start()]))
            counter = rf"(?P<n>\d{{{least},9}})(?!\d)"
            pieces.append(counter if part["name"] == "n" else re.escape(_written(part, 0, day)))
            end = part.end()
        pieces.append(re.escape(self.pattern[end:]))
        return re.compile(rf"(?<![^\W_])(?<!\d-){''.join(pieces)}(?![^\W_])", re.IGNORECASE)


def _written(part: re.Match[str], count: int, day: date) -> str:
    if part["name"] == "n":
        return str(count).zfill(int(part["width"] or 1))
    return {"year": f"{day.year:04}", "yy": f"{day.year % 100:02}", "month": f"{day.month:02}"}[part["name"]]
