"""Where the floor lies under which "not found" is said.

    python bench/floor.py [--limit 120]

Each set's questions are asked in their own documents, where they have answers, and in those of the other sets, where
nearly all have none. Printed: the share that is refused at several levels of evidence; the baseline is no floor, which
refuses nothing.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from tempfile import TemporaryDirectory

from sets import indexed, present

from rag.evaluation.cases import read_set
from rag.retrieval.floor import ENOUGH, LOOKED_AT, evidence

LEVELS = (0.3, 0.4, 0.5, 0.6, 0.7)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--limit", type=int, default=120)
    asked = parser.parse_args()
    sets = present()
    print(f"floor in use: {ENOUGH}\n{'documents':12}{'questions':12}" + "".join(f"{level:8.1f}" for level in LEVELS))
    results: dict[str, dict[str, list[float]]] = {}
    for own in sets:
        with indexed(own, asked.limit) as ready:
            scope = ready.engine.scope()
            floor = ready.engine.embedder.card.floor_likeness
            for other in sets:
                questions = _questions(other, asked.limit)
                best = [
                    max(
                        (evidence(hit, floor) for hit in ready.engine.search(text, scope).hits[:LOOKED_AT]), default=0.0
                    )
                    for text in questions
                ]
                refused = [round(sum(one < level for one in best) / len(best), 3) for level in LEVELS]
                results.setdefault(own.stem, {})[other.stem] = refused
                print(f"{own.stem:12}{other.stem:12}" + "".join(f"{share:8.2f}" for share in refused))
    print("RESULT", json.dumps({"levels": LEVELS, "refused": results}))


def _questions(path: Path, limit: int) -> list[str]:
    with TemporaryDirectory() as folder:
        cases = [case for case in read_set(path, Path(folder)).cases if case.relevant]
    return [case.question for case in cases[:: max(1, len(cases) // limit)]][:limit]


if __name__ == "__main__":
    main()
