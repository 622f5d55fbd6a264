"""What a firm sorts its mail into, and what its corrections taught."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

    from rag.store.tally import Read


@dataclass(frozen=True, slots=True)
class KeptCategory:
    """A category as the firm made or changed it; `removed` hides one that is shipped."""

    id: str
    name: str
    sentence: str
    promptness: int
    examples: tuple[str, ...] = ()
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Lesson:
    """A mail of which somebody said where it belongs."""

    mail: str  # its id
    category: str  # id
    matter: str  # its subject and what it says, as it is learnt from
    moment: str  # ISO 8601, UTC


class MailChanges:
    """Verbs of a transaction that concern the sorting of mail; `Changes.mail` gives them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def define(self, category: KeptCategory) -> None:
        """Keep a category in place of what was known under its id."""
        examples = json.dumps(category.examples, ensure_ascii=False)
        self._connection.execute(
            "INSERT OR REPLACE INTO mail_categories VALUES (?, ?, ?, ?, ?, ?)",
            (
                category.id,
                category.name,
                category.sentence,
                category.promptness,
                examples,
                int(category.removed),
            ),
        )

    def restore(self, category: str) -> bool:
        """Forget what the firm said of a category; one that is shipped is as it was. False when it said nothing."""
        return self._connection.execute("DELETE FROM mail_categories WHERE id = ?", (category,)).rowcount > 0

    def learn(self, lesson: Lesson) -> None:
        """Keep where a mail belongs; a second word about the same mail takes the place of the first."""
        self._connection.execute(
            "INSERT OR REPLACE INTO mail_lessons VALUES (?, ?, ?, ?)",
            (lesson.mail, lesson.category, lesson.matter, lesson.moment),
        )

    def unlearn(self, mail: str) -> bool:
        """Forget a correction with the mail's words; False when there was none."""
        return self._connection.execute("DELETE FROM mail_lessons WHERE mail = ?", (mail,)).rowcount > 0

    def unlearn_category(self, category: str) -> int:
        """Forget every correction to a category; returns how many there were."""
        return self._connection.execute("DELETE FROM mail_lessons WHERE category = ?", (category,)).rowcount


def kept_categories(read: Read) -> list[KeptCategory]:
    """What the firm made, changed or took away, in the order in which it did; `read` is a library's."""
    return [
        KeptCategory(
            row["id"],
            row["name"],
            row["sentence"],
            row["promptness"],
            tuple(json.loads(row["examples"])),
            bool(row["removed"]),
        )
        for row in read("SELECT * FROM mail_categories ORDER BY rowid", ())
    ]


def lessons(read: Read) -> list[Lesson]:
    """Every correction, the latest first."""
    found = read("SELECT * FROM mail_lessons ORDER BY moment DESC, mail", ())
    return [Lesson(row["mail"], row["category"], row["matter"], row["moment"]) for row in found]
