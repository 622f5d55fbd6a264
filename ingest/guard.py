"""A missing drive is no mass deletion: what is gone is forgotten only where that can be believed. Pure.

Withheld are the files of a folder that is missing or empty, and those of a folder that lost more than half of them at
once. A file whose content lies elsewhere in the library was moved; forgetting its old place loses nothing.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from rag.records import Cause, Withheld

if TYPE_CHECKING:
    from collections.abc import Collection as AnyOf
    from collections.abc import Iterable, Mapping

    from rag.records import DocumentId, Located

FEWEST: Final = 5  # guess: fewer files than that are deleted by hand


def withhold(
    gone: Iterable[str],
    roots: Iterable[str],
    known: Mapping[str, Located],
    seen: AnyOf[str],
    unreachable: Iterable[str],
    alive: AnyOf[DocumentId | None],
) -> tuple[frozenset[str], tuple[Withheld, ...]]:
    """Which of the gone files are not to be forgotten, and what to say about them.

    Args:
        gone: files that are not on the disk any more and were not moved within this run.
        roots: the folders that were looked at, as this run and earlier ones named them.
        known: the library's rows below them.
        seen: the files that are on the disk.
        unreachable: files and folders of which nothing can be known.
        alive: documents that have another place; a file that held one of them was moved.
    """
    lost = {path for path in gone if known[path].document is None or known[path].document not in alive}
    kept: set[str] = set()
    told = []
    shut = sorted(set(unreachable))
    for root in (*shut, *sorted(set(roots) - set(shut))):  # the outer folder speaks for those inside it
        mine = {path for path in lost - kept if is_inside(path, root)}
        cause = Cause.MISSING if root in shut else _cause(mine, root, known, seen)
        if mine and cause:
            kept |= mine
            told.append(Withheld(root, known[min(mine)].collection, len(mine), cause))
    return frozenset(kept), tuple(sorted(told, key=lambda one: one.root))


def is_inside(path: str, root: str) -> bool:
    """Whether a file is the root itself or lies below it."""
    return path == root or path.startswith(root if root.endswith(os.sep) else root + os.sep)


def _cause(mine: AnyOf[str], root: str, known: Mapping[str, Located], seen: AnyOf[str]) -> Cause | None:
    if not any(is_inside(path, root) for path in seen):
        return Cause.EMPTY
    before = sum(is_inside(path, root) for path in known)
    return Cause.HALF if len(mine) >= FEWEST and 2 * len(mine) > before else None
