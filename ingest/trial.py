"""A question set that brings its own documents, indexed with our own pipeline into a library that is thrown away."""

from __future__ import annotations

import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.pipeline import ingest
from rag.engine import Engine
from rag.errors import SetUnreadable
from rag.evaluation.cases import QuestionSet, read_set, spread
from rag.models.embedder import load_embedder
from rag.settings import Home

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.models.embedder import Embedder
    from rag.options import Settings


@dataclass(frozen=True, slots=True)
class Indexed:
    """A set ready to be asked."""

    engine: Engine
    questions: QuestionSet
    seconds: float  # that reading and indexing the documents took


@contextmanager
def indexed(
    path: Path, settings: Settings, models: Path, limit: int = 0, embedder: Embedder | None = None
) -> Iterator[Indexed]:
    """Index the documents of a set, see `read_set`.

    Args:
        path: the set.
        settings: of reading and searching.
        models: folder of prepared models, so that the search model is not prepared again for each set.
        limit: keep about this many questions, spread over the set; 0: all.
        embedder: used instead of the one that the settings name.

    Raises:
        SetUnreadable: no set lies there.
    """
    with tempfile.TemporaryDirectory(prefix="souffleur-trial-") as scratch:
        corpus, home = Path(scratch, "corpus"), Path(scratch, "home")
        corpus.mkdir()
        home.mkdir()
        questions = spread(_read(path, corpus), limit)
        embedder = embedder or load_embedder(settings.embedding, models)
        embedder.embed_question("prêt")  # making the search model ready is not ingestion
        with Engine.open(Home(home), settings, embedder=embedder) as engine:
            start = time.perf_counter()
            list(ingest(engine, [questions.folder or corpus]))
            yield Indexed(engine, questions, time.perf_counter() - start)


def _read(path: Path, corpus: Path) -> QuestionSet:
    try:
        return read_set(path, corpus)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as trouble:
        raise SetUnreadable(path, f"{type(trouble).__name__}: {trouble}") from trouble
