"""Quotes in the library, and every number that was ever given to one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rag.errors import DraftUnknown

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

    from rag.store.tally import Read

State = Literal["open", "accepted", "declined"]


@dataclass(frozen=True, slots=True)
class Kept:
    """One paper that was drafted."""

    number: str
    kind: str
    made: str  # ISO 8601, UTC
    state: State
    changed: str  # ISO 8601, UTC: when it came into this state
    content: str  # JSON; what it means is the affair of `rag.office.drafts`


class DraftChanges:
    """Verbs of a transaction that concern drafts; `Changes.drafts` gives them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def give_number(self, choose: Callable[[Sequence[str]], str], moment: str) -> str:
        """A number that nobody has: `choose` is told all that were given. No other process can take it meanwhile."""
        given = [str(row[0]) for row in self._connection.execute("SELECT number FROM draft_numbers")]
        number = choose(given)
        self._connection.execute("INSERT INTO draft_numbers VALUES (?, ?)", (number, moment))
        return number

    def keep(self, kept: Kept) -> None:
        """Keep a paper; its number has to be given before."""
        values = (kept.number, kept.kind, kept.made, kept.state, kept.changed, kept.content)
        self._connection.execute("INSERT INTO drafts VALUES (?, ?, ?, ?, ?, ?)", values)

    def move(self, number: str, state: State, moment: str) -> None:
        """Note what became of a paper; raises DraftUnknown."""
        done = self._connection.execute(
            "UPDATE drafts SET state = ?, changed = ? WHERE number = ?", (state, moment, number)
        )
        if not done.rowcount:
            raise DraftUnknown(number)

    def remove(self, number: str) -> None:
        """Forget a paper, not that its number was given; raises DraftUnknown."""
        if not self._connection.execute("DELETE FROM drafts WHERE number = ?", (number,)).rowcount:
            raise DraftUnknown(number)


def kept_drafts(read: Read) -> list[Kept]:
    """The papers that are kept, the latest first; `read` is a library's."""
    return [_kept_of(row) for row in read("SELECT * FROM drafts ORDER BY made DESC, number DESC", ())]


def kept_draft(read: Read, number: str) -> Kept:
    """The paper of a number, whatever its case; raises DraftUnknown."""
    found = read("SELECT * FROM drafts WHERE number = ?", (number.strip(),))
    if not found:
        raise DraftUnknown(number)
    return _kept_of(found[0])


def given_numbers(read: Read) -> list[str]:
    """Every number that was ever given."""
    return [str(row[0]) for row in read("SELECT number FROM draft_numbers", ())]


def _kept_of(row: sqlite3.Row) -> Kept:
    return Kept(row["number"], row["kind"], row["made"], row["state"], row["changed"], row["content"])
