"""What the tests of this floor share: real parts that count what they are asked, and a whole library as values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from ingest.events import Summary
from ingest.parse.worker import ParserPool, Unreadable
from ingest.pipeline import ingest as run_ingest
from rag.engine import Engine
from rag.models.batches import Matrix
from rag.models.fakes import HashEmbedder
from rag.options import Ingest, Settings
from rag.records import Parsed
from rag.settings import Home


class CountingEmbedder(HashEmbedder):
    """Remembers every text that it made a vector of."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def embed_passages(self, texts: Sequence[str]) -> Matrix:
        self.texts += texts
        return super().embed_passages(texts)


class CountingPool(ParserPool):
    """Real worker processes that live from run to run, and the files that they were given."""

    def __init__(self, options: Ingest) -> None:
        super().__init__(options)
        self.files: list[str] = []

    def parse(self, paths: Iterable[Path]) -> Iterator[tuple[Path, Parsed | Unreadable]]:
        return super().parse(self._counted(paths))

    def __exit__(self, *_: object) -> None:
        """Stay for the next run."""

    def _counted(self, paths: Iterable[Path]) -> Iterator[Path]:
        for path in paths:
            self.files.append(path.name)
            yield path


class Bench:
    """A library with counting parts."""

    def __init__(self, home: Path, pool: CountingPool) -> None:
        home.mkdir()
        self.pool = pool
        self.embedder = CountingEmbedder()
        self.engine = Engine.open(Home(home), Settings(), embedder=self.embedder)

    def run(self, *paths: Path, **options: Any) -> Summary:
        return next(event for event in run_ingest(self.engine, paths, **options) if isinstance(event, Summary))

    def quiet(self, *paths: Path, **options: Any) -> Summary:
        """A run in which nothing may be parsed or embedded."""
        files, texts = len(self.pool.files), len(self.embedder.texts)
        summary = self.run(*paths, **options)
        assert self.pool.files[files:] == []
        assert self.embedder.texts[texts:] == []
        return summary

    def paths(self) -> list[str]:
        return sorted(Path(path).name for path in self.engine.library.located())


def everything(engine: Engine) -> dict[str, Any]:
    """All that a library holds, without what depends on when and in which order it came."""
    read = engine.library.read
    chroma: set[str] = set()
    for name in engine.library.collections():
        chroma |= set(engine.vectors._collection(name).get(include=[])["ids"])
    documents = "id, collection, sha256, title, kind, pages, language, size, notes"
    return {
        "documents": {tuple(row) for row in read(f"SELECT {documents} FROM documents")},
        "locations": {tuple(row) for row in read("SELECT * FROM locations")},
        "passages": {
            tuple(row)
            for row in read(
                """SELECT p.id, p.document, p.ordinal, p.text, p.section, t.body, t.title, t.section, t.name
                   FROM passages p LEFT JOIN passage_terms t ON t.rowid = p.rowid"""
            )
        },
        "words": read("SELECT count(*) FROM passage_terms")[0][0],
        "vectors": {tuple(row) for row in read("SELECT passage, made_from, vector FROM vectors")},
        "chroma": chroma,
        "untold": read("SELECT count(*) FROM vector_changes")[0][0],
    }
