"""What a run has before it: the files on the disk beside the library's rows, and the plan made from both."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.events import Change
from ingest.plan import Plan, document_id, is_settled, plan_changes
from ingest.scan import Seen, hash_file, scan
from rag.records import Collection, DocumentId, Located

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rag.store.library import Library


@dataclass(frozen=True, slots=True)
class Look:
    """One look at the disk."""

    collection: Collection
    seen: Mapping[str, Seen]
    hashes: Mapping[str, str]  # of the files that are not settled; absent where the file cannot be opened
    known: Mapping[str, Located]
    plan: Plan

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


def look(library: Library, paths: Sequence[Path], collection: Collection, *, retry: bool) -> Look:
    """Scan, hash what may have changed, and plan; raises NothingThere and changes nothing."""
    seen = scan(paths)
    roots = [Path(path).expanduser().absolute() for path in paths]
    known = {
        path: row
        for path, row in library.located().items()
        if path in seen or any(Path(path).is_relative_to(root) for root in roots)
    }
    hashes = {}
    for path, one in seen.items():
        if not is_settled(one, known.get(path), collection, retry=retry):
            try:
                hashes[path] = hash_file(path)
            except OSError:
                continue  # the parser will meet the same trouble and name it
    stored = library.documents_by_id(document_id(collection, sha256) for sha256 in hashes.values())
    plan = plan_changes(seen, hashes, known, stored.keys(), collection, retry=retry)
    return Look(collection, seen, hashes, known, plan)
