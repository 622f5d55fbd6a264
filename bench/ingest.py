"""How fast files are read, embedded and stored: ours against a plain llama-index pipeline with the same embedder.

    python bench/ingest.py [FOLDER] [--articles 2000] [--repeat 3] [--many 10000]

Without a folder: articles of law, and the PDF and office files of the shared fixtures; the sample company's where those
are absent. Both sides run in turn, each in a process of its own; medians are quoted. Then ours alone over a tenth and
over the whole of `--many` articles: growth, an unchanged second run, and the main process's memory. 0 leaves that out.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("SOUFFLEUR_SHARED", ROOT.parent / "shared"))
SUFFIXES = frozenset({".pdf", ".docx", ".pptx", ".xlsx"})  # office files that both sides read
VERBS = ("scan", "wait", "cut", "embed", "write")  # of the main process; parsing goes on beside them

Run = dict[str, float]


def expand(target: Path, articles: int) -> Path:
    """The first articles of the load set, as Markdown files."""
    source = SHARED / "load" / "expand.py"
    subprocess.run([sys.executable, str(source), str(target), str(articles)], check=True, stdout=subprocess.DEVNULL)
    return target


def gather(target: Path) -> Path:
    """PDF and office files by others, else those of the sample company; numbered, since names repeat."""
    fixtures = SHARED / "fixtures"
    target.mkdir()
    files = sorted((fixtures if fixtures.exists() else ROOT / "data" / "samples").rglob("*"))
    for number, file in enumerate(one for one in files if one.suffix.lower() in SUFFIXES):
        shutil.copy(file, target / f"{number:03d}-{file.name}")
    return target


def run(side: str, folder: Path) -> Run:
    """One side in a process of its own, into a fresh home."""
    with tempfile.TemporaryDirectory(prefix="souffleur-bench-") as home:
        command = [sys.executable, str(Path(__file__).with_name("pipelines.py")), side, str(folder), home]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{side} stopped over {folder.name}:\n{done.stderr[-2000:]}")
    found: Run = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def compare(name: str, folder: Path, repeat: int) -> dict[str, Run]:
    """Both sides in turn; the medians, and a table of them."""
    runs: dict[str, list[Run]] = {"ours": [], "plain": []}
    for _ in range(repeat):
        for side, past in runs.items():
            past.append(run(side, folder))
    median = {
        side: {key: statistics.median(one[key] for one in past) for key in past[0]} for side, past in runs.items()
    }
    print(f"\n{name}\n{'':8}{'files':>7}{'passages':>10}{'seconds':>10}{'files/s':>9}{'peak MB':>9}")
    for side, one in median.items():
        print(
            f"{side:8}{one['files']:>7.0f}{one['passages']:>10.0f}{one['seconds']:>10.2f}"
            f"{one['files'] / one['seconds']:>9.1f}{one['peak_mb']:>9.0f}"
        )
    print(f"ratio {_ratio(median):.2f}; seconds of ours: {_spent(median['ours'])}")
    return median


def grow(scratch: Path, many: int) -> dict[str, float]:
    """Ours over a tenth and over all of many articles."""
    few, all_of_them = (run("ours", expand(scratch / f"many-{count}", count)) for count in (many // 10, many))
    print(f"\n{'ours':8}{'files':>7}{'passages':>10}{'seconds':>10}{'passages/s':>12}{'unchanged s':>13}{'peak MB':>9}")
    for one in (few, all_of_them):
        print(
            f"{'':8}{one['files']:>7.0f}{one['passages']:>10.0f}{one['seconds']:>10.2f}"
            f"{one['passages'] / one['seconds']:>12.1f}{one['again']:>13.3f}{one['peak_mb']:>9.0f}"
        )
    print(f"seconds of the last: {_spent(all_of_them)}")
    pace = [one["seconds"] / one["passages"] for one in (few, all_of_them)]
    return {
        "rerun_ratio": round(all_of_them["seconds"] / all_of_them["again"], 1),
        "growth": round(pace[1] / pace[0], 3),  # time for a passage at ten times the size; 1 is linear
        "peak_mb": round(all_of_them["peak_mb"]),
        "passages_per_s": round(all_of_them["passages"] / all_of_them["seconds"], 1),
    }


def _ratio(median: dict[str, Run]) -> float:
    return median["plain"]["seconds"] / median["ours"]["seconds"]


def _spent(one: Run) -> str:
    return ", ".join(f"{verb} {one.get(verb, 0.0):.1f}" for verb in VERBS)


def main() -> None:
    """Every table, one RESULT line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument(
        "--office", action=argparse.BooleanOptionalAction, default=True, help="PDF and office files too"
    )
    parser.add_argument("--many", type=int, default=10_000)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="souffleur-files-") as work:
        scratch = Path(work)
        has_load = (SHARED / "load").exists()
        folders: dict[str, Path] = {chosen.folder.name: chosen.folder} if chosen.folder else {}
        if not folders and has_load and chosen.articles:
            folders["articles"] = expand(scratch / "articles", chosen.articles)
        if not chosen.folder and chosen.office:
            folders["office"] = gather(scratch / "office")
        medians = {name: compare(name, folder, chosen.repeat) for name, folder in folders.items()}
        grown = grow(scratch, chosen.many) if has_load and chosen.many else {}
    ratios = {name: round(_ratio(median), 2) for name, median in medians.items()}
    result = {"ratio": next(iter(ratios.values())), "ratios": ratios, **grown, "repeat": chosen.repeat}
    print("RESULT " + json.dumps(result))


if __name__ == "__main__":
    main()
