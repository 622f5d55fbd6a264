"""Whether the disk has room for the next write.

Looked at before every batch: a store that runs into a full disk in the middle fails in ways of its own, Chroma by
hanging.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Final

from rag.errors import DiskFull

if TYPE_CHECKING:
    from pathlib import Path

SMALLEST_FREE_MB: Final = 50  # guess: a transaction of a large document and its journal


def need_room(folder: Path) -> None:
    """Raise DiskFull when less than `SMALLEST_FREE_MB` is left where a folder lies, or will lie."""
    there = next((place for place in (folder, *folder.parents) if place.is_dir()), folder)
    free_mb = shutil.disk_usage(there).free // 1_000_000
    if free_mb < SMALLEST_FREE_MB:
        raise DiskFull(there, free_mb)
