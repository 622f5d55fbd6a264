"""How often the kind and the date of a document are told right.

    python bench/describe.py [--all]

The labels of `data/questions/describe.jsonl` were written by people who read the documents: the sample company, and the
public letters, invoices and e-mails of the shared folder where it is on this machine. The baseline takes the most
frequent kind of each set, and the first date of the text. `--all` names every document that was told wrong.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING

from sets import ROOT, SHARED

from ingest.dates import dates_in, document_date
from ingest.genre import genre_of
from ingest.parse.formats import Reading, parse_file
from ingest.parse.trouble import CannotRead
from rag.options import Ingest

if TYPE_CHECKING:
    from pathlib import Path

LABELS = ROOT / "data" / "questions" / "describe.jsonl"
FOLDERS = {
    "samples": ROOT / "data" / "samples",
    **{name: SHARED / "fixtures" / name for name in ("letters-fr", "facturx", "mail-fr")},
}
Told = tuple[str, str, str]  # kind, date, first date of the text


def told(file: Path) -> Told | None:
    """What is told of one file; None when it cannot be read here."""
    try:
        parsed = parse_file(file, Reading(Ingest()))
    except CannotRead as trouble:
        print(f"not read: {file.name} ({trouble.code})")
        return None
    first = next((day.isoformat() for block in parsed.blocks for day in dates_in(block.text)), "")
    date = parsed.date[:10] or document_date(parsed.blocks)
    return str(genre_of(parsed, file.stem)), date, first


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--all", action="store_true")
    show_all = arguments.parse_args().all
    labels = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    labels = [label for label in labels if FOLDERS[label["set"]].is_dir()]
    with ProcessPoolExecutor(2) as pool:
        results = list(pool.map(told, [FOLDERS[label["set"]] / label["file"] for label in labels]))
    pairs = [(label, result) for label, result in zip(labels, results, strict=True) if result]
    figures = {}
    for name in FOLDERS:
        rows = [(label, result) for label, result in pairs if label["set"] == name]
        if rows:
            figures[name] = measure(name, rows, show_all=show_all)
    print("RESULT " + json.dumps({"sets": figures}, ensure_ascii=False))


def measure(name: str, rows: list[tuple[dict[str, str], Told]], *, show_all: bool) -> dict[str, float]:
    """Print one set and give back its figures."""
    usual = Counter(label["genre"] for label, _ in rows).most_common(1)[0][0]
    by_genre: dict[str, list[bool]] = defaultdict(list)
    dates: Counter[str] = Counter()
    for label, (genre, date, _) in rows:
        by_genre[label["genre"]].append(genre == label["genre"])
        wanted = label["date"]
        dates["right" if date == wanted else "missed" if not date else "invented" if not wanted else "wrong"] += 1
        if show_all and (genre != label["genre"] or date != wanted):
            print(f"   {label['file']}: {label['genre']} {wanted or '–'}, told {genre} {date or '–'}")
    print(f"\n{name}: {len(rows)} documents")
    for genre, right in sorted(by_genre.items()):
        print(f"   {genre:<10} {sum(right):>3} of {len(right)}")
    print(f"   dates      {dict(dates)}")
    count = len(rows)
    return {
        "documents": count,
        "genre": round(sum(sum(right) for right in by_genre.values()) / count, 3),
        "genre_usual": round(sum(label["genre"] == usual for label, _ in rows) / count, 3),
        "date": round(dates["right"] / count, 3),
        "date_first": round(sum(first == label["date"] for label, (_, _, first) in rows) / count, 3),
        "date_invented": dates["invented"],
        "date_wrong": dates["wrong"],
    }


if __name__ == "__main__":
    main()
