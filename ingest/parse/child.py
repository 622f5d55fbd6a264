"""The worker process: one line of JSON in, one line out, file after file, until its parent is gone."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pydantic import TypeAdapter

from ingest.parse.confine import leave_network, limit
from ingest.parse.cost import forget_peak, own_peak_mb
from ingest.parse.formats import Reading, parse_file
from ingest.parse.trouble import CannotRead
from rag.options import Ingest
from rag.records import Parsed

if TYPE_CHECKING:
    from io import TextIOWrapper

PARENT_SECONDS: Final = 1.0  # how often it is looked whether the parent still lives
LONGEST_DETAIL: Final = 300  # characters


def main() -> None:
    """Serve one parent."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--confined", action="store_true")
    parser.add_argument("--parent", type=int, default=os.getppid())  # said, for it may die before we are awake
    parser.add_argument("--scratch", default="")  # folder for everything that is written, ours alone
    chosen = parser.parse_args()
    if chosen.confined:
        leave_network()
    if chosen.scratch:
        tempfile.tempdir = os.environ["TMPDIR"] = chosen.scratch
    replies = _own_output()
    options = Ingest.model_validate_json(sys.stdin.readline())
    limit(options.file_memory_mb)
    threading.Thread(target=_end_with_parent, args=(chosen.parent, chosen.scratch), daemon=True).start()
    for line in sys.stdin:
        replies.write(json.dumps(_measured(Path(json.loads(line)), options)) + "\n")
        replies.flush()


def _own_output() -> TextIOWrapper:
    """Keep the pipe to the parent for replies alone: libraries print to the standard output."""
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    return replies


def _measured(path: Path, options: Ingest) -> dict[str, Any]:
    forget_peak()
    start = time.monotonic()
    answer = _answer(path, options)
    return {**answer, "seconds": round(time.monotonic() - start, 3), "peak_mb": own_peak_mb()}


def _answer(path: Path, options: Ingest) -> dict[str, Any]:
    try:
        parsed = parse_file(path, Reading(options))
    except CannotRead as trouble:
        return {"code": trouble.code, "detail": trouble.detail[:LONGEST_DETAIL]}
    except FileNotFoundError as trouble:
        return {"code": "vanished", "detail": str(trouble)[:LONGEST_DETAIL]}
    except PermissionError as trouble:
        return {"code": "unreadable", "detail": str(trouble)[:LONGEST_DETAIL]}
    except MemoryError:
        return {"code": "memory", "detail": ""}
    except Exception as trouble:  # noqa: BLE001 - foreign parsers raise anything on a file that they do not expect
        return {"code": "damaged", "detail": f"{type(trouble).__name__}: {trouble}"[:LONGEST_DETAIL]}
    return {"parsed": TypeAdapter(Parsed).dump_python(parsed, mode="json")}


def _end_with_parent(parent: int, scratch: str) -> None:
    """A parser may hang for ever; without a parent nobody would stop it, nor tidy up behind it."""
    while os.getppid() == parent:
        time.sleep(PARENT_SECONDS)
    if scratch:
        shutil.rmtree(scratch, ignore_errors=True)
    os.killpg(os.getpgrp(), 9) if hasattr(os, "killpg") else os._exit(1)


if __name__ == "__main__":
    main()
