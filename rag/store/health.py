"""Whether Chroma's files can be trusted, found out in a process of its own: damaged ones can end it by a segfault.

Asked for only when the files have no seal (the last owner did not close them) or no longer fit it.

    python -m rag.store.health LIBRARY_FILE FOLDER      prints the problem, or nothing; ends with 0 when there is none
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

from rag.children import same_imports
from rag.errors import DiskFull, VectorsUnusable
from rag.store.comparison import compare, finds_itself
from rag.store.graph import graph_is_whole
from rag.store.library import Library
from rag.store.vectors import Stored, VectorIndex

CHECK_SECONDS: Final = 300.0  # 2 s for 10,000 passages; a damaged graph can send Chroma in circles
CHROMA_FILE: Final = "chroma.sqlite3"


def examine(library_file: Path, folder: Path) -> str:
    """What is wrong with an index that no process has open; empty when nothing is."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "rag.store.health", str(library_file), str(folder)],
            capture_output=True,
            text=True,
            timeout=CHECK_SECONDS,
            check=False,
            env=same_imports(),
        )
    except subprocess.TimeoutExpired:
        return "endless"
    if done.returncode == 0:
        return ""
    return done.stdout.strip() or f"exit {done.returncode}"


def problem_of(library_file: Path, folder: Path) -> str:
    """The same in this process, which it may end."""
    damaged = _database_problem(folder / CHROMA_FILE)
    if damaged:
        return damaged
    if not graph_is_whole(folder):
        return "graph"
    library, index = Library.open(library_file), VectorIndex(folder)
    try:
        if compare(library, index):
            return "different"
        _write_back(library, index)
        return "" if finds_itself(library, index) else "unfindable"
    except VectorsUnusable as trouble:
        return str(trouble.facts["problem"])
    finally:
        library.close()


def _write_back(library: Library, index: VectorIndex) -> None:
    """Write what is there already: a spoiled head of the graph shows at the first write, as a segfault."""
    for collection in library.collections():
        found = library.read(
            "SELECT p.id FROM passages p JOIN documents d ON d.id = p.document WHERE d.collection = ? LIMIT 1",
            (collection,),
        )
        stored = library.stored_vectors([row["id"] for row in found])
        with suppress(DiskFull):
            index.fill([Stored(one, document, collection, vector) for one, (document, vector) in stored.items()])


def _database_problem(file: Path) -> str:
    if not file.is_file():
        return "missing"
    try:
        with closing(sqlite3.connect(file)) as connection:
            found = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
    except sqlite3.DatabaseError as trouble:
        return type(trouble).__name__
    return "" if found == "ok" else "quick_check"


if __name__ == "__main__":
    problem = problem_of(Path(sys.argv[1]), Path(sys.argv[2]))
    sys.stdout.write(problem)
    sys.stdout.flush()
    os._exit(1 if problem else 0)  # Chroma's threads are not waited for
