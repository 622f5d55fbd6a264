"""What becomes of hundreds of real files by others, broken ones among them, and what the costliest took.

    python bench/fixtures.py [FOLDER]

The whole pipeline with the settings' own search model, into a temporary home. FOLDER is by default the fixtures of
the shared data. A file that ends in anything but the library or a reason with a name ends the script with an error.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("SOUFFLEUR_SHARED", ROOT.parent / "shared"))
sys.path.insert(0, str(ROOT))

from ingest.events import Change, Outcome, Summary
from ingest.pipeline import ingest
from ingest.reasons import REASONS
from rag.engine import Engine
from rag.settings import find_home, read_settings

SLOWEST = 10


def read(folder: Path) -> tuple[list[Outcome], Summary]:
    """One outcome a file, and the sum."""
    with tempfile.TemporaryDirectory(prefix="souffleur-bench-") as home:
        chosen = find_home(Path(home))
        with Engine.open(chosen, read_settings(chosen)) as engine:
            events = list(ingest(engine, [folder]))
    outcomes = [event for event in events if isinstance(event, Outcome)]
    (summary,) = (event for event in events if isinstance(event, Summary))
    return outcomes, summary


def ending(outcome: Outcome) -> str:
    """How a file ended: indexed, or its reason."""
    return outcome.reason if outcome.change is Change.FAILED else "indexed"


def print_outcomes(outcomes: list[Outcome]) -> None:
    """A line for each suffix, a column for each ending that occurs."""
    table: dict[str, Counter[str]] = {}
    for one in outcomes:
        table.setdefault(Path(one.path).suffix.lower() or "(none)", Counter())[ending(one)] += 1
    total: Counter[str] = sum(table.values(), Counter())
    columns = ["indexed", *sorted(total.keys() - {"indexed"})]
    print(f"{'type':8}" + "".join(f"{name:>13}" for name in columns))
    for name, counts in (*sorted(table.items()), ("all", total)):
        print(f"{name:8}" + "".join(f"{counts[column] or '':>13}" for column in columns))


def print_slowest(outcomes: list[Outcome]) -> None:
    """The files that took longest, with the most memory that their worker held meanwhile."""
    print(f"\n{'seconds':>8}{'peak MB':>9}  file")
    for one in sorted(outcomes, key=lambda outcome: -outcome.seconds)[:SLOWEST]:
        print(f"{one.seconds:>8.2f}{one.peak_mb:>9}  {Path(one.path).name} ({ending(one)})")


def main() -> None:
    """Read, print, and end with one RESULT line."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED / "fixtures"
    files = sum(path.is_file() for path in folder.rglob("*"))
    start = time.perf_counter()
    outcomes, summary = read(folder)
    seconds = time.perf_counter() - start
    print_outcomes(outcomes)
    print_slowest(outcomes)
    endings = Counter(map(ending, outcomes))
    unnamed = sorted({*endings} - REASONS.keys() - {"indexed"})
    result = {
        "files": files,
        "outcomes": len(outcomes),
        "indexed": endings["indexed"],
        "failed": dict(sorted((endings - Counter(indexed=endings["indexed"])).items())),
        "unnamed": unnamed,
        "passages": summary.passages,
        "seconds": round(seconds, 1),
        "slowest_s": round(max(one.seconds for one in outcomes), 2),
        "peak_mb": max(one.peak_mb for one in outcomes),
    }
    print("\nRESULT " + json.dumps(result))
    if unnamed or len(outcomes) != files:
        sys.exit("A file ended without an outcome, or in one that has no name.")


if __name__ == "__main__":
    main()
