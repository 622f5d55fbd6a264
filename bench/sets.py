"""The question sets on this machine, and one of them indexed into a temporary home; shared by the scripts beside it."""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("SOUFFLEUR_SHARED", ROOT.parent / "shared"))
sys.path.insert(0, str(ROOT))

from ingest import trial
from ingest.trial import Indexed
from rag.settings import find_home, read_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Indexed", "indexed", "present"]

SAMPLES = ROOT / "data" / "questions" / "samples.jsonl"
PUBLIC = tuple(SHARED / "bench" / name for name in ("spf_qr", "cnil_faq", "piaf"))


@contextmanager
def indexed(path: Path, limit: int = 0) -> Iterator[Indexed]:
    """Index the documents of a set with the default settings; `limit` keeps that many questions, spread over it."""
    with tempfile.TemporaryDirectory(prefix="souffleur-bench-") as scratch:
        home = find_home(Path(scratch, "home"))
        with trial.indexed(path, read_settings(home), home.models_folder, limit) as ready:
            yield ready


def present(paths: tuple[Path, ...] = (SAMPLES, *PUBLIC)) -> list[Path]:
    """Those of the known sets that are on this machine."""
    return [path for path in paths if path.exists()]
