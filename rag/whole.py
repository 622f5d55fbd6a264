"""A file that is there whole, or as it was before."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from pathlib import Path

from rag.errors import DiskFull, NotWritable


def write_whole(file: Path, content: bytes, *, keep_mode: bool = False) -> Path:
    """Write the file; its folder is made when it is missing.

    Args:
        file: readable by its owner only, whoever could read it before.
        content: all of it.
        keep_mode: whoever could read the file before still can.

    Raises:
        DiskFull: there is no room; the former content stays.
        NotWritable: the file or its folder cannot be written; the same.
    """
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, fresh = tempfile.mkstemp(prefix=".", suffix=".new", dir=file.parent)
        try:
            with os.fdopen(descriptor, "wb") as writing:
                writing.write(content)
                writing.flush()
                os.fsync(writing.fileno())
            if keep_mode and file.exists():
                Path(fresh).chmod(stat.S_IMODE(file.stat().st_mode))
            Path(fresh).replace(file)
        finally:
            Path(fresh).unlink(missing_ok=True)
    except OSError as trouble:
        if trouble.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise DiskFull(file.parent, 0) from trouble
        raise NotWritable(file, trouble.strerror or type(trouble).__name__) from trouble
    return file
