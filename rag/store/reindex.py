"""Words made again from stored text, when the way words are made has changed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from rag.store import terms
from rag.store.library import FACT

if TYPE_CHECKING:
    import sqlite3

    from rag.store.library import Library

BATCH: Final = 500  # passages between two commits


def reindex_words(library: Library) -> int:
    """Make the words of every passage again; returns how many. A crash on the way only means starting over."""
    done, last = 0, 0
    while found := library.read(
        """SELECT p.rowid, p.text, p.section, d.title, d.language,
                  (SELECT json_group_array(json_array(l.path, l.root))
                   FROM (SELECT path, root FROM locations WHERE document = d.id ORDER BY path) l) AS places
           FROM passages p JOIN documents d ON d.id = p.document
           WHERE p.rowid > ? ORDER BY p.rowid LIMIT ?""",
        (last, BATCH),
    ):
        with library.changing() as changes:
            changes.replace_terms(_entry(row) for row in found)
        done += len(found)
        last = found[-1]["rowid"]
    with library.changing() as changes:
        changes.drop_stray_terms()
        changes.set_fact(FACT.TERMS, str(terms.TERMS_VERSION))
    return done


def words_are_whole(library: Library) -> bool:
    """Whether every passage has its words, and only passages have."""
    found = library.read(
        """SELECT (SELECT count(*) FROM passages p WHERE p.rowid NOT IN (SELECT rowid FROM passage_terms)) AS missing,
                  (SELECT count(*) FROM passage_terms WHERE rowid NOT IN (SELECT rowid FROM passages)) AS orphaned"""
    )[0]
    return not found["missing"] and not found["orphaned"]


def _entry(row: sqlite3.Row) -> tuple[int, str, str, str, str]:
    words = terms.passage_terms(row["text"], row["title"], json.loads(row["section"]), row["language"])
    return (row["rowid"], *words, terms.names_terms((path, root) for path, root in json.loads(row["places"])))
