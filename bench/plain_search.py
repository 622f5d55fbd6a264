"""What the tutorials of llama-index build over the same passages: `VectorStoreIndex` over Chroma, and `BM25Retriever`.

Both are given the passages' texts and the search model's vectors as our library holds them, without the French word
vectors that we join to them, and are kept beside it. Chroma is left with its defaults, as `ChromaVectorStore` leaves
it; BM25 is told that the texts are French, and stems them so.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

from large import made, opened

from rag.models.batches import unit
from rag.models.catalogue import embedder_card
from rag.store import rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from llama_index.core.schema import TextNode

    from rag.models.embedder import Embedder

    Ask = Callable[[str], object]

BATCH = 1000
TOP = 10
KEPT = "plain-"  # in front of the size


def plain_vectors(home: Path, before: Path | None, embedder: Embedder) -> Ask:
    """The retriever of a `VectorStoreIndex`; what the next smaller size holds already is copied from it."""
    import chromadb
    from llama_index.core import VectorStoreIndex
    from llama_index.vector_stores.chroma import ChromaVectorStore

    def store(folder: Path) -> Any:
        client = chromadb.PersistentClient(str(folder))
        return client, ChromaVectorStore(chroma_collection=client.get_or_create_collection("plain"))

    kept, dimensions = _beside(home, "vectors"), _dimensions(embedder)
    with made(kept, {"of": home.name, "dimensions": dimensions}) as fresh:
        if fresh:
            if before is not None:
                shutil.copytree(_beside(before, "vectors"), fresh, dirs_exist_ok=True)
            client, chroma = store(fresh)
            for few in _nodes(home, chroma._collection.count(), dimensions):  # noqa: SLF001 - the only way to it
                chroma.add(few)
            client.close()
    _, chroma = store(kept)
    index = VectorStoreIndex.from_vector_store(chroma, embed_model=_plain_embedder(embedder))
    return index.as_retriever(similarity_top_k=TOP).retrieve


def plain_words(home: Path) -> Ask:
    """A `BM25Retriever`; it cannot grow, so that it is made anew for every size."""
    import bm25s
    import Stemmer
    from llama_index.retrievers.bm25 import BM25Retriever

    kept, stemmer = _beside(home, "words"), Stemmer.Stemmer("french")
    with made(kept, {"of": home.name}) as fresh:
        if fresh:
            nodes = [node for few in _nodes(home) for node in few]
            BM25Retriever.from_defaults(nodes=nodes, stemmer=stemmer, language="fr").persist(str(fresh))
    found = bm25s.BM25.load(str(kept), load_corpus=True)
    return BM25Retriever(existing_bm25=found, stemmer=stemmer, language="fr", similarity_top_k=TOP).retrieve


def _beside(home: Path, what: str) -> Path:
    return home.with_name(f"{KEPT}{what}-{home.name}")


def _nodes(home: Path, after: int = 0, dimensions: int = 1) -> Iterator[list[TextNode]]:
    """The passages of a library beyond the first `after`, with their vectors, as llama-index knows them."""
    from llama_index.core.schema import TextNode

    with opened(home) as engine:
        found = engine.library.read(
            """SELECT p.id, p.text, d.title, l.path, v.vector FROM passages p JOIN documents d ON d.id = p.document
               JOIN locations l ON l.document = d.id JOIN vectors v ON v.passage = p.id
               ORDER BY p.rowid LIMIT -1 OFFSET ?""",
            (after,),
        )
    for start in range(0, len(found), BATCH):
        yield [
            TextNode(
                id_=row["id"],
                text=row["text"],
                metadata={"file_path": row["path"], "title": row["title"]},
                embedding=unit(rows.vector_of(row["vector"])[:dimensions]).tolist(),
            )
            for row in found[start : start + BATCH]
        ]


def _is_stand_in(embedder: Embedder) -> bool:
    return embedder.card.name.startswith("hash/")


def _dimensions(ours: Embedder) -> int:
    """Of the search model itself, whose numbers come first in our vectors."""
    return ours.card.dimensions if _is_stand_in(ours) else embedder_card(ours.card.name).dimensions


def _plain_embedder(ours: Embedder) -> Any:
    """The same model in torch, as llama-index loads it; the stand-in of the tests is its own."""
    from llama_index.core.embeddings import BaseEmbedding
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding

    if not _is_stand_in(ours):
        return HuggingFaceEmbedding(model_name=str(embedder_card(ours.card.name).folder))

    class StandIn(BaseEmbedding):
        def _get_query_embedding(self, query: str) -> list[float]:
            return list(map(float, ours.embed_question(query)))

        _get_text_embedding = _get_query_embedding

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_query_embedding(query)

    return StandIn()
