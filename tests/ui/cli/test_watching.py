"""The real program, in a process of its own, follows a real folder."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from ingest.still import SETTLE_SECONDS
from rag.records import Document, Finished
from rag.settings import Home
from ui.remote import RemoteDesk, find_server

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = [sys.executable, "-c", "from ui.cli.main import run; run()"]
LONG = 240.0  # seconds; a busy machine is no failure

pytestmark = [pytest.mark.slow, pytest.mark.model]


def until(true: Callable[[], object], seconds: float = LONG) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.05)


def start(home: Path, *arguments: str, output: int = subprocess.DEVNULL) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*PROGRAM, "--home", str(home), *arguments], cwd=ROOT, stdout=output, stderr=subprocess.DEVNULL, text=True
    )


def end(process: subprocess.Popen[str]) -> int:
    process.send_signal(signal.SIGINT)
    return process.wait(LONG)


@dataclass
class Followed:
    """A folder, and the server that follows it."""

    folder: Path
    desk: RemoteDesk
    home: Path

    def answer(self, question: str) -> str:
        events = list(self.desk.ask(question))
        assert isinstance(events[-1], Finished)
        return events[-1].text

    def document(self, name: str) -> Document | None:
        return next((one for one in self.desk.documents() if name in [Path(path).name for path in one.paths]), None)

    def names(self) -> set[str]:
        return {Path(one.path).name for one in self.desk.located()}


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Followed]:
    home, folder = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("Dossiers suivis")
    (folder / "accueil.txt").write_text("Le siège de l'entreprise se trouve à Angers.", encoding="utf-8")
    process = start(home, "serve", "--no-browser")
    until(lambda: find_server(Home(home)))
    server = find_server(Home(home))
    assert server is not None
    desk = RemoteDesk(server)
    handed = start(home, "watch", str(folder), output=subprocess.PIPE)
    assert "est suivi par la page ouverte" in handed.communicate(timeout=LONG)[0]
    made = Followed(folder, desk, home)
    until(lambda: "accueil.txt" in made.names())
    yield made
    desk.close()
    end(process)


def test_the_answer_comes_from_the_new_content(followed: Followed) -> None:
    file = followed.folder / "assurance.txt"
    for amount in ("quatre mille euros", "sept mille euros"):
        file.write_text(f"La franchise du contrat d'assurance décennale est de {amount}.", encoding="utf-8")
        written = time.monotonic()
        until(lambda said=amount: "assurance.txt" in followed.names()  # type: ignore[misc]
              and said in followed.answer("Quelle est la franchise de l'assurance décennale ?"))  # fmt: skip
        print(f"answered from the new content after {time.monotonic() - written:.1f} s")  # noqa: T201 - the figure is for who reads the log
    assert "quatre mille" not in followed.answer("Quelle est la franchise de l'assurance décennale ?")


def test_a_file_written_in_pieces_is_read_when_it_is_whole(followed: Followed) -> None:
    path = followed.folder / "rapport.txt"
    pause, seen = 0.0, set()
    with path.open("w", encoding="utf-8") as file:
        for piece in range(10):
            before = time.monotonic()
            file.write(f"Partie {piece} du rapport de chantier de Trélazé.\n\n")
            file.flush()
            time.sleep(SETTLE_SECONDS / 5)
            seen |= {one.size for one in followed.desk.located() if one.path == str(path)}
            pause = max(pause, time.monotonic() - before)
    until(lambda: followed.document("rapport.txt"))
    assert not seen or pause > SETTLE_SECONDS
    document = followed.document("rapport.txt")
    assert document is not None
    assert document.size == path.stat().st_size


def test_locks_and_half_written_files_never_appear(followed: Followed) -> None:
    ignored = ("~$devis.docx", "devis.tmp", "devis.pdf.part", ".caché.txt")
    for name in (*ignored, "devis.txt"):
        (followed.folder / name).write_text("Le devis de la véranda est prêt.", encoding="utf-8")
    until(lambda: followed.document("devis.txt"))
    assert not followed.names() & set(ignored)


def test_a_rename_is_a_move_and_a_deletion_is_forgotten(followed: Followed) -> None:
    old = followed.folder / "contrat.txt"
    old.write_text("Le contrat d'entretien de la scie court jusqu'en 2028.", encoding="utf-8")
    until(lambda: followed.document("contrat.txt"))
    before = followed.document("contrat.txt")
    old.rename(followed.folder / "contrat 2028.txt")
    until(lambda: followed.document("contrat 2028.txt"))
    after = followed.document("contrat 2028.txt")
    assert before is not None
    assert after is not None
    assert (after.id, after.indexed_at) == (before.id, before.indexed_at)
    assert followed.document("contrat.txt") is None
    (followed.folder / "contrat 2028.txt").unlink()
    until(lambda: followed.document("contrat 2028.txt") is None)


def test_watching_in_the_foreground(followed: Followed, tmp_path: Path) -> None:
    folder, home = tmp_path / "Dossiers", tmp_path / "home"
    shutil.copytree(followed.home / "models", home / "models")  # made ready once
    folder.mkdir()
    (folder / "a.txt").write_text("Une première note.", encoding="utf-8")
    process = start(home, "watch", str(folder), output=subprocess.PIPE)
    assert process.stdout is not None
    lines = iter(process.stdout.readline, "")
    assert "est suivi (Ctrl+C pour arrêter)" in next(lines).replace("\u00a0", " ")
    assert "ajoutés : 1" in next(lines)
    (folder / "a.txt").rename(folder / "b.txt")
    assert "déplacés : 1" in next(lines)
    folder.rename(tmp_path / "débranché")
    assert "n'est pas accessible : 1 fichier" in next(lines)
    next(lines)
    assert next(lines).strip().endswith("--forget-missing")
    (tmp_path / "débranché" / "c.txt").write_text("Une seconde note.", encoding="utf-8")
    os.utime(tmp_path / "débranché" / "c.txt", (1, 1))
    (tmp_path / "débranché").rename(folder)
    assert "ajoutés : 1" in next(lines)
    assert end(process) == 130
