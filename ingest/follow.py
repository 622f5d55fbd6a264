"""Putting a folder on the list of those that are followed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ingest.guard import is_inside
from ingest.scan import absolute
from rag.errors import FolderFollowed, NothingThere
from rag.records import Collection, Watched

if TYPE_CHECKING:
    from pathlib import Path

    from rag.engine import Engine


def follow(engine: Engine, root: Path, collection: str) -> Watched:
    """Follow a folder from now on; named again with another collection, it moves there.

    Raises:
        NothingThere: there is no such folder.
        FolderFollowed: it overlaps with a followed one of another collection, and each look would undo the other.
    """
    path = absolute(root)
    if not path.is_dir():
        raise NothingThere(root)
    wanted = Watched(str(path), Collection(collection), datetime.now(UTC).isoformat(timespec="seconds"))
    for other in engine.library.watched():
        if other.root == wanted.root:
            continue
        overlap = is_inside(wanted.root, other.root) or is_inside(other.root, wanted.root)
        if overlap and other.collection != wanted.collection:
            raise FolderFollowed(wanted.root, other.root, other.collection)
    with engine.library.changing() as changes:
        changes.folders.watch(wanted)
    return wanted
