"""Our search as a llama-index retriever, for those who build on that library.

The scope is fixed when the retriever is made, so rights cannot be lost in a filter on the way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from rag.retrieval.evidence import whole_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from rag.records import Hit
    from rag.retrieval.hybrid import Found


class SouffleurRetriever(BaseRetriever):
    """Gives the passages of one library and one scope."""

    def __init__(self, search: Callable[[str], Found]) -> None:
        """Take a search that is already bound to its library, scope and limit."""
        super().__init__()
        self._search = search

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        found = self._search(query_bundle.query_str)
        return [_node(hit) for hit in found.hits] if found.relevant else []


def _node(hit: Hit) -> NodeWithScore:
    passage, document = hit.passage, hit.document
    node = TextNode(
        id_=passage.id,
        text=whole_text(hit),
        metadata={"file_name": document.name, "title": document.title, "page": passage.first_page or None},
    )
    return NodeWithScore(node=node, score=hit.score)
