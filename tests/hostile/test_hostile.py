"""Everything hostile at once, with good files among it: each ends with a name, and the good ones in the library."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from ingest.events import Change, IngestEvent, Outcome, Planned, Summary
from ingest.pipeline import ingest
from ingest.reasons import REASONS
from rag.engine import Engine
from rag.models.fakes import HashEmbedder
from rag.options import Ingest, Settings
from rag.settings import Home
from rag.store import watchdog
from tests.hostile.make import CASES, make, mutate

SECRET = "La combinaison du coffre est 4711."
SHORT = Settings(ingest=Ingest(file_seconds=15, file_memory_mb=512, workers=2))


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    (tmp_path / "home").mkdir()
    with Engine.open(Home(tmp_path / "home"), SHORT, embedder=HashEmbedder()) as opened:
        yield opened


def tree(folder: Path) -> set[str]:
    return {str(path) for path in folder.rglob("*")}


def outcomes_of(engine: Engine, folder: Path) -> Iterator[IngestEvent]:
    """A run during which two files change under its hands."""
    for event in ingest(engine, [folder]):
        yield event
        if isinstance(event, Planned):
            (folder / "zz parti.txt").unlink()
            with (folder / "zz modifié.txt").open("a") as file:
                file.write("Une phrase de plus.")


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_nothing_hostile_harms_the_rest(tmp_path: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, temp, other = tmp_path / "documents", tmp_path / "temp", tmp_path / "ailleurs"
    for made in (folder, temp, other):
        made.mkdir()
    (other / "secret.txt").write_text(SECRET, encoding="utf-8")
    endings = make(folder, other / "secret.txt")
    mutants = mutate(folder)
    for name in ("zz parti.txt", "zz modifié.txt"):
        (folder / name).write_text(f"Le début de {name}.", encoding="utf-8")
    monkeypatch.setattr(tempfile, "tempdir", str(temp))
    # Where an earlier test has told of a terminal, the index's own witness would run, and be left running.
    monkeypatch.setattr(watchdog, "_last_words", [])
    running = set(psutil.Process().children(recursive=True))
    before = tree(folder) | tree(other), set(os.listdir("/tmp")), set(os.listdir())  # noqa: S108, PTH208

    events = list(outcomes_of(engine, folder))

    found = {Path(one.path).name: one for one in events if isinstance(one, Outcome)}
    ended = {name: one.reason if one.change is Change.FAILED else "indexed" for name, one in found.items()}
    wrong = {name: ended.get(name) for name, allowed in endings.items() if ended.get(name) not in allowed}
    assert wrong == {}
    assert ended["zz parti.txt"] in {"vanished", "changing"}
    assert ended["zz modifié.txt"] == "changing"
    assert sum(name.startswith("mutant") for name in ended) == mutants
    assert len(ended) == len(endings) + mutants + 2
    assert set(ended.values()) <= {*REASONS, "indexed"}
    assert isinstance(events[-1], Summary)

    # Nothing was written, kept running, or read that should not have been.
    after = tree(folder) | tree(other), set(os.listdir("/tmp")), set(os.listdir())  # noqa: S108, PTH208
    assert after[0] == before[0] - {str(folder / "zz parti.txt")}
    assert not {name for name in after[1] - before[1] if "pwn" in name}
    assert after[2] == before[2]
    assert list(temp.iterdir()) == []
    mine = set(psutil.Process().children(recursive=True)) - running
    assert psutil.wait_procs(mine, timeout=10)[1] == []  # a program that was just ended takes a moment to go
    documents = engine.library.documents(engine.scope())
    texts = [passage.text for one in documents for passage in engine.library.passages_of(one.id)]
    assert not any("combinaison du coffre" in text for text in texts)
    for words in ("préavis est de six mois", "Le fond du puits", "bout du monde", "vingt-cinq jours", "drôle de nom"):
        assert any(words in text for text in texts), words


def test_every_ending_has_a_name() -> None:
    assert set().union(*(allowed for _, allowed in CASES.values())) <= {*REASONS, "indexed"}
