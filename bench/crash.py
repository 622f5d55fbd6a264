"""Kill an ingestion at a random instant, run it again, compare with a clean build: nothing lost, double or stray.

    python bench/crash.py [--kills 100] [--seed 1] [--files 60] [--keep]

Every round adds, replaces, moves and deletes files, starts a real `souffleur ingest` and kills it with everything it
started at an instant drawn evenly over the time that such a run takes; then the command runs again to its end. The
search model is the stand-in `hash/64`: everything else is as a user has it.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.library_state import Verdict, clean_build, judge, state

ROOT = Path(__file__).resolve().parent.parent
WORDS = ("bail", "hangar", "chêne", "devis", "facture", "client", "chantier", "délai", "préavis", "montant", "atelier")
CHANGES = ("add", "replace", "move", "delete")
MEASURED = 3  # undisturbed runs before the first kill; every run that ends well counts too
COMMAND = [sys.executable, "-c", "from ui.cli.main import run; run()"]


@dataclass
class Books:
    """What happened, for the table."""

    seconds: list[float] = field(default_factory=list)  # of runs that were left alone
    kills: int = 0
    too_late: int = 0  # the run had ended before
    midway: int = 0  # the kill left neither the old state nor the new one complete
    verdicts: list[Verdict] = field(default_factory=list)
    by_third: dict[str, int] = field(default_factory=lambda: {"first": 0, "second": 0, "last": 0})


def write(path: Path, chance: random.Random) -> None:
    """An e-mail of a few paragraphs: read in a moment, so that a run is mostly looking, embedding and storing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # A subject of its own: a document without a title is named after its file, and a moved file is not read again.
    subject = " ".join(chance.choices(WORDS, k=4))
    paragraphs = [" ".join(chance.choices(WORDS, k=chance.randint(20, 60))) + "." for _ in range(chance.randint(1, 14))]
    head = (
        f"From: a@atelier.example\nTo: b@atelier.example\nSubject: {subject}\nContent-Type: text/plain; charset=utf-8\n"
    )
    path.write_text(head + "\n" + "\n\n".join(paragraphs) + "\n", encoding="utf-8")


def change(folder: Path, chance: random.Random, number: int) -> None:
    """A dozen changes, every sort among them."""
    for turn in range(12):
        known = sorted(file for file in folder.rglob("*.*") if file.is_file())
        kind, one = CHANGES[turn % len(CHANGES)], chance.choice(known)
        fresh = folder / f"dossier {chance.randint(1, 4)}" / f"note {number}-{turn}.eml"
        if kind == "add":
            write(fresh, chance)
            if chance.random() < 0.3:
                shutil.copy(one, fresh.with_name(f"copie {number}-{turn}.eml"))
        elif kind == "replace":
            write(one, chance)
        elif kind == "move":
            fresh.parent.mkdir(exist_ok=True)
            one.rename(fresh.with_suffix(one.suffix))
        else:
            one.unlink()


def start(home: Path, folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*COMMAND, "--home", str(home), "ingest", str(folder)],
        cwd=ROOT,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def run_whole(home: Path, folder: Path, books: Books) -> None:
    """A run that is left alone; it has to end well."""
    begin = time.perf_counter()
    process = start(home, folder)
    _, said = process.communicate(timeout=300)
    if process.returncode:
        sys.exit(f"the run after a kill ended with {process.returncode}: {said.decode()}")
    books.seconds.append(time.perf_counter() - begin)


def kill_at(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """SIGKILL the process and everything it started; False when it had ended before."""
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        tree = [process.pid, *(child.pid for child in psutil.Process(process.pid).children(recursive=True))]
        for pid in tree:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        process.communicate()
        return True
    process.communicate()
    return False


def held(home: Path) -> tuple[object, ...]:
    """What the library's file says, read without opening the library."""
    with closing(sqlite3.connect(home / "library.sqlite")) as raw:
        places = raw.execute("SELECT path, document FROM locations ORDER BY path").fetchall()
        waiting = raw.execute("SELECT count(*) FROM vector_changes").fetchone()
    return places, waiting


def round_of(number: int, home: Path, folder: Path, scratch: Path, chance: random.Random, books: Books) -> None:
    """Change, kill, look, run again, compare."""
    before = held(home)
    change(folder, chance, number)
    usual = statistics.median(books.seconds[-9:])
    part = chance.random()
    if not kill_at(start(home, folder), part * usual):
        books.too_late += 1
    else:
        books.kills += 1
        books.by_third["first" if part < 1 / 3 else "second" if part < 2 / 3 else "last"] += 1
    left = held(home)
    run_whole(home, folder, books)
    books.midway += left not in (before, held(home))
    verdict = judge(state(home), clean_build([folder], scratch, home / "souffleur.toml"))
    books.verdicts.append(verdict)
    if not verdict.equal:
        print(f"round {number}: {', '.join(verdict.where)}")


def report(books: Books, seed: int, seconds: float) -> dict[str, object]:
    lost, duplicated, orphaned = (
        sum(getattr(one, name) for one in books.verdicts) for name in ("lost", "duplicated", "orphaned")
    )
    usual = statistics.median(books.seconds)
    rows = {
        "kills": books.kills,
        "  in the first, second, last third of a run": " ".join(str(count) for count in books.by_third.values()),
        "  that left the library between two states": books.midway,
        "runs that ended before their kill": books.too_late,
        "a run left alone, median s": f"{usual:.1f}",
        "rounds equal to a clean build": f"{sum(one.equal for one in books.verdicts)} of {len(books.verdicts)}",
        "lost": lost,
        "duplicated": duplicated,
        "orphaned": orphaned,
    }
    for name, value in rows.items():
        print(f"{name:<48}{value!s:>12}")
    return {
        "kills": books.kills,
        "lost": lost,
        "duplicated": duplicated,
        "orphaned": orphaned,
        "midway": books.midway,
        "rounds": len(books.verdicts),
        "seed": seed,
        "run_s": round(usual, 2),
        "seconds": round(seconds, 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--files", type=int, default=60)
    parser.add_argument("--keep", action="store_true", help="leave the library and the files where they are")
    asked = parser.parse_args()
    chance, books, begin = random.Random(asked.seed), Books(), time.perf_counter()
    place = Path(tempfile.mkdtemp(prefix="souffleur-crash-"))
    home, folder, scratch = place / "home", place / "documents", place / "scratch"
    for made in (home, folder, scratch):
        made.mkdir()
    (home / "souffleur.toml").write_text('[embedding]\nmodel = "hash/64"\n[ingest]\nworkers = 1\n', encoding="utf-8")
    try:
        for number in range(asked.files):
            write(folder / f"dossier {number % 4 + 1}" / f"document {number}.eml", chance)
        run_whole(home, folder, Books())  # the first run reads everything: no measure for the others
        for number in range(MEASURED):
            change(folder, chance, -1 - number)
            run_whole(home, folder, books)
        number = 0
        while books.kills < asked.kills:
            number += 1
            round_of(number, home, folder, scratch, chance, books)
        result = report(books, asked.seed, time.perf_counter() - begin)
    finally:
        if asked.keep:
            print(place)
        else:
            shutil.rmtree(place)
    print(f"RESULT {json.dumps(result)}")
    sys.exit(0 if result["lost"] == result["duplicated"] == result["orphaned"] == 0 else 1)


if __name__ == "__main__":
    main()
