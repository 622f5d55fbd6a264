"""Library and index side by side: what the index lacks, what it holds too much, what it holds wrongly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from rag.records import Collection, PassageId
from rag.store import rows
from rag.store.access import Scope
from rag.store.vectors import BATCH, chroma_name

Vector = NDArray[np.float32]

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rag.store.library import Library
    from rag.store.vectors import VectorIndex

SAMPLED: Final = 20  # passages of each collection that have to find themselves
SAME: Final = 0.9999  # cosine of the same vector in both places, rounding allowed for
ITSELF: Final = 0.99  # cosine of a stored vector with itself, rounding allowed for


@dataclass(frozen=True, slots=True)
class Difference:
    """What a repair has to do; entries that wait to be told are no difference."""

    missing: tuple[PassageId, ...]  # absent from the index, or there with another vector
    orphaned: Mapping[str, tuple[str, ...]]  # ids without a passage, by Chroma's name of the collection

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.missing or self.orphaned)

    @property
    def orphans(self) -> int:
        """How many ids have no passage."""
        return sum(len(ids) for ids in self.orphaned.values())


def compare(library: Library, index: VectorIndex) -> Difference:
    """Every passage and every vector; about half a second for 10,000. Raises VectorsUnusable."""
    waiting = {row["passage"] for row in library.read("SELECT DISTINCT passage FROM vector_changes")}
    wanted: dict[str, set[str]] = {}
    for row in library.read("SELECT p.id, d.collection FROM passages p JOIN documents d ON d.id = p.document"):
        wanted.setdefault(chroma_name(row["collection"]), set()).add(row["id"])
    held = index.held()
    missing: set[str] = set()
    orphaned = {}
    for name in sorted(wanted.keys() | held.keys()):
        here, there = wanted.get(name, set()), set(held.get(name, ()))
        missing |= here - there - waiting
        missing |= set(_different(library, index, name, sorted((here & there) - waiting)))
        if gone := there - here - waiting:
            orphaned[name] = tuple(sorted(gone))
    return Difference(tuple(PassageId(one) for one in sorted(missing)), orphaned)


def finds_itself(library: Library, index: VectorIndex) -> bool:
    """Whether sampled passages are their own nearest neighbours: the graph of the index is whole where it was tried."""
    for collection in library.collections():
        for vector, enough in _samples(library, collection):
            hits = index.search(vector, Scope((collection,)), enough)
            if len(hits) < enough or hits[0].likeness < ITSELF:
                return False
    return True


def _samples(library: Library, collection: Collection) -> Iterator[tuple[Vector, int]]:
    found = library.read(
        """SELECT p.id FROM passages p JOIN documents d ON d.id = p.document
           WHERE d.collection = ? AND p.id NOT IN (SELECT passage FROM vector_changes) ORDER BY p.rowid""",
        (collection,),
    )
    step = max(1, len(found) // SAMPLED)
    ids = [row["id"] for row in found[::step]]
    for _, vector in library.stored_vectors(ids).values():
        yield rows.vector_of(vector), min(5, len(found))


def _different(library: Library, index: VectorIndex, name: str, ids: Sequence[str]) -> Iterator[str]:
    for start in range(0, len(ids), BATCH):
        few = ids[start : start + BATCH]
        stored = library.stored_vectors(few)
        there = index.vectors_of(name, few)
        for one in few:
            known = stored.get(one)
            if not (known and one in there and _alike(rows.vector_of(known[1]), there[one])):
                yield one


def _alike(stored: Vector, held: Vector) -> bool:
    """The same direction: Chroma gives back unit vectors once it has put them into its graph."""
    norms = float(np.linalg.norm(stored)) * float(np.linalg.norm(held))
    return stored.shape == held.shape and bool(norms > 0) and float(stored @ held) / norms >= SAME
