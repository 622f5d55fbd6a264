"""How long after a small file's last write the answer comes from its new content: told by the system, and by polling.

    python bench/watch.py [--times 7]

A real server follows a folder; a file is added, then changed again and again. What is timed ends when the interface for
programs answers with the new words. Polling is what network shares get; both sides wait until the file is still.
"""

from __future__ import annotations

import argparse
import json
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from ingest.still import SETTLE_SECONDS
from rag.records import Finished
from rag.settings import Home
from ui.remote import RemoteDesk, find_server

PROGRAM = (sys.executable, "-c", "from ui.cli.main import run; run()")
SIDES = {"told": "never", "polling": "always"}  # side → the setting watch.polling
PROMISED = 10.0  # seconds
MOST = 120.0  # seconds until the bench gives up


def served(home: Path) -> tuple[subprocess.Popen[bytes], RemoteDesk]:
    """A server of this home."""
    process = subprocess.Popen(
        [*PROGRAM, "--home", str(home), "serve", "--no-browser"], cwd=ROOT, stdout=subprocess.DEVNULL
    )
    end = time.monotonic() + MOST
    while (server := find_server(Home(home))) is None:
        if time.monotonic() > end:
            raise SystemExit("the server did not start")
        time.sleep(0.2)
    return process, RemoteDesk(server)


def answered(desk: RemoteDesk, words: str) -> bool:
    """Whether the answer holds the words."""
    events = list(desk.ask("Quelle est la franchise du contrat d'assurance décennale ?"))
    return isinstance(events[-1], Finished) and words in events[-1].text


def measured(home: Path, folder: Path, times: int) -> list[float]:
    """Seconds from each write to the first answer with its words; the first, which warms up, is left out."""
    process, desk = served(home)
    (folder / "accueil.txt").write_text("Le siège de l'entreprise se trouve à Angers.", encoding="utf-8")
    found = []
    try:
        desk.watch(folder, "documents")
        while not desk.documents():
            time.sleep(0.1)
        for number in range(times + 1):
            words = f"{1000 + 10 * number} euros"
            (folder / "assurance.txt").write_text(
                f"La franchise du contrat d'assurance décennale est de {words}.", encoding="utf-8"
            )
            start = time.monotonic()
            while not answered(desk, words):
                if time.monotonic() - start > MOST:
                    raise SystemExit("the new content never came")
                time.sleep(0.05)
            found.append(time.monotonic() - start)
    finally:
        desk.close()
        process.send_signal(signal.SIGINT)
        process.wait()
    return found[1:]


def main() -> None:
    """Both sides, a table, one RESULT line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=7)
    chosen = parser.parse_args()
    past: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as made:
        models = None
        for side, polling in SIDES.items():
            home, folder = Path(made, side), Path(made, f"{side} files")
            home.mkdir()
            folder.mkdir()
            (home / "souffleur.toml").write_text(f'[watch]\npolling = "{polling}"\n', encoding="utf-8")
            if models:
                shutil.copytree(models, home / "models")  # made ready once
            past[side] = measured(home, folder, chosen.times)
            models = home / "models"
    print(f"{'side':9}{'median s':>10}{'worst s':>9}{'of it, waiting until still':>29}")
    for side, seconds in past.items():
        print(f"{side:9}{statistics.median(seconds):>10.2f}{max(seconds):>9.2f}{SETTLE_SECONDS:>29.1f}")
    result: dict[str, float | bool] = {"times": chosen.times, "settle_s": SETTLE_SECONDS}
    for side, seconds in past.items():
        result[f"{side}_median_s"] = round(statistics.median(seconds), 2)
        result[f"{side}_worst_s"] = round(max(seconds), 2)
    result["within_promise"] = max(max(seconds) for seconds in past.values()) <= PROMISED
    print("RESULT " + json.dumps(result))


if __name__ == "__main__":
    main()
