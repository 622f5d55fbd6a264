"""Writes data/samples, data/drafts and data/incoming anew: ``python -m data.make``."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from data.make import incoming
from data.make.collection import everything
from data.make.drafting import FOLDER, requests

SAMPLES = Path(__file__).parents[1] / "samples"
MIB = 2**20


def main() -> int:
    """Write every document and remove those that are no longer made."""
    documents = everything()
    for path, content in documents.items():
        target = SAMPLES / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    for file in sorted(SAMPLES.rglob("*"), reverse=True):
        if file.is_file() and file.relative_to(SAMPLES).as_posix() not in documents:
            file.unlink()
        elif file.is_dir() and not any(file.iterdir()):
            file.rmdir()
    FOLDER.mkdir(exist_ok=True)
    for path, content in requests().items():
        (FOLDER / path).write_bytes(content)
    incoming.FOLDER.mkdir(exist_ok=True)
    for path, content in incoming.incoming().items():
        (incoming.FOLDER / path).write_bytes(content)
    kinds = Counter(Path(path).suffix for path in documents)
    size = sum(map(len, documents.values())) / MIB
    print(f"{len(documents)} documents, {len(kinds)} formats, {size:.1f} MiB")
    print(", ".join(f"{kind[1:]} {count}" for kind, count in sorted(kinds.items())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
