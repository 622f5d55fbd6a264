"""A file that is there whole, or as it was before."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

from rag.errors import DiskFull


def write_whole(file: Path, content: bytes) -> Path:
    """Write the file, readable by its owner only; its folder is made when it is missing.

    Raises:
        DiskFull: there is no room; the former content stays.
    """
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, fresh = tempfile.mkstemp(prefix=".", suffix=".new", dir=file.parent)
        try:
            with os.fdopen(descriptor, "wb") as writing:
                writing.write(content)
                writing.flush()
                os.fsync(writing.fileno())
            Path(fresh).replace(file)
        finally:
            Path(fresh).unlink(missing_ok=True)
    except OSError as trouble:
        if trouble.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise DiskFull(file.parent, 0) from trouble
        raise
    return file
