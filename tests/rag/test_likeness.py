"""Questions while the index is being made again."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.pipeline import ingest
from rag import likeness
from rag.engine import Engine
from rag.errors import VectorsUnusable
from rag.likeness import PREPARING
from rag.models.fakes import HashEmbedder
from rag.options import Settings
from rag.settings import Home
from rag.store.generations import Generations, Next

QUESTION = "Quel est le préavis du bail ?"


@pytest.fixture
def lost(tmp_path: Path) -> Home:
    """A library whose index is gone."""
    home = Home(tmp_path / "home")
    home.folder.mkdir()
    (tmp_path / "bail.txt").write_text("Le préavis du bail est de six mois.", encoding="utf-8")
    with Engine.open(home, Settings(), embedder=HashEmbedder()) as engine:
        list(ingest(engine, [tmp_path / "bail.txt"]))
    shutil.rmtree(home.vectors_folder)
    return home


def test_questions_go_on_with_words_while_the_index_is_made_again(lost: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    may_go_on = threading.Event()
    fill = Generations.fill

    def slowly(self: Generations, fresh: Next, *, renewed: bool = False) -> Iterator[int]:
        may_go_on.wait(60)
        return fill(self, fresh, renewed=renewed)

    monkeypatch.setattr(Generations, "fill", slowly)
    monkeypatch.setattr(likeness, "PATIENCE_SECONDS", 0.05)
    with Engine.open(lost, Settings(), embedder=HashEmbedder()) as engine:
        for _ in range(2):  # the second does not begin another making
            found = engine.search(QUESTION, engine.scope())
            assert found.words_only == PREPARING
            assert found.hits[0].document.name == "bail.txt"
        may_go_on.set()
        assert engine.vectors.count(engine.scope()) == 1  # waits for it
        assert engine.search(QUESTION, engine.scope()).words_only == ""


def test_a_sound_index_is_waited_for(lost: Home) -> None:
    with Engine.open(lost, Settings(), embedder=HashEmbedder()) as engine:
        assert engine.vectors.count(engine.scope()) == 1
        assert engine.search(QUESTION, engine.scope()).words_only == ""


def test_who_comes_for_the_index_when_the_library_is_closed_is_told_so(lost: Home) -> None:
    with Engine.open(lost, Settings(), embedder=HashEmbedder()) as engine:
        pass
    with pytest.raises(VectorsUnusable):
        _ = engine.vectors
