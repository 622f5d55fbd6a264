"""Makes `rag/models/french.npz` out of the word vectors of spaCy's French model.

    python data/wordvectors.py FOLDER

FOLDER is `fr_core_news_md-3.8.0` unpacked. Its word vectors (fastText, trained by Explosion on OSCAR Common Crawl and
Wikipedia) are under CC0: 500,000 words share 20,000 vectors of 300 values, the most frequent word first. What all
vectors have in common is taken out of them (Mu and Viswanath 2018, "All-but-the-top"), and 256 directions are kept.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any, Final

import numpy as np
from spacy.vocab import Vocab

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from rag.models.batches import unit
from rag.models.wordvectors import FILE, MEMBERS, NOBODY
from rag.words import fold, stem

COMMON_DIRECTIONS: Final = 6  # of 0, 2, 4 and 6 the best on all four question sets, together with 256 values
DIMENSIONS: Final = 256
LONGEST_WORD: Final = 24
OWNER_VOTES: Final = 3  # the word that a vector was made for counts more than those that were merely near it


def stems(rows: dict[str, int], owners: dict[int, str]) -> tuple[dict[str, Counter[int]], dict[str, int]]:
    """The vectors of each stem with their votes, and the most frequent vector that one of its words owns."""
    votes: dict[str, Counter[int]] = defaultdict(Counter)
    own: dict[str, int] = {}
    for word, row in rows.items():
        if not word.isalpha() or word != word.lower() or not 1 < len(word) <= LONGEST_WORD:
            continue
        key = stem(fold(word), "fr")
        if not (key.isascii() and key.isalnum()):
            continue
        owned = owners[row] == word
        votes[key][row] += OWNER_VOTES if owned else 1
        if owned:
            own[key] = min(own.get(key, row), row)
    return votes, own


def directions(vectors: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Centred, without the common directions, 256 values, as int8; shape (n, 256)."""
    unit = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    centred = unit - unit.mean(axis=0)
    axes = np.linalg.svd(centred, full_matrices=False)[2]
    kept = centred @ axes[COMMON_DIRECTIONS : COMMON_DIRECTIONS + DIMENSIONS].T
    largest = np.maximum(np.abs(kept).max(axis=1, keepdims=True), 1e-9)
    return np.asarray(np.round(kept / largest * 127), dtype=np.int8)


def main() -> None:
    """Write the table, print what it holds."""
    vocabulary = Vocab().from_disk(Path(sys.argv[1]) / "vocab")
    rows = {vocabulary.strings[key]: int(row) for key, row in vocabulary.vectors.key2row.items()}
    owners: dict[int, str] = {}
    for word, row in rows.items():
        owners.setdefault(row, word)
    votes, own = stems(rows, owners)
    names = sorted(votes)
    members = np.full((len(names), MEMBERS), NOBODY, dtype=np.uint16)
    counts = np.zeros((len(names), MEMBERS), dtype=np.uint8)
    for place, name in enumerate(names):
        for column, (row, number) in enumerate(votes[name].most_common(MEMBERS)):
            members[place, column], counts[place, column] = row, min(number, 255)
    rows_kept = directions(np.asarray(vocabulary.vectors.data, dtype=np.float32))
    held = np.where(counts > 0, members, 0)
    sums = (counts[:, :, None].astype(np.float32) * unit(rows_kept.astype(np.float32))[held]).sum(axis=1)
    np.savez_compressed(
        FILE,
        rows=rows_kept,
        lengths=np.maximum(np.linalg.norm(sums, axis=1), 1e-6).astype(np.float32),
        stems=np.frombuffer("\n".join(names).encode("ascii"), dtype=np.uint8),
        own=np.array([own.get(name, NOBODY) for name in names], dtype=np.uint16),
        members=members,
        counts=counts,
    )
    print(f"{len(names):,} stems, {len(own):,} with a vector of their own, {FILE.stat().st_size / 2**20:.1f} MB")


if __name__ == "__main__":
    main()
