"""A question set indexed with our own pipeline into a temporary home; shared by the scripts beside it."""

from __future__ import annotations

import dataclasses
import os
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("SOUFFLEUR_SHARED", ROOT.parent / "shared"))
sys.path.insert(0, str(ROOT))

from ingest.pipeline import ingest
from rag.engine import Engine
from rag.evaluation.cases import QuestionSet, read_set
from rag.settings import find_home, read_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLES = ROOT / "data" / "questions" / "samples.jsonl"
PUBLIC = tuple(SHARED / "bench" / name for name in ("spf_qr", "cnil_faq", "piaf"))


@dataclasses.dataclass(frozen=True, slots=True)
class Indexed:
    """A set ready to be asked."""

    engine: Engine
    questions: QuestionSet
    seconds: float  # that reading and indexing the documents took


@contextmanager
def indexed(path: Path, limit: int = 0) -> Iterator[Indexed]:
    """Index the documents of a set; `limit` keeps that many questions, spread over the set."""
    with tempfile.TemporaryDirectory(prefix="souffleur-bench-") as scratch:
        corpus = Path(scratch, "corpus")
        corpus.mkdir()
        questions = read_set(path, corpus)
        if limit and limit < len(questions.cases):
            every = len(questions.cases) // limit
            questions = dataclasses.replace(questions, cases=questions.cases[::every][:limit])
        home = find_home(Path(scratch, "home"))
        with Engine.open(home, read_settings(home)) as engine:
            engine.embedder.embed_question("prêt")  # making the search model ready is not ingestion
            start = time.perf_counter()
            list(ingest(engine, [questions.folder]))
            yield Indexed(engine, questions, time.perf_counter() - start)


def present(paths: tuple[Path, ...] = (SAMPLES, *PUBLIC)) -> list[Path]:
    """Those of the known sets that are on this machine."""
    return [path for path in paths if path.exists()]
