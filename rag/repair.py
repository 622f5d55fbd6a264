"""`souffleur repair`: library and index brought in step, and every vector made again that another search model made.

No file is read: the text is in the library. Questions are answered from the present vectors until the switch.
Resumable: a vector that was made before a crash is not made again.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from rag.errors import VectorsUnusable
from rag.store.comparison import compare, finds_itself
from rag.store.embedded import embedded_text, made_from
from rag.store.library import FACT
from rag.store.reindex import reindex_words, words_are_whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.likeness import Likeness
    from rag.store.library import Library

REPAIR_BATCH: Final = 256  # passages embedded between two commits


class Stage(StrEnum):
    """What a repair is doing."""

    READING = "reading"  # the search model reads passages again
    INDEXING = "indexing"  # a new index is filled


@dataclass(frozen=True, slots=True)
class RepairProgress:
    """How far a stage is, in passages."""

    done: int
    total: int
    stage: Stage = Stage.READING


@dataclass(frozen=True, slots=True)
class Repaired:
    """Last event of a repair: what there was to mend, in passages; all zero when everything was in order."""

    passages: int  # looked at
    embedded: int = 0  # read again by the search model
    missing: int = 0  # put back into the index
    orphaned: int = 0  # taken out of the index, for no passage has them
    words: int = 0  # whose words were made again
    rebuilt: bool = False  # the index was damaged and made again


RepairEvent = RepairProgress | Repaired


def repair(library: Library, likeness: Likeness) -> Iterator[RepairEvent]:
    """Check everything and mend it.

    Raises:
        LibraryDamaged: the library's file itself has to come from a backup.
        EmbedderUnusable: the search model of the settings cannot be loaded.
        DiskFull: what was done is kept.
    """
    library.check()
    words = 0 if words_are_whole(library) else reindex_words(library)
    if library.fact(FACT.EMBEDDER) == likeness.wanted.fingerprint:
        with library.changing() as changes:
            changes.drop_prepared()  # of a change of search model that was taken back
    embedded = 0
    for progress, fresh in _embed(library, likeness):
        embedded += fresh
        yield progress
    total = library.counts().passages
    if library.fact(FACT.EMBEDDER) != likeness.wanted.fingerprint:
        for done in likeness.renew(vectors=True):
            yield RepairProgress(done, total, Stage.INDEXING)
        yield Repaired(total, embedded=embedded, words=words)
        return
    with library.changing() as changes:
        prepared = library.prepared()
        changes.promote_vectors()
        changes.tell_again(prepared)
    missing, orphaned, damaged = _mend_index(library, likeness)
    if damaged:
        for done in likeness.renew(vectors=False):
            yield RepairProgress(done, total, Stage.INDEXING)
    yield Repaired(total, embedded, missing, orphaned, words, damaged)


def _embed(library: Library, likeness: Likeness) -> Iterator[tuple[RepairProgress, int]]:
    """Prepare a vector for every passage that the wanted model has not read as it stands; yields how many it read."""
    total, done = library.counts().passages, 0
    for batch in library.passages_with_titles(REPAIR_BATCH):
        texts = [embedded_text(passage, title) for passage, title, _ in batch]
        hashes = [made_from(likeness.wanted.fingerprint, text) for text in texts]
        stale = [place for place, (_, _, old) in enumerate(batch) if old != hashes[place]]
        if stale:
            ids = [batch[place][0].id for place in stale]
            matrix = likeness.wanted.embed_passages([texts[place] for place in stale])
            with library.changing() as changes:
                changes.prepare_vectors(ids, [hashes[place] for place in stale], matrix)
        done += len(batch)
        yield RepairProgress(done, total), len(stale)


def _mend_index(library: Library, likeness: Likeness) -> tuple[int, int, bool]:
    """How many vectors were put back and taken out, and whether the index cannot be mended so."""
    try:
        index = likeness.index
        index.catch_up(library)
        found = compare(library, index)
        for name, ids in found.orphaned.items():
            index.remove(name, ids)
        if found.missing:
            with library.changing() as changes:
                changes.tell_again(found.missing)
            index.catch_up(library)
        return len(found.missing), found.orphans, not finds_itself(library, index) or bool(compare(library, index))
    except VectorsUnusable:
        return 0, 0, True
