"""What a run has before it: the files on the disk beside the library's rows, and the plan made from both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ingest.events import Change
from ingest.guard import is_inside, withhold
from ingest.plan import Plan, document_id, is_settled, plan_changes
from ingest.scan import Seen, absolute, hash_file, is_there, scan
from rag.errors import NothingThere
from rag.records import Collection, DocumentId, Located

if TYPE_CHECKING:
    from collections.abc import Collection as AnyOf
    from collections.abc import Mapping, Sequence

    from ingest.scan import Disk
    from rag.records import Withheld
    from rag.store.library import Library

T = TypeVar("T")
Moving = Callable[[str, int | None], bool]


@dataclass(frozen=True, slots=True)
class Look:
    """One look at the disk."""

    collection: Collection
    roots: tuple[str, ...]  # what was named, absolute
    seen: Mapping[str, Seen]
    hashes: Mapping[str, str]  # of the files that are not settled; absent where the file cannot be opened
    known: Mapping[str, Located]
    plan: Plan
    withheld: tuple[Withheld, ...]  # folders whose files are gone and are not forgotten
    unsure: bool  # new files are still being written: they may be what is gone, so nothing is concluded from it

    def document(self, path: str) -> DocumentId:
        """The id of the content that lies at a path."""
        row = self.known.get(path)
        return document_id(self.collection, self.hashes.get(path) or (row.sha256 if row else ""))

    def change(self, path: str) -> Change:
        """What storing this file means for the user."""
        row = self.known.get(path)
        return Change.REPLACED if row and row.document else Change.ADDED

    def indexed(self, path: str) -> Located:
        """The row of a file whose content is in the library."""
        one = self.seen[path]
        return Located(
            path, self.collection, one.size, one.mtime_ns, self.hashes[path], self.document(path), root=one.root
        )

    def failed(self, path: str, code: str, detail: str) -> Located:
        """The row of a file that could not be read."""
        one = self.seen[path]
        return Located(
            path, self.collection, one.size, one.mtime_ns, self.hashes.get(path, ""), None, code, detail, one.root
        )


def look(
    library: Library,
    paths: Sequence[Path],
    collection: Collection,
    *,
    retry: bool = False,
    forget_missing: bool = False,
    is_moving: Moving | None = None,
) -> Look:
    """Scan, hash what may have changed, and plan; changes nothing.

    Args:
        library: what was seen before.
        paths: folders and files.
        collection: where the files go.
        retry: look again at files that failed.
        forget_missing: forget what is gone, however much it is.
        is_moving: whether a path (with its mtime in ns, None when it is gone) is on the move: a file that is being
            written is left for the next look, and one that has only just gone is not forgotten yet.

    Raises:
        NothingThere: a path does not exist, and nothing below it was ever read.
    """
    disk = scan(paths)
    rows = library.located()
    named = [str(absolute(path)) for path in paths]
    known = {
        path: row for path, row in rows.items() if path in disk.files or any(is_inside(path, one) for one in named)
    }
    for one in disk.missing:
        if not any(is_inside(path, one) for path in known):
            raise NothingThere(Path(one))
    seen = {path: _at_home(one, known.get(path), named) for path, one in disk.files.items()}
    hashes, moving = _hashes(seen, known, collection, retry=retry, is_moving=is_moving)
    stored = library.documents_by_id(document_id(collection, sha256) for sha256 in hashes.values())
    plan = plan_changes(_without(seen, moving), hashes, _without(known, moving), stored.keys(), collection, retry=retry)
    withheld: tuple[Withheld, ...] = ()
    leaving = {path for path in plan.forget if is_moving(path, None)} if is_moving else set()
    unsure = bool(moving - known.keys())
    if unsure:
        plan = replace(plan, forget=())
    elif plan.forget and not forget_missing:
        alive = _alive(plan, hashes, rows, collection)
        plan, withheld = _guarded(plan, named, disk, known, alive)
    plan = replace(plan, forget=tuple(path for path in plan.forget if path not in leaving))
    return Look(collection, tuple(named), seen, hashes, known, plan, withheld, unsure)


def _hashes(
    seen: Mapping[str, Seen],
    known: Mapping[str, Located],
    collection: Collection,
    *,
    retry: bool,
    is_moving: Moving | None,
) -> tuple[dict[str, str], set[str]]:
    """SHA-256 of the files that are not settled, and the files that are still being written."""
    hashes, moving = {}, set()
    for path, one in seen.items():
        if is_settled(one, known.get(path), collection, retry=retry):
            continue
        if is_moving and is_moving(path, one.mtime_ns):
            moving.add(path)
            continue
        try:
            hashes[path] = hash_file(path)
        except OSError:
            continue  # the parser will meet the same trouble and name it
    return hashes, moving


def _at_home(one: Seen, row: Located | None, named: Sequence[str]) -> Seen:
    """A file that was named by itself stays with the folder that it was first read with."""
    return replace(one, root=row.root) if row and row.root and one.path in named else one


def _without(values: Mapping[str, T], left: set[str]) -> Mapping[str, T]:
    return {path: value for path, value in values.items() if path not in left} if left else values


def _alive(
    plan: Plan, hashes: Mapping[str, str], rows: Mapping[str, Located], collection: Collection
) -> set[DocumentId | None]:
    """Documents that keep a place, or get a new one in this run."""
    elsewhere = rows.keys() - set(plan.forget) - hashes.keys()
    placed = hashes.keys() - set(plan.read)
    return {rows[path].document for path in elsewhere} | {document_id(collection, hashes[path]) for path in placed}


def _guarded(
    plan: Plan,
    named: Sequence[str],
    disk: Disk,
    known: Mapping[str, Located],
    alive: AnyOf[DocumentId | None],
) -> tuple[Plan, tuple[Withheld, ...]]:
    """The plan without what cannot be believed to be gone."""
    roots = {row.root for row in known.values() if row.root and any(is_inside(row.root, one) for one in named)}
    folders = roots | {one for one in named if one not in known}
    # A single file that was named and is gone says something about its folder only when that is gone too.
    absent = {known[one].root if one in known else one for one in disk.missing}
    shut = {one for one in absent if not is_there(Path(one))} | set(disk.hidden)
    kept, withheld = withhold(plan.forget, folders, known, disk.files.keys(), shut, alive)
    return replace(plan, forget=tuple(path for path in plan.forget if path not in kept)), withheld
