"""Which of Chroma's folders is in force, and whether it can be trusted.

An index is never mended by writing over it: a next folder is filled beside it, and one transaction of the library puts
that in force, together with whatever else has to change at the same instant. A crash on the way leaves the old one.
Deleting inside Chroma would leave the vectors on the disk; a folder that is out of force is removed whole.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rag import journal
from rag.errors import VectorsUnusable
from rag.store.access import whole_library
from rag.store.health import examine
from rag.store.library import FACT
from rag.store.room import need_room
from rag.store.seal import Prints, break_seal, check_seal, has_seal, seal
from rag.store.vectors import BATCH, Stored, VectorIndex, report_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from rag.store.changes import Changes
    from rag.store.library import Library

_STORED: Final = """
    SELECT p.rowid AS number, p.id, p.document, d.collection, {vector} AS vector FROM passages p
    JOIN documents d ON d.id = p.document LEFT JOIN vectors v ON v.passage = p.id
    LEFT JOIN next_vectors n ON n.passage = p.id
    WHERE p.rowid > ? ORDER BY p.rowid LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class Next:
    """An index in the making; `told` is the entry of the list up to which it is filled with what the library holds."""

    number: int
    index: VectorIndex
    told: int


class Generations:
    """The index's folders of one library; one process only."""

    def __init__(self, library: Library, library_file: Path, parent: Path) -> None:
        self._library = library
        self._library_file = library_file
        self._parent = parent
        self._prints: Prints | None = None

    def open(self, *, distrusted: bool = False) -> VectorIndex:
        """The index in force, in step with the library; a damaged or lost one is made again, without embedding.

        Args:
            distrusted: make it again without looking: this very process has seen it fail.

        Raises:
            DiskFull: no room to finish what a crash left undone.
            VectorsUnusable: a new one cannot be made either.
        """
        number = int(self._library.fact(FACT.GENERATION) or 0)
        folder = self._parent / str(number)
        problem = "failed" if distrusted else self._problem(folder)
        if not problem:
            self._sweep(number)
            break_seal(folder)
            index = VectorIndex(folder)
            try:
                index.catch_up(self._library)
                if not self._is_short(index):
                    return index
                problem = "short"
            except VectorsUnusable as trouble:
                problem = str(trouble.facts["problem"])
            index.close()
        journal.note("index made again", problem=problem)
        fresh = self.begin()
        for _ in self.fill(fresh):
            pass
        return self.switch(fresh)

    def begin(self) -> Next:
        """An empty index beside the one in force; raises DiskFull."""
        need_room(self._parent)
        number = int(self._library.fact(FACT.GENERATION) or 0) + 1
        folder = self._parent / str(number)
        shutil.rmtree(folder, ignore_errors=True)  # what a crash left
        last = self._library.read("SELECT coalesce(max(sequence), 0) AS last FROM vector_changes")[0]["last"]
        return Next(number, VectorIndex(folder), last)

    def fill(self, fresh: Next, *, renewed: bool = False) -> Iterator[int]:
        """Put the library's vectors in, the next ones where `renewed`; yields how many passages are done."""
        sql = _STORED.format(vector="coalesce(n.vector, v.vector)" if renewed else "v.vector")
        done = last = 0
        while found := self._library.read(sql, (last, BATCH)):
            fresh.index.fill(
                [Stored(row["id"], row["document"], row["collection"], row["vector"]) for row in found if row["vector"]]
            )
            done += len(found)
            last = found[-1]["number"]
            yield done

    def switch(self, fresh: Next, also: Callable[[Changes], None] | None = None) -> VectorIndex:
        """Put a filled index in force, with `also` in the same transaction; the old one's owner lets go of it."""
        with self._library.changing() as changes:
            if also is not None:
                also(changes)
            changes.told(fresh.told)
            changes.set_fact(FACT.GENERATION, str(fresh.number))
        self._prints = None
        fresh.index.catch_up(self._library)
        return fresh.index

    def close(self, index: VectorIndex) -> None:
        """Let go of an index; one that never failed is sealed."""
        index.close()
        if index.sound and index.folder.is_dir():
            seal(index.folder, self._prints)

    def _problem(self, folder: Path) -> str:
        with suppress(OSError):
            if report_of(folder).stat().st_size:
                return "hung"
        if not folder.is_dir():
            return "missing" if self._library.counts().passages else ""
        if not has_seal(folder):
            return examine(self._library_file, folder)
        self._prints = check_seal(folder)
        return "" if self._prints is not None else "changed"

    def _is_short(self, index: VectorIndex) -> bool:
        """Whether the index belongs to another state of the library, one of a backup perhaps."""
        passages = self._library.counts().passages
        return bool(passages) and index.count(whole_library(self._library)) != passages

    def _sweep(self, number: int) -> None:
        """Remove folders that are out of force: their vectors are somebody's words."""
        kept = {str(number), f"{number}.seal"}
        for item in self._parent.iterdir() if self._parent.is_dir() else ():
            if item.name not in kept:
                shutil.rmtree(item) if item.is_dir() else item.unlink()
